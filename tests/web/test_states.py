"""Role × endpoint × state: each line of ``states`` is tried by everybody, own people, others and staff."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from matchmaker.domain.ids import AccountId
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.context import Context
from matchmaker.storage import Database, open_database
from tests.web.conftest import Furnished, make_context
from tests.web.pages import Browser
from tests.web.role_lines import LETTERS
from tests.web.states import PEOPLE, STATES, StateLine
from tests.web.test_absent import list_absent, tell
from tests.web.world import Clock, World

DONE = {200, 303}
REFUSED = {303, 400, 409}
OTHERS = {"f": PartyKind.STARTUP, "m": PartyKind.MENTOR, "i": PartyKind.INVESTOR}


@dataclass(frozen=True)
class Stage:
    """The application, its database, and who is who; ``restore`` makes all as it was."""

    app: Flask
    database: Database
    people: dict[str, AccountId]
    kept: Path
    path: Path

    def restore(self) -> None:
        self.database.dispose()
        for tail in ("-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.path)

    def bring(self, line: StateLine) -> None:
        """Bring the thing into the state of the line."""
        with self.database.engine.begin() as connection:
            for statement in line.thing.statements:
                connection.execute(text(statement), {"state": line.state.value})

    def read(self, line: StateLine) -> str:
        with self.database.engine.connect() as connection:
            return str(connection.scalar(text(f"SELECT state FROM {line.thing.table} WHERE id = 1")))  # noqa: S608

    def ask(self, line: StateLine, letter: str, path: str) -> TestResponse:
        browser = Browser(self.app).log_in(self.people[letter])
        return browser.client.open(path, method=line.method, data=line.fields or None)


@pytest.fixture(scope="module")
def stage(
    furnished: Furnished,
    make_app: Callable[[Context], Flask],
    tmp_path_factory: pytest.TempPathFactory,
    translations: Path,
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("states")
    path, kept = folder / "matchmaker.db", folder / "kept.db"
    shutil.copyfile(furnished.path, path)
    opened = open_database(f"sqlite:///{path}")
    context = make_context(opened, Clock(), [], var=folder, translations=translations)
    people = {letter: furnished.accounts[role] for letter, role in LETTERS.items()} | add_others(context)
    opened.dispose()
    shutil.copyfile(path, kept)
    yield Stage(make_app(context), opened, people, kept, path)
    opened.dispose()


def add_others(context: Context) -> dict[str, AccountId]:
    """Another founder, mentor and investor, who stand for the second profile of each kind."""
    world = World(context, Clock())
    found = {}
    for letter, kind in OTHERS.items():
        role = LETTERS[letter.upper()]
        found[letter] = world.add_account(f"other-{role}@example.org", Role(role))
        with context.open_unit() as unit:
            unit.accounts.link(found[letter], kind=kind, profile_id=2)
            unit.commit()
    return found


@pytest.mark.parametrize("line", STATES, ids=lambda line: line.name)
def test_everybody_may_what_the_state_and_their_part_allow(stage: Stage, line: StateLine) -> None:
    stage.restore()
    stage.bring(line)
    for letter in (it for it in PEOPLE if it not in line.may):
        check_refused(stage, line, letter)
    for letter in line.may:
        stage.restore()
        stage.bring(line)
        answer = stage.ask(line, letter, line.path)
        assert answer.status_code in DONE, f"{letter}: {answer.status_code} {answer.text[:2000]}"
        assert line.to is None or stage.read(line) == line.to.value, letter


def check_refused(stage: Stage, line: StateLine, letter: str) -> None:
    """Nothing changes; whom it does not concern is told what one is told of nothing."""
    answer = stage.ask(line, letter, line.path)
    assert stage.read(line) == line.state.value, letter
    if letter in line.late:
        assert answer.status_code in REFUSED, f"{letter}: {answer.status_code}"
        return
    assert answer.status_code in {403, 404}, f"{letter}: {answer.status_code}"
    for path in list_absent(line.path):
        nothing = stage.ask(line, letter, path)
        assert (answer.status_code, tell(answer, line.path)) == (nothing.status_code, tell(nothing, path)), letter
