"""A context over the test's own database, with a clock that only the test moves."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from matchmaker.config import ROOT, Settings
from matchmaker.domain.accounts import Actor
from matchmaker.domain.vocabulary import Role
from matchmaker.encoding import HashingEncoder
from matchmaker.services.platform.context import Context
from matchmaker.storage import Database, open_database
from tests.actors import find_actor
from tests.integration.services.sample_network import SampleNetwork, build_sample_network

START = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


@dataclass
class ManualClock:
    """The time of day of a test."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def move(self, step: timedelta) -> None:
        self.at += step


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def make_context(database: Database, var: Path, clock: ManualClock) -> Context:
    settings = Settings(
        database_url=str(database.engine.url),
        var=var,
        models=var / "models",
        encoder="hashing",
        plan_seconds=2,
        seeds=ROOT / "seeds",
    )
    return Context(
        settings=settings,
        open_unit=database.unit,
        now=clock.now,
        get_encoder=partial(HashingEncoder, 64),
    )


@pytest.fixture
def context(database: Database, tmp_path: Path, clock: ManualClock) -> Context:
    return make_context(database, tmp_path, clock)


@pytest.fixture(scope="session")
def built_town(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SampleNetwork]:
    """The sample network in its own file, built one time, as passwords are slow to hash on purpose."""
    path = tmp_path_factory.mktemp("town") / "town.db"
    shutil.copyfile(migrated_file, path)
    opened = open_database(f"sqlite:///{path}")
    town = build_sample_network(make_context(opened, path.parent, ManualClock()))
    opened.dispose()  # closing the last connection writes everything into the one file
    return path, town


@pytest.fixture
def town(context: Context, built_town: tuple[Path, SampleNetwork], tmp_path: Path) -> SampleNetwork:
    """A few people of every kind and an event, in the test's own database."""
    path, town = built_town
    shutil.copyfile(path, tmp_path / "matchmaker.db")
    return town


@pytest.fixture
def reload(context: Context) -> Callable[[Actor], Actor]:
    """The actor as the database knows it now."""

    def find(actor: Actor) -> Actor:
        found = find_actor(context, actor.account_id)
        assert found is not None
        return found

    return find


@pytest.fixture
def stranger(town: SampleNetwork) -> Actor:
    """Somebody with every role and no profile."""
    return replace(town.operator, roles=frozenset(Role) - {Role.OPERATOR, Role.ORGANIZER})
