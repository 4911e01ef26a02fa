import numpy as np
import pytest

from matchmaker.matching.learning.choices import Choices
from matchmaker.matching.learning.evaluation import (
    bootstrap,
    calibration_error,
    log_losses,
    measure_ranking,
    reliability,
)
from matchmaker.matching.parts import PARTS


def rows(wanters: list[int], wanted: list[bool]) -> Choices:
    n = len(wanters)
    return Choices(
        parts=np.zeros((n, len(PARTS)), np.float32),
        is_wanted=np.array(wanted),
        positions=np.ones(n, np.int64),
        weights=np.ones(n),
        wanters=np.array(wanters),
        wanted=np.arange(n),
    )


def test_ranks_are_those_a_person_can_count() -> None:
    choices = rows([1, 1, 1, 2, 2], [False, True, False, True, True])
    ranks = measure_ranking(choices, np.array([0.9, 0.8, 0.1, 0.5, 0.4]), np.ones(5))
    assert ranks.ndcg == pytest.approx([1 / np.log2(3)])  # the second person wanted all, which no order can change
    assert ranks.auc == pytest.approx([0.5])


def test_a_choice_where_few_look_counts_for_those_who_did_not() -> None:
    choices = rows([1, 1, 1], [True, True, False])
    looked_at = np.array([1.0, 0.25, 0.25])
    first, second = np.array([3.0, 2.0, 1.0]), np.array([2.0, 3.0, 1.0])
    assert measure_ranking(choices, second, looked_at).ndcg[0] == pytest.approx(1.0)
    assert measure_ranking(choices, first, looked_at).ndcg[0] < 0.9
    assert measure_ranking(choices, second, looked_at).credits == pytest.approx([5.0])


def test_equal_values_share_their_places() -> None:
    choices = rows([1, 1], [True, False])
    ranks = measure_ranking(choices, np.zeros(2), np.ones(2))
    assert ranks.ndcg == pytest.approx([(1 + 1 / np.log2(3)) / 2])
    assert ranks.auc == pytest.approx([0.5])


def test_a_reliability_table_lists_predicted_and_seen() -> None:
    chances = np.repeat([0.25, 0.75], 4)
    seen = np.array([True, False, False, False, True, True, True, False])
    bins = reliability(seen, chances)
    assert [(it.predicted, it.seen, it.count) for it in bins] == [(0.25, 0.25, 4), (0.75, 0.75, 4)]
    assert calibration_error(bins) == 0.0
    assert calibration_error(reliability(~seen, chances)) == pytest.approx(0.5)
    assert reliability(seen[:0], chances[:0]) == ()


def test_one_chance_for_all_is_one_bin() -> None:
    (alone,) = reliability(np.array([True, False]), np.array([0.3, 0.3]))
    assert (alone.predicted, alone.seen, alone.count) == (0.3, 0.5, 2)


def test_log_losses_stay_finite() -> None:
    assert np.isfinite(log_losses(np.array([True, False]), np.array([0.0, 1.0]))).all()
    assert log_losses(np.array([True]), np.array([0.5])) == pytest.approx([np.log(2)])


def test_the_bootstrap_is_narrow_where_people_agree() -> None:
    rng = np.random.default_rng(0)
    assert bootstrap(np.full(50, 0.1), np.ones(50), rng) == pytest.approx((0.1, 0.1))
    low, high = bootstrap(np.tile([-1.0, 1.0], 50), np.ones(100), rng)
    assert low < 0.0 < high
    assert bootstrap(np.zeros(0), np.zeros(0), rng) == (0.0, 0.0)
