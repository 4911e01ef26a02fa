"""One application for many tests that change things: its database is put back as it was between them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from matchmaker.domain.ids import AccountId
from matchmaker.storage import Database
from tests.web.pages import Browser


@dataclass(frozen=True)
class Stage:
    """The application, its database, and who is who by letter; a stranger has no account."""

    app: Flask
    database: Database
    people: dict[str, AccountId]
    kept: Path
    path: Path

    def restore(self) -> None:
        """Make all as it was."""
        self.database.dispose()
        for tail in ("-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self.kept, self.path)

    def ask(self, letter: str, method: str, path: str, fields: dict[str, str]) -> TestResponse:
        """The answer to somebody who has only just logged in."""
        browser = Browser(self.app)
        if letter in self.people:
            browser.log_in(self.people[letter])
        return browser.client.open(path, method=method, data=fields or None)


@contextmanager
def open_stage(app: Flask, database: Database, people: dict[str, AccountId], path: Path) -> Iterator[Stage]:
    """A stage that remembers the database as it is now."""
    database.dispose()
    kept = path.with_suffix(".kept")
    shutil.copyfile(path, kept)
    yield Stage(app, database, people, kept, path)
    database.dispose()
