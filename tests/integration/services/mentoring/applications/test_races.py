"""Many requests at the same time, on both databases; plain SQL then checks the promised limits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text

from matchmaker.domain.accounts import AccountDraft, Actor
from matchmaker.domain.errors import Refused
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.mentoring import applications
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import run_with_retry
from tests.integration.conftest import ManualClock, make_context
from tests.integration.services.sample_network import draft_mentor, draft_startup

STARTUPS, MENTORS, CAPACITY = 8, 3, 2


@pytest.fixture
def crowd_context(any_database, tmp_path) -> Context:
    context = make_context(any_database, tmp_path, ManualClock())
    url = any_database.engine.url.render_as_string(hide_password=False)
    return replace(context, settings=replace(context.settings, database_url=url))


@pytest.fixture
def crowd(crowd_context) -> tuple[list[Actor], list[Actor]]:
    """Founders with a startup each, and mentors with two places each."""
    context = crowd_context
    with context.open_unit() as unit:
        people = [
            unit.accounts.add(
                AccountDraft(email=f"p{n}@crowd.cn", name=f"人{n}", roles=frozenset({role}), created_at=context.now()),
                password_hash=None,
            )
            for n, role in enumerate([Role.FOUNDER] * STARTUPS + [Role.MENTOR] * MENTORS)
        ]
        startups = unit.startups.add_many(draft_startup(f"第{n}家") for n in range(STARTUPS))
        for account, startup in zip(people, startups, strict=False):
            unit.accounts.link(account, kind=PartyKind.STARTUP, profile_id=startup)
        unit.mentors.add_many(
            draft_mentor(name=f"导师{n}", capacity=CAPACITY, account_id=people[STARTUPS + n]) for n in range(MENTORS)
        )
        actors = [unit.accounts.find_actor(it) for it in people]
        unit.commit()
    return actors[:STARTUPS], actors[STARTUPS:]


def at_once(context: Context, actions: list[Callable[[Context], object]]) -> list[str]:
    """Outcome of each action: done, or the code of its refusal."""

    def attempt(action: Callable[[Context], object]) -> str:
        try:
            run_with_retry(context, action)
        except Refused as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(attempt, actions))


def ask(founder: Actor, mentor: Actor) -> Callable[[Context], object]:
    return lambda context: applications.apply_to_mentor(
        context, founder, startup_id=next(iter(founder.startup_ids)), mentor_id=mentor.mentor_id, goal="目标"
    )


def count(database, statement: str) -> int:
    with database.engine.connect() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def test_places_are_given_once_and_the_rest_stands_in_line(any_database, crowd_context, crowd):
    founders, mentors = crowd
    assert set(at_once(crowd_context, [ask(it, mentors[0]) for it in founders])) == {"done"}
    with crowd_context.open_unit(readonly=True) as unit:
        asked = unit.application_queue.list_unanswered(mentors[0].mentor_id)

    outcomes = at_once(
        crowd_context,
        [lambda context, it=it: applications.accept_application(context, mentors[0], it.id) for it in asked],
    )

    assert outcomes.count("done") == CAPACITY
    assert set(outcomes) <= {"done", "mentor_full", "mentorship_wait_listed"}
    with crowd_context.open_unit(readonly=True) as unit:
        line = unit.application_queue.list_waiting(mentors[0].mentor_id)
        positions = unit.application_queue.list_positions([mentors[0].mentor_id])
        assert unit.mentors.get(mentors[0].mentor_id).mentees == CAPACITY
    assert len(line) == STARTUPS - CAPACITY
    assert sorted(positions.values()) == list(range(1, len(line) + 1))


def test_crossing_choices_never_wait_for_each_other_and_each_gets_one_mentor(any_database, crowd_context, crowd):
    founders, mentors = crowd
    for number, founder in enumerate(founders):
        for step in range(MENTORS):
            ask(founder, mentors[(number + step) % MENTORS])(crowd_context)
    with crowd_context.open_unit(readonly=True) as unit:
        asked = [(mentor, it) for mentor in mentors for it in unit.application_queue.list_unanswered(mentor.mentor_id)]

    outcomes = at_once(
        crowd_context,
        [
            lambda context, mentor=mentor, it=it, n=n: (
                applications.decline_application(context, mentor, it.id, reason="不合适")
                if n % 2
                else applications.accept_application(context, mentor, it.id)
            )
            for n, (mentor, it) in enumerate(asked)
        ],
    )

    assert "busy" not in outcomes
    assert "done" in outcomes
    assert count(any_database, "SELECT count(*) FROM mentors WHERE mentees > capacity") == 0
    accepted = count(any_database, "SELECT count(*) FROM mentorships WHERE state = 'accepted'")
    assert accepted == count(any_database, "SELECT sum(mentees) FROM mentors")
    torn = """
        SELECT count(*) FROM mentorships a JOIN mentorships b ON b.startup_id = a.startup_id
        WHERE a.state = 'accepted' AND b.state IN ('queued', 'applied', 'wait_listed')
    """
    assert count(any_database, torn) == 0


def test_one_person_never_has_more_mentees_than_a_profile_names(any_database, crowd_context, crowd):
    founders, mentors = crowd
    operator = Actor(account_id=founders[0].account_id, name="管理员", roles=frozenset({Role.OPERATOR}))
    applications.join_profiles(crowd_context, operator, mentor_id=mentors[0].mentor_id, other_id=mentors[1].mentor_id)
    for number, founder in enumerate(founders):
        ask(founder, mentors[number % 2])(crowd_context)
    with crowd_context.open_unit(readonly=True) as unit:
        asked = [
            (mentor, it) for mentor in mentors[:2] for it in unit.application_queue.list_unanswered(mentor.mentor_id)
        ]

    outcomes = at_once(
        crowd_context,
        [
            lambda context, mentor=mentor, it=it: applications.accept_application(context, mentor, it.id)
            for mentor, it in asked
        ],
    )

    assert outcomes.count("done") == CAPACITY
    assert count(any_database, "SELECT sum(mentees) FROM mentors WHERE person_id IS NOT NULL") == CAPACITY
    assert (
        count(any_database, "SELECT min(mentees + mentees_elsewhere) FROM mentors WHERE person_id IS NOT NULL")
        == CAPACITY
    )
