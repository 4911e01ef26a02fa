from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.methods.whole_market.spread import EMPTY, spread_lists
from matchmaker.matching.assignment.result import InfeasibilityReason, Infeasible


def test_spread_gives_the_unpopular_one_the_place_that_costs_least():
    scores = np.array([[0.9, 0.8], [0.9, 0.1]])
    everyone = np.ones((2, 2), bool)
    free = spread_lists(scores, 1, least=np.zeros(2, int), most=np.full(2, 2), eligible=everyone)
    spread = spread_lists(scores, 1, least=np.ones(2, int), most=np.full(2, 2), eligible=everyone)
    assert np.array_equal(free, [[0], [0]])
    assert np.array_equal(spread, [[1], [0]])


def test_spread_leaves_places_empty_when_too_few_are_eligible():
    eligible = np.array([[True, False, True]])
    rows = spread_lists(np.array([[0.1, 0.9, 0.4]]), 4, least=np.zeros(3, int), most=np.ones(3, int), eligible=eligible)
    assert np.array_equal(rows, [[2, 0, EMPTY, EMPTY]])


def test_spread_names_candidates_whose_floor_cannot_be():
    answer = spread_lists(
        np.ones((1, 2)), 1, least=np.ones(2, int), most=np.ones(2, int), eligible=np.ones((1, 2), bool)
    )
    assert answer == Infeasible(InfeasibilityReason.RIGHT_DEMAND, people=(0, 1), demand=2, supply=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 2))
def test_spread_equals_brute_force(seed: int, k: int):
    rng = np.random.default_rng(seed)
    scores, least = rng.integers(-50, 100, (3, 3)) / 100, rng.integers(0, 2, 3)
    most = least + rng.integers(1, 3, 3)
    rows = spread_lists(scores, k, least=least, most=most, eligible=np.ones((3, 3), bool))
    totals = {}
    for lists in product(*[[c for size in range(k + 1) for c in combinations(range(3), size)]] * 3):
        counts = np.bincount([j for taken in lists for j in taken], minlength=3)
        if (counts >= least).all() and (counts <= most).all():
            totals[lists] = (counts.sum(), sum(scores[i, j] for i, taken in enumerate(lists) for j in taken))
    if isinstance(rows, Infeasible):
        assert not totals
        return
    held = rows != EMPTY
    total = sum(scores[i, j] for i, j in zip(*np.nonzero(held)[:1], rows[held], strict=True))

    def lifted(value: tuple[int, float]) -> float:
        return value[1] + value[0] * (1 - min(scores.min(), 0))

    assert np.isclose(lifted((held.sum(), total)), max(map(lifted, totals.values())))
    assert all((np.diff(scores[i, row[row != EMPTY]]) <= 0).all() for i, row in enumerate(rows))
