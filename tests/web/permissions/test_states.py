"""Role × endpoint × state: everybody tries each line of ``states``: owners, others and staff."""

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.web.permissions.states import PEOPLE, STATES, StateLine
from tests.web.permissions.test_not_found import list_absent, normalise_page
from tests.web.restorable_app import RestorableApp

DONE = {200, 303}
REFUSED = {303, 400, 409}


def bring(restorable_app: RestorableApp, line: StateLine) -> None:
    """Restore the database, and bring the object into the state of the line."""
    restorable_app.restore()
    with restorable_app.database.engine.begin() as connection:
        for statement in line.thing.statements:
            connection.execute(text(statement), {"state": line.state.value})


def read(restorable_app: RestorableApp, line: StateLine) -> str:
    with restorable_app.database.engine.connect() as connection:
        return str(connection.scalar(text(f"SELECT state FROM {line.thing.table} WHERE id = 1")))  # noqa: S608


def ask(restorable_app: RestorableApp, line: StateLine, letter: str, path: str) -> TestResponse:
    return restorable_app.request_as(letter, line.method, path, line.fields)


@pytest.mark.parametrize("line", STATES, ids=lambda line: line.name)
def test_everybody_may_what_the_state_and_their_part_allow(restorable_app: RestorableApp, line: StateLine) -> None:
    bring(restorable_app, line)
    for letter in (it for it in PEOPLE if it not in line.may):
        check_refused(restorable_app, line, letter)
    for letter in line.may:
        bring(restorable_app, line)
        answer = ask(restorable_app, line, letter, line.path)
        assert answer.status_code in DONE, f"{letter}: {answer.status_code} {answer.text[:2000]}"
        assert line.to is None or read(restorable_app, line) == line.to.value, letter


def check_refused(restorable_app: RestorableApp, line: StateLine, letter: str) -> None:
    """Nothing changes; people without access get the same answer as for a missing object."""
    answer = ask(restorable_app, line, letter, line.path)
    assert read(restorable_app, line) == line.state.value, letter
    if letter in line.late:
        assert answer.status_code in REFUSED, f"{letter}: {answer.status_code}"
        return
    assert answer.status_code in {403, 404}, f"{letter}: {answer.status_code}"
    for path in list_absent(line.path)[-1:]:
        nothing = ask(restorable_app, line, letter, path)
        assert (answer.status_code, normalise_page(answer, line.path)) == (
            nothing.status_code,
            normalise_page(nothing, path),
        ), letter
