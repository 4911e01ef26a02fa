from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from benchmarks.methods.whole_market.exposure import examination, project, rank_by
from benchmarks.methods.whole_market.fair import calm_goal, nash_goal, rank_without_envy, see_alike
from benchmarks.methods.whole_market.ranking import rank_for_most_matches
from benchmarks.methods.whole_market.welfare import (
    ENVY_TOLERANCE,
    Seen,
    count_envy,
    expected_matches,
    left_envy,
    mutual,
    right_envy,
)

MARKETS = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda shape: arrays(float, shape, elements=st.floats(0, 1, width=16))
)
BOTH = np.array([[0.9, 0.8], [0.7, 0.1]])


def random_seen(n: int, m: int, seed: int) -> Seen:
    rng = np.random.default_rng(seed)
    return Seen(project(rng.normal(size=(n, m))), project(rng.normal(size=(m, n))).T)


def test_mutual_is_the_product_of_both_yeses():
    assert mutual(np.array([[0.5, 1.0]]), np.array([[0.5], [0.0]])).tolist() == [[0.25, 0.0]]
    with pytest.raises(ValueError, match="shape"):
        mutual(np.ones((1, 2)), np.ones((1, 2)))
    with pytest.raises(ValueError, match="probabilities"):
        mutual(np.array([[1.5]]), np.array([[0.5]]))


def test_expected_matches_and_envy_of_a_market_checked_by_hand():
    """Both right people show left person 0 first, so person 1 envies it: .7 * .5 + .1 * 1 there, half of that here."""
    seen = Seen(np.array([[1.0, 0.5], [1.0, 0.5]]), np.array([[1.0, 1.0], [0.5, 0.5]]))
    assert expected_matches(BOTH, seen) == pytest.approx(0.9 + 0.4 + 0.35 + 0.025)
    assert left_envy(BOTH, seen)[1, 0] == pytest.approx(0.375)
    assert count_envy(left_envy(BOTH, seen)) == 1
    assert right_envy(BOTH, seen)[1, 0] == pytest.approx((0.8 + 0.05) * 0.5)


def test_most_matches_pairs_off_two_and_two():
    seen = rank_for_most_matches(np.array([[0.9, 0.8], [0.8, 0.1]]), np.random.default_rng(0))
    assert seen.by_left.tolist() == seen.by_right.tolist() == [[0.5, 1.0], [1.0, 0.5]]


def test_lists_without_envy_are_alike_when_two_want_the_same_one():
    both = np.array([[0.6], [0.6]])
    seen = rank_without_envy(both, np.random.default_rng(0))
    assert np.allclose(seen.by_right, 0.75, atol=1e-4)
    assert expected_matches(both, seen) == pytest.approx(0.9)


@settings(max_examples=20, deadline=None)
@given(MARKETS)
def test_most_matches_equals_brute_force(both: np.ndarray):
    n, m = both.shape
    lists = rank_for_most_matches(both, np.random.default_rng(0))
    lefts = list(product(permutations(examination(m)), repeat=n))
    rights = list(product(permutations(examination(n)), repeat=m))
    if len(lefts) * len(rights) > 8000:
        lefts = lefts[:: len(lefts) * len(rights) // 8000 + 1]
    best = max(expected_matches(both, Seen(np.array(a), np.array(b).T)) for a in lefts for b in rights)
    assert expected_matches(both, lists) >= best - 1e-9


@settings(max_examples=10, deadline=None)
@given(MARKETS)
def test_most_matches_are_the_same_when_asked_twice_and_at_least_those_of_plain_lists(both: np.ndarray):
    seen, again = (rank_for_most_matches(both, np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(seen.by_left, again.by_left)
    assert np.array_equal(seen.by_right, again.by_right)
    plain = Seen(rank_by(both), rank_by(both.T).T)
    assert expected_matches(both, seen) >= expected_matches(both, plain) - 1e-9


@settings(max_examples=10, deadline=None)
@given(MARKETS)
def test_lists_without_envy_keep_their_promise_and_beat_seeing_all_alike(both: np.ndarray):
    seen = rank_without_envy(both, np.random.default_rng(0))
    assert left_envy(both, seen).max() <= ENVY_TOLERANCE
    assert right_envy(both, seen).max() <= ENVY_TOLERANCE
    assert expected_matches(both, seen) >= expected_matches(both, see_alike(*both.shape)) - 1e-12
    again = rank_without_envy(both, np.random.default_rng(0))
    assert np.array_equal(seen.by_left, again.by_left)
    assert np.array_equal(seen.by_right, again.by_right)


@pytest.mark.parametrize("make", [nash_goal, lambda both: calm_goal(both, 7.0)])
def test_gradients_agree_with_differences(make):
    both = np.random.default_rng(3).random((4, 3))
    goal, seen = make(both), random_seen(4, 3, seed=5)
    _, slope = goal(seen)
    step = 1e-6
    for side, gradient in (("by_left", slope.by_left), ("by_right", slope.by_right)):
        for cell in np.ndindex(4, 3):
            moved = {name: getattr(seen, name).copy() for name in ("by_left", "by_right")}
            moved[side][cell] += step
            above = goal(Seen(**moved))[0]
            moved[side][cell] -= 2 * step
            assert gradient[cell] == pytest.approx((above - goal(Seen(**moved))[0]) / (2 * step), abs=1e-4)
