"""Objects of others answer like missing ones: same status, same page, for every address with a number in it."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.web.permissions.lines import ALL
from tests.web.permissions.others import OTHERS, may_others
from tests.web.permissions.roles import TABLE, PermissionLine
from tests.web.restorable_app import RestorableApp

NOWHERE = "987654"
"""A number that no object has."""

NUMBER = re.compile(r"(?<=/)\d+(?=/|$|\.)")
CHANGING = re.compile(r'(name="(?:csrf_token|once|next)" value=|<meta name="csrf-token" content=)"[^"]*"')

LINES = [line for line in TABLE if NUMBER.search(line.path) and set(ALL) - set(line.who)]


def list_absent(path: str) -> list[str]:
    """The address with each of its numbers in turn replaced by one that no object has."""
    return [path[: found.start()] + NOWHERE + path[found.end() :] for found in NUMBER.finditer(path)]


def normalise_page(answer: TestResponse, path: str) -> str:
    """The page without parts that differ between two requests: tokens, and its own address."""
    return CHANGING.sub(r"\1", answer.text).replace(path, "PATH")


def list_outsiders(line: PermissionLine) -> list[str]:
    """People who may not open the address: without the role, or others of the role."""
    return [it for it in ALL if it not in line.who] + [it for it in OTHERS if not may_others(it, line.path)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_what_is_not_yours_looks_absent(restorable_app: RestorableApp, line: PermissionLine) -> None:
    restorable_app.restore()
    for letter in list_outsiders(line):
        theirs = restorable_app.request_as(letter, line.method, line.path, line.fields)
        assert theirs.status_code in {403, 404}, f"{letter}: {theirs.status_code}"
        for path in list_absent(line.path):
            nothing = restorable_app.request_as(letter, line.method, path, line.fields)
            assert (theirs.status_code, letter, path) == (nothing.status_code, letter, path)
            assert normalise_page(theirs, line.path) == normalise_page(nothing, path)


THEIRS = [line for line in LINES if any(may_others(it, line.path) for it in OTHERS)]


@pytest.mark.parametrize("line", THEIRS, ids=lambda line: line.name)
def test_others_of_a_role_open_what_is_theirs(restorable_app: RestorableApp, line: PermissionLine) -> None:
    for letter in (it for it in OTHERS if may_others(it, line.path)):
        restorable_app.restore()
        answer = restorable_app.request_as(letter, line.method, line.path, line.fields)
        assert answer.status_code in {200, 303, 400, 409}, f"{letter}: {answer.status_code}"
