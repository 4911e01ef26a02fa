"""Mentors accept while a round is applied, on both databases; plain SQL then checks the promised limits."""

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


def at_once(context, actions):
    """Outcome of each action: done, or the code of its refusal."""

    def attempt(action):
        try:
            run_with_retry(context, action)
        except Refused as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(attempt, actions))


def count(database, statement):
    with database.engine.connect() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def test_a_round_and_acceptances_at_once_exceed_no_place_and_leave_no_half(any_database, make_round):
    steps = make_round(STARTUPS, PLACES, PLACES)
    asked = [steps.apply(n, n % 2) for n in range(STARTUPS)]
    for n in range(STARTUPS):
        steps.apply(n, (n + 1) % 2)
    key = steps.start()
    actions = [lambda context: rounds.apply_round(context, steps.operator, key)]
    for n in range(4):
        actions.append(lambda context, n=n: applications.accept_application(context, steps.mentors[n % 2], asked[n]))

    outcomes = at_once(steps.context, actions)

    by_round = count(any_database, "SELECT count(*) FROM mentorships WHERE round_id IS NOT NULL")
    assert outcomes[0] in {"done", "round_outdated"}
    assert by_round == (2 * PLACES if outcomes[0] == "done" else 0)
    assert count(any_database, "SELECT count(*) FROM mentors WHERE mentees + mentees_elsewhere > capacity") == 0
    assert count(any_database, WRONG) == 0
    assert count(any_database, TWICE) == 0
    accepted = count(any_database, "SELECT count(*) FROM mentorships WHERE state = 'accepted'")
    assert accepted == count(any_database, "SELECT count(*) FROM mentoring_terms")


def test_a_round_that_is_applied_twice_at_once_is_applied_once(any_database, make_round):
    steps = make_round(4, 2, 2)
    for n in range(4):
        steps.apply(n, n % 2)
    key = steps.start()

    outcomes = at_once(steps.context, [lambda context: rounds.apply_round(context, steps.operator, key)] * 3)

    assert sorted(outcomes) == ["done", "round_closed", "round_closed"]
    assert count(any_database, "SELECT sum(mentees) FROM mentors") == 4


def test_a_round_that_is_undone_while_a_mentor_ends_a_pair_leaves_the_counts_right(any_database, make_round):
    steps = make_round(4, 2, 2)
    keys = [steps.apply(n, n % 2) for n in range(4)]
    key = steps.start()
    steps.apply_round(key)

    at_once(
        steps.context,
        [
            lambda context: rounds.undo_round(context, steps.operator, key),
            lambda context: applications.end_mentorship(context, steps.mentors[0], keys[0]),
        ],
    )

    assert count(any_database, "SELECT sum(mentees) FROM mentors") == 0
    assert count(any_database, "SELECT count(*) FROM mentorships WHERE state = 'accepted'") == 0
