import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.metrics import count_exposure, coverage, gini, ndcg_at, recall_at


def test_ndcg_counts_later_places_less() -> None:
    assert ndcg_at([7, 8, 9], {7, 9}, 3) == pytest.approx((1 + 1 / 2) / (1 + 1 / np.log2(3)))
    assert ndcg_at([7, 8, 9], {7, 8}, 3) == pytest.approx(1.0)
    assert ndcg_at([7, 8, 9], {9}, 2) == 0.0
    assert ndcg_at([7], {7, 8, 9}, 2) == pytest.approx(1 / (1 + 1 / np.log2(3)))
    assert ndcg_at([7, 8], set(), 2) == 0.0


def test_recall_is_the_share_of_the_wanted_that_were_found() -> None:
    assert recall_at([7, 8, 9], {7, 9, 5, 6}, 3) == 0.5
    assert recall_at([7, 8, 9], {9}, 2) == 0.0
    assert recall_at([], set(), 2) == 0.0


def test_exposure_counts_lists_and_passes_over_empty_places() -> None:
    assert count_exposure(np.array([[0, 2], [2, -1]]), 4).tolist() == [1, 0, 2, 0]
    assert coverage(np.array([1, 0, 2, 0])) == 0.5
    assert coverage(np.array([], np.int64)) == 0.0


def test_gini_by_hand() -> None:
    assert gini(np.array([3, 3, 3])) == pytest.approx(0.0)
    assert gini(np.array([0, 0, 9])) == pytest.approx(2 / 3)
    assert gini(np.array([1, 3])) == pytest.approx(0.25)
    assert gini(np.array([0, 0])) == 0.0
    with pytest.raises(ValueError, match="got -1"):
        gini(np.array([-1, 2]))


@given(st.lists(st.integers(0, 99), min_size=1, max_size=9).filter(any))
def test_gini_is_half_the_relative_mean_difference(exposure: list[int]) -> None:
    told = np.array(exposure)
    difference = np.abs(told[:, None] - told[None, :]).mean() / (2 * told.mean())
    assert gini(told) == pytest.approx(difference)
