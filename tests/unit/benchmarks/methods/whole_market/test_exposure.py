import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from benchmarks.methods.whole_market.exposure import examination, project, rank_by, to_exposure, to_lists

POINTS = st.integers(1, 6).flatmap(lambda m: arrays(float, (3, m), elements=st.floats(-3, 3, width=32)))


def is_reachable(rows: np.ndarray) -> bool:
    weights = examination(rows.shape[1])
    sums = np.cumsum(-np.sort(-rows, axis=1), axis=1)
    return bool((sums <= np.cumsum(weights) + 1e-9).all() and np.allclose(sums[:, -1], weights.sum()))


def test_ranking_shows_the_best_first_and_equal_ones_by_number():
    assert rank_by(np.array([[0.1, 0.9, 0.1]])).tolist() == [[0.5, 1.0, 1 / 3]]


def test_exposure_of_a_coin_toss_between_two_is_the_mean_of_both_places():
    toss = np.full((1, 2, 2), 0.5)
    assert to_exposure(toss).tolist() == [[0.75, 0.75]]


def test_lists_mix_two_orders_when_two_are_seen_alike():
    assert to_lists(np.array([[0.75, 0.75]])).tolist() == [[[0.5, 0.5], [0.5, 0.5]]]


def test_lists_put_people_where_a_plain_order_has_them():
    assert to_lists(np.array([[1 / 3, 1.0, 0.5]]))[0].tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_lists_refuse_what_no_list_reaches():
    with pytest.raises(ValueError, match="no list reaches"):
        to_lists(np.array([[1.2, 0.3]]))


@given(POINTS)
def test_projection_is_reachable_and_nearest(points: np.ndarray):
    nearest = project(points)
    assert is_reachable(nearest)
    assert np.allclose(project(nearest), nearest)
    # Kolmogorov's criterion of the nearest point of a convex set
    away = points - nearest
    assert (np.sum(away * (rank_by(away) - nearest), axis=1) <= 1e-7).all()


@given(POINTS)
def test_lists_are_doubly_stochastic_and_seen_as_asked(points: np.ndarray):
    seen = project(points)
    lists = to_lists(seen)
    assert lists.min() >= -1e-12
    assert np.allclose(lists.sum(axis=1), 1)
    assert np.allclose(lists.sum(axis=2), 1)
    assert np.allclose(to_exposure(lists), seen, atol=1e-8)
