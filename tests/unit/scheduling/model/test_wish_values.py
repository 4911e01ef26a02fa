import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.model.problem import MeetingPair, Problem
from matchmaker.scheduling.model.wish_values import BUDGET, SHORTEST_LIST, rank_value, suggested_value, value_wishes
from matchmaker.scheduling.planning.solver import solve
from tests.unit.scheduling.sample_events import open_person


def test_rank_value_falls_linearly_when_three_are_wished():
    assert [rank_value(rank, 3) for rank in (1, 2, 3)] == [BUDGET // 2, BUDGET // 3, BUDGET // 6]


def test_rank_value_of_a_single_wish_is_that_of_the_first_of_three():
    assert rank_value(1, 1) == rank_value(1, SHORTEST_LIST)


@settings(deadline=None)
@given(st.integers(1, 300))
def test_rank_values_share_one_budget_however_long_the_list(wishes: int):
    values = [rank_value(rank, wishes) for rank in range(1, wishes + 1)]
    assert sum(values) <= BUDGET
    assert values == sorted(values, reverse=True)
    assert min(values) >= 1


@settings(deadline=None)
@given(st.integers(SHORTEST_LIST, 200), st.integers(1, 50))
def test_rank_value_falls_when_more_are_wished(wishes: int, more: int):
    assert rank_value(1, wishes + more) < rank_value(1, wishes)


@pytest.mark.parametrize("rank", [0, 4])
def test_rank_value_rejects_a_rank_outside_the_list(rank: int):
    with pytest.raises(ValueError, match=r"expected 1\.\.3"):
        rank_value(rank, 3)


def test_suggested_value_keeps_the_order_of_scores():
    assert [suggested_value(score) for score in (0.0, 0.5, 1.0)] == [1, 501, 1000]
    with pytest.raises(ValueError, match=r"got 1\.5"):
        suggested_value(1.5)


def test_value_wishes_adds_up_both_lists():
    values = value_wishes({0: [2, 3], 2: [0]})
    assert values == {
        frozenset({0, 2}): rank_value(1, 2) + rank_value(1, 1),
        frozenset({0, 3}): rank_value(2, 2),
    }


def test_wishing_for_everybody_gains_nothing_against_those_who_choose():
    # Three founders want the same investor with one slot; the one who wished for all ten comes last.
    investors = list(range(3, 13))
    lists = {0: investors, 1: [3, 4, 5], 2: [3, 4, 5]}
    values = value_wishes(lists)
    people = [open_person(0) for _ in range(13)]
    contested = [key for key in values if 3 in key]
    pairs = tuple(MeetingPair(min(key), max(key), values[key]) for key in contested)
    timetable = solve(Problem(1, (9,), tuple(people), pairs), time_limit=5.0)
    assert [pairs[it.pair].a for it in timetable.placed] != [0]
    assert 0 not in {pairs[it.pair].a for it in timetable.placed}


def test_opening_a_single_slot_gains_nothing():
    # In thirty random markets founder 0 opens everything, or one slot only; the value of what is met does not rise.
    rng = random.Random(3)  # noqa: S311 - events, not secrets
    gains = []
    for _ in range(30):
        people = [open_person(*rng.sample(range(4), 3)) for _ in range(9)]
        lists = {founder: rng.sample(range(5, 9), 3) for founder in range(5)}
        pairs = tuple(MeetingPair(min(two), max(two), value) for two, value in value_wishes(lists).items())
        honest = Problem(4, (3,) * 4, tuple(people), pairs)
        single = replace(people[0], open_slots=frozenset(sorted(people[0].open_slots)[:1]))
        gaming = replace(honest, people=(single, *people[1:]))
        gains.append(_value_of(0, gaming) - _value_of(0, honest))
    assert max(gains) <= 0
    assert sum(gains) < 0


def _value_of(person: int, problem: Problem) -> int:
    placed = solve(problem, time_limit=5.0).placed
    return sum(problem.pairs[it.pair].value for it in placed if person in problem.pairs[it.pair].people)
