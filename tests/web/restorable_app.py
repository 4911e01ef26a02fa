"""One application for many tests that write: its database is restored between them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from matchmaker.domain.ids import AccountId
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.context import Context
from matchmaker.storage import Database
from tests.web.browser import Browser
from tests.web.permissions.lines import LETTERS
from tests.web.small_network import CallableClock, SmallNetwork


@dataclass(frozen=True)
class RestorableApp:
    """The application, its database, and the accounts by letter; a stranger has no account."""

    app: Flask
    database: Database
    people: dict[str, AccountId]
    backup: Path
    path: Path

    def restore(self) -> None:
        """Restore the database."""
        self.database.dispose()
        for tail in ("-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self.backup, self.path)

    def request_as(self, letter: str, method: str, path: str, fields: dict[str, str]) -> TestResponse:
        """The answer to a request right after logging in."""
        browser = Browser(self.app)
        if letter in self.people:
            browser.log_in(self.people[letter])
        return browser.client.open(path, method=method, data=fields or None)


@contextmanager
def open_restorable_app(
    app: Flask, database: Database, people: dict[str, AccountId], path: Path
) -> Iterator[RestorableApp]:
    """An application that saves a copy of its current database."""
    database.dispose()
    saved_copy = path.with_suffix(".kept")
    shutil.copyfile(path, saved_copy)
    yield RestorableApp(app, database, people, saved_copy, path)
    database.dispose()


def add_others(context: Context) -> dict[str, AccountId]:
    """Another founder, mentor and investor, who own the second profile of each kind; small letters name them."""
    world = SmallNetwork(context, CallableClock())
    found = {}
    for letter, kind in (("f", PartyKind.STARTUP), ("m", PartyKind.MENTOR), ("i", PartyKind.INVESTOR)):
        role = LETTERS[letter.upper()]
        found[letter] = world.add_account(f"other-{role}@example.org", role)
        with context.open_unit() as unit:
            unit.accounts.link(found[letter], kind=kind, profile_id=2)
            unit.commit()
    return found
