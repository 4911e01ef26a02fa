from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.mentorships import (
    SIDES,
    TERM_STEPS,
    Evaluation,
    ExtensionProposal,
    MeetingMode,
    SessionNote,
    Term,
    TermAction,
    TermState,
    add_months,
    can_act,
    can_read_evaluation,
    can_read_note,
    other_side,
)
from matchmaker.domain.office_hours import (
    HOUR_STEPS,
    HourAction,
    HourState,
    OfficeHour,
    OfficeHourDraft,
    can_cancel,
    find_problem,
    list_quarters,
)
from matchmaker.domain.vocabulary import PartyKind

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
STARTUP, MENTOR = SIDES


def make_term(state: TermState, proposer: PartyKind | None = None) -> Term:
    proposal = ExtensionProposal(side=proposer, months=3, reason="", at=NOW) if proposer else None
    return Term(mentorship_id=1, state=state, accepted_at=NOW, ends_on=date(2026, 12, 1), proposal=proposal)


def test_nothing_but_an_evaluation_follows_the_end():
    assert {action for state, action in TERM_STEPS.steps if state is TermState.ENDED} == {TermAction.EVALUATE}


def test_only_the_end_ends_a_term():
    assert {action for (_, action), state in TERM_STEPS.steps.items() if state is TermState.ENDED} == {
        TermAction.EVALUATE,
        TermAction.END,
    }


def test_a_proposal_is_answered_by_the_other_side_and_retracted_by_its_own():
    term = make_term(TermState.EXTENDING, STARTUP)

    assert [can_act(term, action, MENTOR) for action in (TermAction.AGREE, TermAction.REFUSE, TermAction.RETRACT)] == [
        True,
        True,
        False,
    ]
    assert [can_act(term, action, STARTUP) for action in (TermAction.AGREE, TermAction.REFUSE)] == [False, False]
    assert can_act(term, TermAction.RETRACT, STARTUP)


@pytest.mark.parametrize(("state", "action", "side"), list(product(TermState, TermAction, SIDES)))
def test_nobody_does_what_the_table_lacks(state, action, side):
    term = make_term(state, other_side(side) if state is TermState.EXTENDING else None)

    assert not can_act(term, action, side) or TERM_STEPS.next_state(state, action) is not None


@pytest.mark.parametrize(
    ("reader", "given", "is_over", "reads"),
    [
        (MENTOR, {MENTOR}, False, True),
        (STARTUP, {MENTOR}, False, False),
        (STARTUP, {MENTOR, STARTUP}, False, True),
        (STARTUP, {MENTOR}, True, True),
    ],
)
def test_evaluation_of_the_mentor_is_read(reader, given, is_over, reads):
    evaluation = Evaluation(mentorship_id=1, side=MENTOR, score=4, words="好", given_by=1, given_at=NOW)

    assert can_read_evaluation(evaluation, reader, given=given, is_over=is_over) is reads


@pytest.mark.parametrize(("is_private", "reader", "reads"), [(False, 2, True), (True, 2, False), (True, 1, True)])
def test_private_note_is_its_writers(is_private, reader, reads):
    note = SessionNote(written_by=1, side=MENTOR, text="想法", is_private=is_private, written_at=NOW)

    assert can_read_note(note, reader) is reads


def test_term_is_over_the_day_after_its_last():
    term = make_term(TermState.RUNNING)

    assert [term.is_over(date(2026, 12, day)) for day in (1, 2)] == [False, True]


def test_month_without_that_day_gives_its_last():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 24))
def test_months_later_is_later_by_as_many_months(day, months):
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def make_hour(state: HourState = HourState.BOOKED) -> OfficeHour:
    start = NOW + timedelta(days=2)
    return OfficeHour(
        id=1, mentor_id=1, state=state, starts_at=start, ends_at=start + timedelta(minutes=45), mode=MeetingMode.PHONE
    )


def test_slot_covers_its_quarters():
    hour = make_hour()

    assert [(it - hour.starts_at).seconds // 60 for it in list_quarters(hour)] == [0, 15, 30]


@given(st.integers(0, 2000), st.integers(1, 12), st.integers(0, 2000), st.integers(1, 12))
def test_slots_overlap_exactly_when_they_share_a_quarter(first, length, second, other):
    one, two = (
        OfficeHourDraft(
            starts_at=NOW + begin * timedelta(minutes=15),
            ends_at=NOW + (begin + quarters) * timedelta(minutes=15),
            mode=MeetingMode.PHONE,
        )
        for begin, quarters in ((first, length), (second % 40 + max(0, first - 20), other))
    )

    overlap = one.starts_at < two.ends_at and two.starts_at < one.ends_at
    assert overlap == bool(set(list_quarters(one)) & set(list_quarters(two)))
    assert find_problem(one, NOW - timedelta(days=1)) is None


def test_founder_gives_up_until_the_notice_and_the_mentor_until_it_begins():
    hour, notice = make_hour(), timedelta(hours=12)

    moments = [hour.starts_at - timedelta(hours=h) for h in (13, 11, 0)]
    assert [can_cancel(hour, STARTUP, it, notice=notice) for it in moments] == [True, False, False]
    assert [can_cancel(hour, MENTOR, it, notice=notice) for it in moments] == [True, True, False]


def test_a_slot_is_booked_once():
    reachable = [state for state in HourState if HOUR_STEPS.next_state(state, HourAction.BOOK)]

    assert reachable == [HourState.OFFERED]
    assert HourState.OFFERED not in HOUR_STEPS.steps.values()
