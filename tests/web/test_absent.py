"""What is not yours answers as what is not there: same status, same page, for every address with a number in it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from matchmaker.services.context import Context
from tests.web.conftest import Furnished, open_copy
from tests.web.pages import Browser
from tests.web.roles import ANYBODY, LETTERS, TABLE, Line

NOWHERE = "987654"
"""A number that nothing has."""

NUMBER = re.compile(r"(?<=/)\d+(?=/|$|\.)")
CHANGING = re.compile(r'(name="(?:csrf_token|once|next)" value=|<meta name="csrf-token" content=)"[^"]*"')

LINES = [line for line in TABLE if NUMBER.search(line.path) and set(ANYBODY) - set(line.who) - {"S"}]


@pytest.fixture(scope="module")
def app_in_use(
    furnished: Furnished,
    make_app: Callable[[Context], Flask],
    tmp_path_factory: pytest.TempPathFactory,
    translations: Path,
) -> Iterator[Flask]:
    """The application on a copy of the network in full use, which nobody here may change."""
    with open_copy(furnished, tmp_path_factory.mktemp("absent"), translations) as context:
        yield make_app(context)


def list_absent(path: str) -> list[str]:
    """The address with each of its numbers in turn replaced by one that nothing has."""
    return [path[: found.start()] + NOWHERE + path[found.end() :] for found in NUMBER.finditer(path)]


def ask(browser: Browser, line: Line, path: str) -> TestResponse:
    return browser.client.open(path, method=line.method, data=line.fields or None)


def tell(answer: TestResponse, path: str) -> str:
    """The page without what differs from one showing to the next: tokens, and its own address."""
    return CHANGING.sub(r"\1", answer.text).replace(path, "PATH")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_what_is_not_yours_looks_absent(app_in_use: Flask, furnished: Furnished, line: Line) -> None:
    for letter in sorted(set(ANYBODY) - set(line.who) - {"S"}):
        browser = Browser(app_in_use).log_in(furnished.accounts[LETTERS[letter]])
        theirs = ask(browser, line, line.path)
        for path in list_absent(line.path):
            nothing = ask(browser, line, path)
            assert (theirs.status_code, letter, path) == (nothing.status_code, letter, path)
            assert tell(theirs, line.path) == tell(nothing, path)
