"""Mentors accept while a round is applied, on both databases: afterwards plain SQL counts what was promised."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from matchmaker.domain.errors import Refused
from matchmaker.services.mentoring import applications, rounds
from matchmaker.services.platform.retry import run_with_retry

STARTUPS, PLACES = 8, 2
WRONG = """
    SELECT count(*) FROM mentors m WHERE m.mentees <>
    (SELECT count(*) FROM mentorships s WHERE s.mentor_id = m.id AND s.state = 'accepted')
"""
TWICE = """
    SELECT count(*) FROM
    (SELECT 1 FROM mentorships WHERE state = 'accepted' GROUP BY startup_id HAVING count(*) > 1) t
"""


def at_once(context, deeds):
    """What became of each: done, or the code of its refusal."""

    def attempt(deed):
        try:
            run_with_retry(context, deed)
        except Refused as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(attempt, deeds))


def count(database, statement):
    with database.engine.connect() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def test_a_round_and_acceptances_at_once_exceed_no_place_and_leave_no_half(any_database, make_ring):
    ring = make_ring(STARTUPS, PLACES, PLACES)
    asked = [ring.apply(n, n % 2) for n in range(STARTUPS)]
    for n in range(STARTUPS):
        ring.apply(n, (n + 1) % 2)
    key = ring.start()
    deeds = [lambda context: rounds.apply_round(context, ring.operator, key)]
    for n in range(4):
        deeds.append(lambda context, n=n: applications.accept_application(context, ring.mentors[n % 2], asked[n]))

    outcomes = at_once(ring.context, deeds)

    by_round = count(any_database, "SELECT count(*) FROM mentorships WHERE round_id IS NOT NULL")
    assert outcomes[0] in {"done", "round_outdated"}
    assert by_round == (2 * PLACES if outcomes[0] == "done" else 0)
    assert count(any_database, "SELECT count(*) FROM mentors WHERE mentees + elsewhere > capacity") == 0
    assert count(any_database, WRONG) == 0
    assert count(any_database, TWICE) == 0
    accepted = count(any_database, "SELECT count(*) FROM mentorships WHERE state = 'accepted'")
    assert accepted == count(any_database, "SELECT count(*) FROM mentoring_terms")


def test_a_round_that_is_applied_twice_at_once_is_applied_once(any_database, make_ring):
    ring = make_ring(4, 2, 2)
    for n in range(4):
        ring.apply(n, n % 2)
    key = ring.start()

    outcomes = at_once(ring.context, [lambda context: rounds.apply_round(context, ring.operator, key)] * 3)

    assert sorted(outcomes) == ["done", "round_closed", "round_closed"]
    assert count(any_database, "SELECT sum(mentees) FROM mentors") == 4


def test_a_round_that_is_undone_while_a_mentor_ends_a_pair_leaves_the_counts_right(any_database, make_ring):
    ring = make_ring(4, 2, 2)
    keys = [ring.apply(n, n % 2) for n in range(4)]
    key = ring.start()
    ring.apply_round(key)

    at_once(
        ring.context,
        [
            lambda context: rounds.undo_round(context, ring.operator, key),
            lambda context: applications.end_mentorship(context, ring.mentors[0], keys[0]),
        ],
    )

    assert count(any_database, "SELECT sum(mentees) FROM mentors") == 0
    assert count(any_database, "SELECT count(*) FROM mentorships WHERE state = 'accepted'") == 0
