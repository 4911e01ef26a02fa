import numpy as np
import pytest

from benchmarks._measures import ndcg_at, recall_at


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
