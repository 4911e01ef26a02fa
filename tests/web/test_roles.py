"""The table of ``roles`` against the application: every endpoint is in it, and opens for those it names only."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from matchmaker.services.context import Context
from matchmaker.storage import open_database
from tests.web.conftest import Furnished, make_context
from tests.web.pages import Browser
from tests.web.roles import ANYBODY, LETTERS, TABLE, Line
from tests.web.world import Clock

OPENS = {200, 303, 400, 409}
"""Answers to somebody who may: a page, a redirect, a form that wants correcting, a state that does not permit it."""


@pytest.fixture
def full_app(
    furnished: Furnished, make_app: Callable[[Context], Flask], tmp_path: Path, translations: Path
) -> Iterator[Flask]:
    """The application on a copy of the network in full use."""
    path = tmp_path / "matchmaker.db"
    shutil.copyfile(furnished.path, path)
    opened = open_database(f"sqlite:///{path}")
    yield make_app(make_context(opened, Clock(), [], var=tmp_path, translations=translations))
    opened.dispose()


def ask(app: Flask, furnished: Furnished, line: Line, letter: str) -> TestResponse:
    browser = Browser(app)
    if letter != "S":
        browser.log_in(furnished.accounts[LETTERS[letter]])
    return browser.client.open(line.path, method=line.method, data=line.fields or None)


def is_sent_to_login(answer: TestResponse) -> bool:
    return answer.status_code == 303 and answer.location.startswith("/login")


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.name)
def test_endpoint_opens_for_those_in_the_table_only(full_app: Flask, furnished: Furnished, line: Line) -> None:
    for letter in sorted(ANYBODY, key=lambda it: it in line.who):
        answer = ask(full_app, furnished, line, letter)
        answer.close()

        told = f"{letter}: {answer.status_code} {answer.location}"
        if letter in line.who:
            assert answer.status_code in OPENS, told
            assert not is_sent_to_login(answer), told
        elif letter == "S":
            assert is_sent_to_login(answer), told
        else:
            assert answer.status_code in {403, 404}, told


def test_table_names_every_endpoint_with_every_method(full_app: Flask) -> None:
    rules = full_app.url_map.iter_rules()
    served = {(rule.endpoint, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}

    assert {(line.endpoint, line.method) for line in TABLE} == served


def test_lines_of_the_table_lead_to_their_endpoints(full_app: Flask) -> None:
    adapter = full_app.url_map.bind("localhost")

    for line in TABLE:
        assert adapter.match(line.path, method=line.method)[0] == line.endpoint
