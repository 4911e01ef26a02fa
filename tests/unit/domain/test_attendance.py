"""State that registering for an event leads to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from matchmaker.domain.attendance import (
    PARTICIPATION_STEPS,
    ParticipationAction,
    can_come_back,
    choose_registration_action,
    is_over,
    names_organisation,
)
from matchmaker.domain.events import Event, Participation, Slot
from matchmaker.domain.vocabulary import ParticipationState, PartyKind

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)
EVENT = Event(
    id=1,
    name="年会",
    venue="",
    registration_deadline=NOW + DAY,
    wish_deadline=NOW + 3 * DAY,
    slots=(Slot(id=1, event_id=1, starts_at=NOW + 5 * DAY, ends_at=NOW + 5 * DAY + timedelta(hours=1), tables=1),),
)
GONE = Participation(id=1, event_id=1, kind=PartyKind.STARTUP, startup_id=1, most=5, state=ParticipationState.WITHDRAWN)


def test_registering_is_at_once_before_the_deadline_and_a_request_after_it():
    assert choose_registration_action(EVENT, None, NOW) is ParticipationAction.REGISTER
    assert choose_registration_action(EVENT, None, NOW + DAY) is ParticipationAction.APPLY


def test_registering_is_a_request_when_the_event_asks_for_approval():
    assert choose_registration_action(replace(EVENT, needs_approval=True), None, NOW) is ParticipationAction.APPLY


def test_who_withdrew_comes_back_until_the_wishes_close():
    assert choose_registration_action(EVENT, GONE, NOW + 2 * DAY) is ParticipationAction.REGISTER
    assert not can_come_back(EVENT, GONE, NOW + 3 * DAY)
    assert not can_come_back(EVENT, None, NOW)


def test_who_took_an_open_request_back_must_ask_again():
    asked = replace(GONE, asked_at=NOW)

    assert choose_registration_action(EVENT, asked, NOW + 2 * DAY) is ParticipationAction.APPLY


def test_an_event_is_over_with_its_last_slot():
    assert not is_over(EVENT, NOW + 5 * DAY)
    assert is_over(EVENT, NOW + 5 * DAY + timedelta(hours=1))
    assert not is_over(replace(EVENT, slots=()), NOW + 100 * DAY)


def test_only_who_waits_can_be_let_in_or_declined():
    settled = {ParticipationAction.APPROVE, ParticipationAction.DECLINE}

    assert {state for state, action in PARTICIPATION_STEPS.steps if action in settled} == {ParticipationState.APPLIED}
    assert not PARTICIPATION_STEPS.can(ParticipationState.REGISTERED, ParticipationAction.REGISTER)


def test_an_investor_on_the_own_account_has_no_colleagues_by_name():
    assert names_organisation("陇原创业投资")
    assert not names_organisation("个人天使投资人")
    assert not names_organisation(" ")
