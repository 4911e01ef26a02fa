"""Older rows survive the migration that creates the table of participations again."""

from sqlalchemy import text

from matchmaker.storage import open_database
from tests.integration.storage.test_audit_chain import upgrade

BEFORE = "0004"
ROWS = """
    INSERT INTO investors (id, name, thesis, organisation, industries, stages, zones, capacity, is_club_member, is_demo)
    VALUES (1, '陇原资本', '早期', '', ',', ',', ',', 5, true, true);
    INSERT INTO startups (id, name, description, needs, team, is_demo)
    VALUES (1, '黄河精工', '铸件', '', '', true);
    INSERT INTO events (id, name, venue, registration_deadline, wish_deadline, is_demo)
    VALUES (1, '年会', '', '2026-05-01 00:00:00', '2026-05-02 00:00:00', true);
    INSERT INTO participations (id, event_id, kind, startup_id, investor_id, most, state)
    VALUES (1, 1, 'startup', 1, NULL, 5, 'registered'), (2, 1, 'investor', NULL, 1, 5, 'withdrawn');
    INSERT INTO wishes (id, event_id, wisher_id, wished_id, rank, is_veto)
    VALUES (1, 1, 1, 2, 1, false)
"""


def test_participations_wishes_and_members_survive_the_upgrade(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    upgrade(opened, BEFORE)
    with opened.engine.begin() as connection:
        for row in ROWS.split(";"):
            connection.execute(text(row))
    opened.upgrade()

    with opened.engine.connect() as connection:
        states = connection.execute(text("SELECT id, state, message FROM participations ORDER BY id")).all()
        assert [tuple(row) for row in states] == [(1, "registered", ""), (2, "withdrawn", "")]
        assert connection.execute(text("SELECT wished_id, reason, note, wished_at FROM wishes")).one() == (
            2,
            None,
            "",
            None,
        )
        assert connection.execute(text("SELECT investor_id, state FROM club_memberships")).one() == (1, "member")
        assert connection.execute(text("SELECT startup_wishes, remind_days, contact FROM events")).one() == (20, 3, "")
    opened.dispose()
