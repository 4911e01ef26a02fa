from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.assessment import MIN_POINTS, Level, WorkRecord, count_points, suggest_level
from matchmaker.domain.pool import (
    OPEN_STATES,
    POOL_STEPS,
    PoolAction,
    PoolState,
    SeatCounts,
    SeatState,
    seat_state,
)

TODAY = date(2026, 6, 1)
LEFT = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "exited_at", "state"),
    [
        (date(2027, 6, 1), None, SeatState.CERTIFIED),
        (date(2026, 8, 1), None, SeatState.CERTIFIED),
        (date(2026, 7, 31), None, SeatState.DUE),
        (date(2026, 6, 1), None, SeatState.DUE),
        (date(2026, 5, 31), None, SeatState.LAPSED),
        (None, None, SeatState.UNCERTIFIED),
        (date(2027, 6, 1), LEFT, SeatState.EXITED),
    ],
)
def test_seat_is_described_by_its_certificate(until, exited_at, state):
    assert seat_state(until, exited_at, TODAY) is state


def test_seats_are_never_fewer_than_none():
    assert SeatCounts(seats=500, certified=480, lapsed=10, exited=30).vacant == 10
    assert SeatCounts(seats=5, certified=6).vacant == 0


def test_decided_applications_stay_decided():
    assert {state for state, _ in POOL_STEPS.steps} == OPEN_STATES


def test_returned_application_is_approved_only_after_it_was_sent_again():
    assert not POOL_STEPS.can(PoolState.RETURNED, PoolAction.APPROVE)
    assert POOL_STEPS.next_state(PoolState.RETURNED, PoolAction.SUBMIT) is PoolState.SUBMITTED


def test_points_by_hand():
    work = WorkRecord(
        sessions=3, minutes=360, mentees=1, applications=2, answered=1, answer_days=3.0, evaluations=1, mean_score=4.0
    )

    # hours 35 * 6/12, regularity 15 * 3/6, evaluations 30 * 3/4, answers 20 * 1 * 1/2
    assert count_points(work) == round(17.5 + 7.5 + 22.5 + 10)
    assert suggest_level(work) is Level.QUALIFIED


def test_part_without_anything_to_judge_is_left_out():
    full = WorkRecord(sessions=6, minutes=720, mentees=1)

    assert (count_points(full), suggest_level(full)) == (100, Level.EXCELLENT)


def test_nothing_is_suggested_when_there_was_nothing_to_do():
    assert (count_points(WorkRecord()), suggest_level(WorkRecord())) == (None, None)


def test_answers_alone_are_qualified_work():
    work = WorkRecord(applications=2, answered=2, answer_days=1.0)

    assert (count_points(work), suggest_level(work)) == (100, Level.QUALIFIED)


def test_mentor_who_never_answers_is_unqualified():
    assert suggest_level(WorkRecord(applications=4)) is Level.UNQUALIFIED


def test_levels_fall_with_the_points():
    assert [level for _, level in MIN_POINTS] == list(Level)
    assert sorted((least for least, _ in MIN_POINTS), reverse=True) == [least for least, _ in MIN_POINTS]


WORKS = st.builds(
    WorkRecord,
    sessions=st.integers(0, 30),
    minutes=st.integers(0, 3000),
    mentees=st.integers(0, 9),
    applications=st.integers(5, 9) | st.just(0),
    answered=st.integers(0, 5),
    answer_days=st.none() | st.floats(0, 60),
    evaluations=st.just(1),
    mean_score=st.none() | st.floats(1, 5),
)


@given(WORKS)
def test_points_stay_within_bounds_and_more_hours_never_harm(work):
    points, more = count_points(work), count_points(replace(work, minutes=work.minutes + 60))

    assert points is None or 0 <= points <= 100
    assert points is None or (more is not None and more >= points)
