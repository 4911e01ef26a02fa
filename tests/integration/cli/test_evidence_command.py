"""``matchmaker evidence``: figures, and a file in which nobody has a name."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from matchmaker.cli import main
from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.mentorships import Evaluation
from matchmaker.domain.profiles import MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import ApplicationState, MentorKind, PartyKind, Role
from matchmaker.storage import open_database

NOW = datetime(2026, 5, 20, tzinfo=UTC)


def fill(url: str) -> None:
    """One application that waits, and one that was accepted and praised."""
    opened = open_database(url)
    with opened.unit() as unit:
        founder = AccountDraft(email="a@example.org", name="甲", roles={Role.FOUNDER}, created_at=NOW)
        account = unit.accounts.add(founder, password_hash=None)
        startup = unit.startups.add(StartupDraft(name="河谷膜材料", description="锂电池隔膜"))
        mentors = [
            unit.mentors.add(MentorDraft(name=name, kind=MentorKind.TECHNOLOGY, expertise="中试", capacity=1))
            for name in ("马建国", "何静")
        ]
        asked = {"startup_id": startup, "applied_by": account, "goal": "中试", "applied_at": NOW}
        unit.applications.add(mentor_id=mentors[0], **asked)
        praised = unit.applications.add(mentor_id=mentors[1], state=ApplicationState.ACCEPTED, **asked)
        evaluation = {"side": PartyKind.STARTUP, "score": 5, "words": "", "given_by": account, "given_at": NOW}
        unit.terms.add_evaluation(Evaluation(mentorship_id=praised, **evaluation))
        unit.commit()
    opened.dispose()


def test_figures_are_printed_and_a_file_without_names_is_written(tmp_path: Path) -> None:
    url, out = f"sqlite:///{tmp_path / 'm.db'}", tmp_path / "evidence.csv"
    environ = {"MATCHMAKER_VAR": str(tmp_path), "MATCHMAKER_DATABASE_URL": url}
    assert CliRunner().invoke(main, ["init-db"], env=environ).exit_code == 0
    fill(url)

    result = CliRunner().invoke(main, ["--lang", "en", "evidence", "--out", str(out)], env=environ)

    assert result.exit_code == 0, result.output
    assert "Applied to a mentor: 2" in result.output
    assert "Evaluated the other side: 1" in result.output
    text = out.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["wanter_kind"], row["wanted_id"], row["deed"], row["weight"]) for row in rows] == [
        ("startup", "1", "applied", "1.0"),
        ("startup", "2", "applied", "1.0"),
    ]
    assert "马建国" not in text
    assert "list.export" in _list_actions(url)


def _list_actions(url: str) -> list[str]:
    opened = open_database(url)
    with opened.engine.connect() as connection:
        actions = connection.exec_driver_sql("SELECT action FROM audit_entries").scalars().all()
    opened.dispose()
    return list(actions)
