"""A database of invented people of any size, in a temporary folder."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from matchmaker.app import build_context
from matchmaker.config import read_settings
from matchmaker.demo import seeding
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.database import upgrade_database

MENTOR_SHARE = 5 / 7
"""The plan's 500 mentors among its 700 partners."""


def size_of(startups: int, partners: int) -> DemoSize:
    """A network of so many startups and partners, without candidates and without anybody at an event."""
    mentors = round(partners * MENTOR_SHARE)
    return DemoSize(
        mentors=mentors,
        investors=partners - mentors,
        candidates=0,
        startups=startups,
        attending_startups=0,
        attending_investors=0,
    )


@contextmanager
def open_town(size: DemoSize, **settings: object) -> Iterator[Context]:
    """The invented network of ``size`` in SQLite, with the hashing encoder and without a trained version."""
    with TemporaryDirectory(prefix="matchmaker-benchmark-") as folder:
        var = Path(folder)
        own = {"var": var, "models": var / "models", "database_url": f"sqlite:///{var / 'matchmaker.db'}"}
        chosen = replace(read_settings({}), encoder="hashing", **own, **settings)
        upgrade_database(chosen)
        context = build_context(chosen)
        seeding.seed_reference(context)
        seeding.seed_demo(context, size=size)
        yield context


def peak_megabytes() -> int:
    """Peak memory of this process in MiB, plus that of its largest child process."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
