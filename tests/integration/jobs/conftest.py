"""A folder for each test, in which real workers run as processes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matchmaker.app import build_context
from matchmaker.config import ROOT, read_settings
from matchmaker.services.platform.context import Context
from matchmaker.storage import open_database

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Settings of the processes; the test sees the same."""
    return {
        **os.environ,
        "MATCHMAKER_VAR": str(tmp_path),
        "MATCHMAKER_DATABASE_URL": f"sqlite:///{tmp_path / 'matchmaker.db'}",
        "MATCHMAKER_ENCODER": "hashing",
        "MATCHMAKER_PLAN_SECONDS": "5",
    }


@pytest.fixture
def context(environ: dict[str, str]) -> Iterator[Context]:
    settings = read_settings(environ)
    database = open_database(settings.database_url)
    database.upgrade()
    database.dispose()
    return build_context(settings)


@pytest.fixture
def start(environ: dict[str, str]) -> Iterator[Start]:
    """Starts ``matchmaker`` with arguments; processes that still run at the end are killed."""
    started: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "matchmaker.cli", *arguments]
        started.append(subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()
