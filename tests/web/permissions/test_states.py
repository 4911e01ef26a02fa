"""Role × endpoint × state: each line of ``states`` is tried by everybody, own people, others and staff."""

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.web.permissions.states import PEOPLE, STATES, StateLine
from tests.web.permissions.test_not_found import list_absent, normalise_page
from tests.web.restorable_app import RestorableApp

DONE = {200, 303}
REFUSED = {303, 400, 409}


def bring(stage: RestorableApp, line: StateLine) -> None:
    """Make all as it was, and bring the thing into the state of the line."""
    stage.restore()
    with stage.database.engine.begin() as connection:
        for statement in line.thing.statements:
            connection.execute(text(statement), {"state": line.state.value})


def read(stage: RestorableApp, line: StateLine) -> str:
    with stage.database.engine.connect() as connection:
        return str(connection.scalar(text(f"SELECT state FROM {line.thing.table} WHERE id = 1")))  # noqa: S608


def ask(stage: RestorableApp, line: StateLine, letter: str, path: str) -> TestResponse:
    return stage.request_as(letter, line.method, path, line.fields)


@pytest.mark.parametrize("line", STATES, ids=lambda line: line.name)
def test_everybody_may_what_the_state_and_their_part_allow(stage: RestorableApp, line: StateLine) -> None:
    bring(stage, line)
    for letter in (it for it in PEOPLE if it not in line.may):
        check_refused(stage, line, letter)
    for letter in line.may:
        bring(stage, line)
        answer = ask(stage, line, letter, line.path)
        assert answer.status_code in DONE, f"{letter}: {answer.status_code} {answer.text[:2000]}"
        assert line.to is None or read(stage, line) == line.to.value, letter


def check_refused(stage: RestorableApp, line: StateLine, letter: str) -> None:
    """Nothing changes; whom it does not concern is told what one is told of nothing."""
    answer = ask(stage, line, letter, line.path)
    assert read(stage, line) == line.state.value, letter
    if letter in line.late:
        assert answer.status_code in REFUSED, f"{letter}: {answer.status_code}"
        return
    assert answer.status_code in {403, 404}, f"{letter}: {answer.status_code}"
    for path in list_absent(line.path)[-1:]:
        nothing = ask(stage, line, letter, path)
        assert (answer.status_code, normalise_page(answer, line.path)) == (
            nothing.status_code,
            normalise_page(nothing, path),
        ), letter
