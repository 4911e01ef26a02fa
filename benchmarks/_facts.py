"""Checks of the database after a race, by plain SQL."""

from collections.abc import Iterable

from sqlalchemy import text

from benchmarks._contests import Attempt
from matchmaker.storage import open_database

VIOLATIONS = {
    "more mentees than places, or a wrong count of them": """
        SELECT m.id FROM mentors m LEFT JOIN mentorships s ON s.mentor_id = m.id AND s.state = 'accepted'
        GROUP BY m.id, m.capacity, m.mentees HAVING count(s.id) > m.capacity OR count(s.id) <> m.mentees""",
    "a startup with two mentors at once of one pair": """
        SELECT startup_id FROM mentorships WHERE state IN ('applied', 'accepted', 'queued', 'wait_listed')
        GROUP BY startup_id, mentor_id HAVING count(*) > 1""",
    "a place on a waiting list that two have, or that has no number": """
        SELECT mentor_id FROM mentorships WHERE state = 'wait_listed'
        GROUP BY mentor_id HAVING count(DISTINCT ticket) < count(*)""",
    "a slot that is booked twice, or booked by nobody": """
        SELECT h.id FROM office_hours h LEFT JOIN office_bookings b ON b.hour_id = h.id AND b.cancelled_at IS NULL
        GROUP BY h.id, h.state HAVING count(b.hour_id) <> CASE h.state WHEN 'booked' THEN 1 ELSE 0 END""",
    "a person in two places at a time": """
        SELECT b.booked_by FROM office_bookings b JOIN office_hours h ON h.id = b.hour_id
        WHERE b.cancelled_at IS NULL GROUP BY b.booked_by, h.starts_at HAVING count(*) > 1""",
    "a decision that the log has not, or has twice": """
        SELECT s.id FROM mentorships s LEFT JOIN audit_entries a
        ON a.subject_kind = 'mentorship' AND a.subject_id = s.id AND a.action = 'mentorship.accept'
        GROUP BY s.id, s.state HAVING count(a.id) <> CASE s.state WHEN 'accepted' THEN 1 ELSE 0 END""",
}

HELD = {
    "place": "SELECT count(*) FROM mentorships WHERE id = :thing AND state = 'accepted'",
    "line": "SELECT count(*) FROM mentorships WHERE id = :thing AND state = 'wait_listed' AND ticket IS NOT NULL",
    "slot": "SELECT count(*) FROM office_bookings WHERE hour_id = :thing AND booked_by = :account",
}


def count_violations(url: str) -> int:
    """Number of rows that break an invariant."""
    database = open_database(url)
    with database.engine.connect() as connection:
        found = sum(len(connection.execute(text(query)).all()) for query in VIOLATIONS.values())
    database.dispose()
    return found


def count_lost(url: str, accepted: Iterable[Attempt]) -> int:
    """Number of attempts that were acknowledged and are not in the database."""
    database = open_database(url)
    with database.engine.connect() as connection:
        held = [
            connection.scalar(
                text(HELD[attempt.contest]), {"thing": attempt.thing, "account": attempt.actor.account_id}
            )
            == 1
            if attempt.contest == "slot"
            else connection.scalar(text(HELD[attempt.contest]), {"thing": attempt.thing}) == 1
            for attempt in accepted
        ]
    database.dispose()
    return held.count(False)
