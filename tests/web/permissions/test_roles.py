"""The table of ``roles`` against the application: every endpoint is in it, and opens for those it names only."""

import pytest
from werkzeug.test import TestResponse

from tests.web.permissions.roles import ANYBODY, TABLE, PermissionLine
from tests.web.restorable_app import RestorableApp

OPENS = {200, 303, 400, 409}
"""Answers to somebody who may: a page, a redirect, a form that wants correcting, a state that does not permit it."""


def is_sent_to_login(answer: TestResponse) -> bool:
    return answer.status_code == 303 and answer.location.startswith("/login")


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.name)
def test_endpoint_opens_for_those_in_the_table_only(stage: RestorableApp, line: PermissionLine) -> None:
    stage.restore()
    for letter in sorted(ANYBODY, key=lambda it: it in line.who):
        if line.method == "POST" and letter in line.who:
            stage.restore()
        answer = stage.request_as(letter, line.method, line.path, line.fields)
        answer.close()

        told = f"{letter}: {answer.status_code} {answer.location}"
        if letter in line.who:
            assert answer.status_code in OPENS, told
            assert not is_sent_to_login(answer), told
        elif letter == "S":
            assert is_sent_to_login(answer), told
        else:
            assert answer.status_code in {403, 404}, told


def test_table_names_every_endpoint_with_every_method(stage: RestorableApp) -> None:
    rules = stage.app.url_map.iter_rules()
    served = {(rule.endpoint, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}

    assert {(line.endpoint, line.method) for line in TABLE} == served


def test_lines_of_the_table_lead_to_their_endpoints(stage: RestorableApp) -> None:
    adapter = stage.app.url_map.bind("localhost")

    for line in TABLE:
        assert adapter.match(line.path, method=line.method)[0] == line.endpoint
