"""The table of ``roles`` against the application: it lists every endpoint, and each opens only for the named roles."""

import pytest
from werkzeug.test import TestResponse

from tests.web.permissions.roles import ANYBODY, TABLE, PermissionLine
from tests.web.restorable_app import RestorableApp

OPENS = {200, 303, 400, 409}
"""Answers to permitted people: a page, a redirect, a form to correct, a state that does not permit it."""


def is_sent_to_login(answer: TestResponse) -> bool:
    return answer.status_code == 303 and answer.location.startswith("/login")


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.name)
def test_endpoint_opens_for_those_in_the_table_only(restorable_app: RestorableApp, line: PermissionLine) -> None:
    restorable_app.restore()
    for letter in sorted(ANYBODY, key=lambda it: it in line.who):
        if line.method == "POST" and letter in line.who:
            restorable_app.restore()
        answer = restorable_app.request_as(letter, line.method, line.path, line.fields)
        answer.close()

        context = f"{letter}: {answer.status_code} {answer.location}"
        if letter in line.who:
            assert answer.status_code in OPENS, context
            assert not is_sent_to_login(answer), context
        elif letter == "S":
            assert is_sent_to_login(answer), context
        else:
            assert answer.status_code in {403, 404}, context


def test_table_names_every_endpoint_with_every_method(restorable_app: RestorableApp) -> None:
    rules = restorable_app.app.url_map.iter_rules()
    served = {(rule.endpoint, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}

    assert {(line.endpoint, line.method) for line in TABLE} == served


def test_lines_of_the_table_lead_to_their_endpoints(restorable_app: RestorableApp) -> None:
    adapter = restorable_app.app.url_map.bind("localhost")

    for line in TABLE:
        assert adapter.match(line.path, method=line.method)[0] == line.endpoint
