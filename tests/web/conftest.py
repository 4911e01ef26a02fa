"""The application on a small network, and a browser that checks the pages it shows."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from matchmaker.app import create_app
from matchmaker.config import ROOT, Settings
from matchmaker.domain.ids import AccountId
from matchmaker.domain.vocabulary import Role
from matchmaker.encoding import HashingEncoder
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.learning.versions import record_hand_set
from matchmaker.storage import Database, open_database
from tests.web.browser import Browser
from tests.web.filled_network import fill_network
from tests.web.permissions.lines import LETTERS
from tests.web.restorable_app import RestorableApp, add_others, open_restorable_app
from tests.web.small_network import CallableClock, SmallNetwork, build_small_network


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues, compiled from their current sources."""
    folder = tmp_path_factory.mktemp("translations")
    shutil.copytree(ROOT / "translations", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.mo"))
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text))
    return folder


def make_context(database: Database, clock: CallableClock, *, var: Path, translations: Path) -> Context:
    """What the services need: an encoder without weights, and a clock that only the test moves."""
    settings = Settings(
        database_url=str(database.engine.url),
        var=var,
        models=var / "models",
        translations=translations,
        encoder="hashing",
        secret_key="a key for tests only",
        upload_limit=1024 * 1024,
        plan_seconds=2,
    )
    return Context(settings=settings, open_unit=database.unit, now=clock, get_encoder=HashingEncoder)


@dataclass(frozen=True)
class FilledDatabase:
    """A file to copy, and the accounts in it."""

    path: Path
    accounts: dict[Role, AccountId]


@pytest.fixture
def clock() -> CallableClock:
    return CallableClock()


@pytest.fixture
def context(database: Database, clock: CallableClock, tmp_path: Path, translations: Path) -> Context:
    """What the services need, on a database of the test's own."""
    return make_context(database, clock, var=tmp_path / "var", translations=translations)


@pytest.fixture(scope="session")
def filled_database(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, translations: Path
) -> FilledDatabase:
    """A database with one of everything, to be copied."""
    folder = tmp_path_factory.mktemp("furnished")
    path = folder / "matchmaker.db"
    shutil.copyfile(migrated_file, path)
    opened = open_database(f"sqlite:///{path}")
    world = build_small_network(
        make_context(opened, CallableClock(), var=folder, translations=translations), CallableClock()
    )
    fill_network(world)
    opened.dispose()
    return FilledDatabase(path, world.accounts)


@pytest.fixture
def world(context: Context, clock: CallableClock) -> SmallNetwork:
    return build_small_network(context, clock)


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Context], Flask]:
    """Makes the application; forms need no token here (tests of the token switch it on). All share their templates."""
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))

    def make(context: Context) -> Flask:
        made = create_app(context=context)
        made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        made.jinja_env.bytecode_cache = compiled
        return made

    return make


@pytest.fixture(scope="module")
def restorable_app(
    filled_database: FilledDatabase,
    make_app: Callable[[Context], Flask],
    tmp_path_factory: pytest.TempPathFactory,
    translations: Path,
) -> Iterator[RestorableApp]:
    """The application on a copy of the network in full use, with others of each role."""
    folder = tmp_path_factory.mktemp("stage")
    path = folder / "matchmaker.db"
    shutil.copyfile(filled_database.path, path)
    opened = open_database(f"sqlite:///{path}")
    context = make_context(opened, CallableClock(), var=folder, translations=translations)
    record_hand_set(context)
    people = {letter: filled_database.accounts[role] for letter, role in LETTERS.items()} | add_others(context)
    with open_restorable_app(make_app(context), opened, people, path) as made:
        yield made


@pytest.fixture
def app(context: Context, make_app: Callable[[Context], Flask]) -> Flask:
    """The application on the test's own database."""
    return make_app(context)


@pytest.fixture
def stranger(app: Flask, world: SmallNetwork) -> Browser:
    """The browser of somebody who is not logged in."""
    return Browser(app)


@pytest.fixture
def log_in(app: Flask, world: SmallNetwork) -> Callable[[Role], Browser]:
    """Gives the browser of the person with a role: ``log_in(Role.MENTOR).get("/")``."""
    return lambda role: Browser(app).log_in(world.accounts[role])


@pytest.fixture
def founder(log_in: Callable[[Role], Browser]) -> Browser:
    return log_in(Role.FOUNDER)


@pytest.fixture
def mentor(log_in: Callable[[Role], Browser]) -> Browser:
    return log_in(Role.MENTOR)


@pytest.fixture
def investor(log_in: Callable[[Role], Browser]) -> Browser:
    return log_in(Role.INVESTOR)


@pytest.fixture
def organizer(log_in: Callable[[Role], Browser]) -> Browser:
    return log_in(Role.ORGANIZER)


@pytest.fixture
def operator(log_in: Callable[[Role], Browser]) -> Browser:
    return log_in(Role.OPERATOR)
