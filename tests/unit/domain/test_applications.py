from datetime import UTC, date, datetime, timedelta

import pytest

from matchmaker.domain.applications import (
    MENTORSHIP_STEPS,
    OPEN_STATES,
    PENDING_STATES,
    TRANSITIONS,
    Application,
    ApplicationAction,
    ApplicationSide,
    closing_time,
    find_transition,
    list_actions,
)
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.vocabulary import ApplicationState, MentorKind

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
CLOSED = frozenset(ApplicationState) - OPEN_STATES


def make(state, **others):
    return Application(
        id=1, startup_id=1, mentor_id=1, applied_by=1, goal="目标", state=state, applied_at=NOON, **others
    )


def test_no_state_takes_the_same_action_in_two_ways():
    assert len({(it.state, it.action) for it in TRANSITIONS}) == len(TRANSITIONS)


def test_every_state_is_reached_and_every_action_is_used():
    assert {it.next_state for it in TRANSITIONS} == set(ApplicationState)
    assert {it.action for it in TRANSITIONS} == set(ApplicationAction)


def test_nothing_leads_out_of_a_closed_state_but_the_undoing_of_a_round():
    reopened = {ApplicationState.RELEASED}
    assert {it.state for it in TRANSITIONS} == OPEN_STATES | reopened
    assert all(not list_actions(state, ApplicationSide) for state in CLOSED - reopened)
    assert list_actions(ApplicationState.RELEASED, ApplicationSide) == {"undo"}


def test_every_pending_state_can_be_left_by_the_founder_and_ended_by_an_acceptance_elsewhere():
    for state in PENDING_STATES:
        assert MENTORSHIP_STEPS.next_state(state, ApplicationAction.WITHDRAW) is ApplicationState.WITHDRAWN
        assert MENTORSHIP_STEPS.next_state(state, ApplicationAction.RELEASE) is ApplicationState.RELEASED
        assert MENTORSHIP_STEPS.next_state(state, ApplicationAction.ARRANGE) is ApplicationState.ACCEPTED


@pytest.mark.parametrize(
    ("state", "side", "actions"),
    [
        ("queued", ApplicationSide.FOUNDER, {"withdraw"}),
        ("queued", ApplicationSide.MENTOR, set()),
        ("applied", ApplicationSide.FOUNDER, {"withdraw"}),
        ("applied", ApplicationSide.MENTOR, {"accept", "decline", "wait_list"}),
        ("wait_listed", ApplicationSide.FOUNDER, {"withdraw"}),
        ("wait_listed", ApplicationSide.MENTOR, {"decline"}),
        ("accepted", ApplicationSide.FOUNDER, {"end"}),
        ("accepted", ApplicationSide.MENTOR, {"end"}),
        ("released", ApplicationSide.FOUNDER, set()),
        ("queued", ApplicationSide.OPERATOR, {"arrange"}),
        ("applied", ApplicationSide.OPERATOR, {"arrange"}),
        ("wait_listed", ApplicationSide.OPERATOR, {"arrange"}),
        ("accepted", ApplicationSide.OPERATOR, {"undo"}),
        ("declined", ApplicationSide.OPERATOR, set()),
    ],
)
def test_each_side_may_do_what_the_table_allows(state, side, actions):
    assert list_actions(ApplicationState(state), [side]) == actions


def test_a_step_that_is_not_in_the_table_leads_nowhere():
    assert find_transition(ApplicationState.DECLINED, ApplicationAction.ACCEPT) is None
    assert not MENTORSHIP_STEPS.can(ApplicationState.QUEUED, ApplicationAction.ACCEPT)


def test_an_application_closes_the_set_days_after_it_was_opened():
    asked = make(ApplicationState.APPLIED, opened_at=NOON + timedelta(days=3))
    assert closing_time(asked, 14) == NOON + timedelta(days=17)
    assert closing_time(make(ApplicationState.WAIT_LISTED, opened_at=NOON, ticket=1), 14) is None


def test_only_an_application_that_is_before_the_mentor_again_counts_as_called():
    assert make(ApplicationState.APPLIED, opened_at=NOON, ticket=4).is_called
    assert not make(ApplicationState.APPLIED, opened_at=NOON).is_called
    assert not make(ApplicationState.WAIT_LISTED, ticket=4).is_called


def test_a_pause_lasts_through_its_last_day_or_without_end():
    mentor = Mentor(id=1, name="导师", kind=MentorKind.MANAGEMENT, expertise="管理", is_paused=True)
    today = date(2026, 6, 1)
    assert mentor.is_paused_on(today)
    until_today = Mentor(
        id=1, name="导师", kind=MentorKind.MANAGEMENT, expertise="管理", is_paused=True, paused_until=today
    )
    assert until_today.is_paused_on(today)
    assert not until_today.is_paused_on(today + timedelta(days=1))
