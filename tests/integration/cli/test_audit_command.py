"""``matchmaker audit verify``: exit code 0 for a complete log, 1 with the first wrong entry otherwise."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.cli import main


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """A command in English on a database of the test's own, with three accounts and their entries in the log."""
    environ = {"MATCHMAKER_VAR": str(tmp_path), "MATCHMAKER_DATABASE_URL": f"sqlite:///{tmp_path / 'm.db'}"}

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--lang", "en", *arguments], env=environ)

    assert call("init-db").exit_code == 0
    for name in ("one", "two", "three"):
        address = f"{name}@example.org"
        given = ["--email", address, "--name", name, "--role", "mentor", "--password", "a long enough password"]
        assert call("create-user", *given).exit_code == 0
    return call


def test_whole_log_is_reported_with_its_newest_seal(run: Callable[..., Result]) -> None:
    result = run("audit", "verify")

    assert result.exit_code == 0
    assert "3 entries" in result.output
    seal = result.output.split()[-1]
    assert run("audit", "verify", "--known", seal).exit_code == 0
    replaced = run("audit", "verify", "--known", "0" * 64)
    assert (replaced.exit_code, "was replaced" in replaced.stderr) == (1, True)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE audit_entries SET actor = 1 WHERE id = 2", "Entry 2 was changed"),
        ("DELETE FROM audit_entries WHERE id = 2", "Entry 2 was removed"),
        (
            (
                "INSERT INTO audit_entries (at, action, subject_kind, before, after)"
                " SELECT at, action, subject_kind, before, after FROM audit_entries WHERE id = 1"
            ),
            "Entry 4 was slipped in",
        ),
    ],
)
def test_first_wrong_entry_is_named(run: Callable[..., Result], tmp_path: Path, statement: str, expected: str) -> None:
    connection = sqlite3.connect(tmp_path / "m.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.commit()
    connection.close()

    result = run("audit", "verify")

    assert result.exit_code == 1
    assert expected in result.stderr
