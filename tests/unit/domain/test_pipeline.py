"""The steps of a pipeline, and what a founder sees of one."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.pipeline import (
    DEAL_MOVES,
    CloseReason,
    DealState,
    DealStepDraft,
    SharedStep,
    check_step,
    to_shared_step,
)

TODAY = date(2026, 3, 2)


def step(state=DealState.MET, **others):
    return DealStepDraft(**({"state": state, "happened_on": TODAY} | others))


def test_the_way_to_an_investment_leads_through_a_term_sheet():
    way = [DealState.MET, DealState.FOLLOWING_UP, DealState.DUE_DILIGENCE, DealState.TERM_SHEET, DealState.INVESTED]

    assert all(DEAL_MOVES.can(one, after) for one, after in itertools.pairwise(way))
    assert [state for state in DealState if DEAL_MOVES.can(state, DealState.INVESTED)] == [DealState.TERM_SHEET]


def test_every_open_state_can_be_closed_and_nothing_goes_back_to_have_met():
    unfinished = [state for state in DealState if state not in {DealState.INVESTED, DealState.CLOSED}]

    assert all(DEAL_MOVES.can(state, DealState.CLOSED) for state in unfinished)
    assert DealState.MET not in DEAL_MOVES.steps.values()
    assert {state for state, _ in DEAL_MOVES.steps} == set(DealState)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (step(happened_on=date(2026, 3, 3)), ("happened_on", "in_future")),
        (step(DealState.INVESTED), ("amount", "required")),
        (step(DealState.INVESTED, amount=0), ("amount", "amount_range")),
        (step(DealState.TERM_SHEET, amount=-5), ("amount", "amount_range")),
        (step(DealState.MET, amount=300), ("amount", "no_amount_here")),
        (step(DealState.CLOSED), ("close_reason", "required")),
        (step(DealState.MET, close_reason=CloseReason.TEAM), ("close_reason", "not_closed")),
        (step(note="字" * 2001), ("note", "too_long")),
    ],
)
def test_a_step_is_refused_when_it_cannot_be_so(wrong, fault):
    assert check_step(wrong, today=TODAY) == dict([fault])


def test_right_steps_pass():
    for right in (
        step(),
        step(DealState.TERM_SHEET, amount=300),
        step(DealState.TERM_SHEET),
        step(DealState.INVESTED, amount=300),
        step(DealState.CLOSED, close_reason=CloseReason.TEAM),
    ):
        assert check_step(right, today=TODAY) == {}


def test_a_founder_sees_what_is_shared_and_nothing_else():
    secret = step(DealState.TERM_SHEET, amount=300, note="价格偏高", message="下周寄出条款")

    assert to_shared_step(secret) is None
    shared = step(DealState.TERM_SHEET, amount=300, note="价格偏高", message="下周寄出条款", is_shared=True)
    assert to_shared_step(shared) == SharedStep(
        state=DealState.TERM_SHEET, happened_on=TODAY, amount=None, message="下周寄出条款"
    )


@given(st.booleans(), st.booleans(), st.text(max_size=5), st.integers(1, 500))
def test_a_note_is_never_part_of_what_is_shared(is_shared, is_amount_shared, words, amount):
    one = step(
        DealState.TERM_SHEET,
        amount=amount,
        note="只给自己看",
        message=words,
        is_shared=is_shared,
        is_amount_shared=is_amount_shared,
    )
    shown = to_shared_step(one)

    assert (shown is None) is not is_shared
    assert "只给自己看" not in str(shown)
    assert shown is None or (shown.amount is not None) is is_amount_shared
