"""A browser for tests: it checks every fetched page against the rules of all pages."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matchmaker.domain.ids import AccountId
from matchmaker.services.people import accounts

NAMELESS = {"hidden", "submit", "button", "image", "reset"}
"""Types of inputs that need no label."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page that was fetched: its status, its tree of elements, its text."""

    response: TestResponse
    tree: Element

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """All words of the page's main part, with single blanks."""
        main = self.tree.find(".//main")
        return " ".join("".join((self.tree if main is None else main).itertext()).split())

    @property
    def h1(self) -> str:
        return " ".join("".join(self.tree.find(".//h1").itertext()).split())

    def links(self) -> list[str]:
        return [element.get("href", "") for element in self.tree.iter("a")]

    def rows(self) -> list[list[str]]:
        """Texts of the cells of all rows in table bodies."""
        return [
            [" ".join("".join(cell.itertext()).split()) for cell in row] for row in self.tree.iterfind(".//tbody/tr")
        ]

    def actions(self) -> list[str]:
        """Addresses that the page's forms are sent to."""
        return [form.get("action", "") for form in self.tree.iter("form")]


class Browser:
    """A client that checks each page it shows; forms are sent as a browser on this site would send them."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def log_in(self, account_id: AccountId) -> "Browser":
        """Begin a session for the account, without the form."""
        context = self.client.application.extensions["matchmaker"]
        token = accounts.start_session(context, account_id, device="Firefox · Linux", address="127.0.0.1")
        with self.client.session_transaction() as session:
            session.clear()
            session["_user_id"], session["_fresh"] = token, True
        return self

    def use_locale(self, locale: str) -> "Browser":
        """Show pages in this language from now on."""
        with self.client.session_transaction() as session:
            session["locale"] = locale
        return self

    def get(self, path: str, *, status: int = 200) -> FetchedPage:
        """The page at ``path``, which must answer with ``status``."""
        return self._show(self.client.get(path), path, status)

    def post(self, path: str, *, status: int = 200, page: str = "", **data: object) -> FetchedPage:
        """Send a form from ``page``; redirects are followed, the last answer must have ``status``."""
        headers = {"Referer": f"http://localhost{page}"} if page else {}
        response = self.client.post(path, data=data, headers=headers, follow_redirects=True)
        return self._show(response, path, status)

    def _show(self, response: TestResponse, path: str, status: int) -> FetchedPage:
        assert response.status_code == status, f"{path}: {response.status_code}\n{response.text[:3000]}"
        assert response.mimetype == "text/html", f"{path}: {response.mimetype}"
        shown = FetchedPage(response, parse(response.text))
        check_page(shown.tree, response.text)
        return shown


def parse(text: str) -> Element:
    """The page as a tree; invalid HTML fails."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


def check_page(tree: Element, text: str) -> None:
    """Check the rules of all pages: one h1 with the title, unique ids, labelled fields, nothing inline or foreign."""
    title = "".join(tree.find(".//title").itertext()).strip()
    headings = list(tree.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} h1 in {title}"
    assert title
    assert "".join(headings[0].itertext()).strip(), f"an empty h1 in {title}"
    repeated = [name for name, count in Counter(_ids(tree)).items() if count > 1]
    assert not repeated, f"ids used twice in {title}: {repeated}"
    _check_fields(tree, title)
    _check_addresses(tree, title)
    assert not list(tree.iter("style")), "styles belong in static/css"
    assert all(script.get("src") for script in tree.iter("script")), "scripts belong in static/js"
    odd = [e.tag for e in tree.iter() if e.get("style") or any(str(name).startswith("on") for name in e.attrib)]
    assert not odd, f"inline styles or handlers: {odd}"
    assert not re.search(r"\{\{|\}\}|%\(\w+\)s", text), "a sentence was not filled in"


def _ids(tree: Element) -> list[str]:
    return [element.get("id") for element in tree.iter() if element.get("id")]


def _check_fields(tree: Element, title: str) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    known = set(_ids(tree))
    for element in tree.iter():
        if element.tag in {"input", "select", "textarea"} and element.get("type") not in NAMELESS:
            name = element.get("name")
            assert element.get("id") in labelled or element.get("aria-label"), f"no label for {name} in {title}"
            for described in (element.get("aria-describedby") or "").split():
                assert described in known, f"{name} is described by {described}, which is not there"
        if element.tag == "form" and element.get("method") == "post":
            assert element.get("action"), f"a form without an action in {title}"
            names = {field.get("name") for field in element.iter("input")}
            assert {"csrf_token", "once"} <= names, f"a form without token() in {title}"
        if element.tag == "button" or (element.tag == "a" and element.get("href")):
            words = "".join(element.itertext()).strip() or element.get("aria-label")
            assert words or list(element.iter("img")), f"a nameless {element.tag} in {title}"


def _check_addresses(tree: Element, title: str) -> None:
    for element in tree.iter():
        for name in ("href", "src", "action", "srcset", "poster"):
            address = urlsplit(element.get(name) or "")
            is_own_calendar = (address.scheme, address.netloc) == ("webcal", "localhost")  # opens the calendar's app
            assert not address.netloc or is_own_calendar, f"{element.tag} of {title} leads to {address.netloc}"
            assert address.scheme in {"", "mailto", "webcal"}, f"{element.tag} of {title} leads to {address.scheme}:"
