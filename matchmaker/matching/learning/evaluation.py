"""Quality of an order and of its chances, measured for each person, so that gains can be separated from noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.learning import CalibrationBin
from matchmaker.matching.learning.choices import Choices

Doubles = NDArray[np.float64]

TOP = 10
"""Places of an order that count, the length of a list of mentors."""

MAX_CREDIT = 10.0
"""Maximum credit of a choice far down a list: without a limit a single choice could decide."""

BINS = 10
"""Bins of a reliability table."""

DRAWS = 1000
"""Samples of the bootstrap: with more, the bounds of an interval change by less than a hundredth of its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingMetrics:
    """Metrics of each person who wanted some candidates and not others, float64 (q,) each.

    ``ideals`` and ``credits`` are a person's weights in the means of ``ndcg`` and ``auc``: the best possible gain, and
    the credit of all choices.
    """

    ndcg: Doubles
    auc: Doubles
    ideals: Doubles
    credits: Doubles


def measure_ranking(choices: Choices, values: Doubles, looked_at: Doubles) -> RankingMetrics:
    """nDCG@``TOP`` and AUC of an order, for every person who wanted some candidates and not others.

    A choice at a place that few people look at also represents those who did not look. So it counts 1 / P(looked at)
    (Joachims, Swaminathan and Schnabel, WSDM 2017), at most ``MAX_CREDIT``. People count by their best possible gain;
    equal weights would cancel the credit. Equal values share their places.

    Parameters
    ----------
    choices : Choices
        Sorted by person (``Choices.sorted_by_person``).
    values : float64 (n,)
        Higher is better.
    looked_at : float64 (n,)

    Returns
    -------
    RankingMetrics
    """
    credit = np.where(choices.is_wanted, np.minimum(1.0 / looked_at, MAX_CREDIT), 0.0)
    starts = np.flatnonzero(np.diff(choices.wanters, prepend=choices.wanters[:1] - 1))
    found = [
        (*_ndcg(credit[rows], values[rows]), _auc(credit[rows], values[rows]), credit[rows].sum())
        for rows in map(slice, starts, [*starts[1:], len(choices)])
        if 0 < np.count_nonzero(credit[rows]) < rows.stop - rows.start
    ]
    ndcg, ideals, auc, credits_ = np.array(found, np.float64).reshape(-1, 4).T
    return RankingMetrics(ndcg=ndcg, auc=auc, ideals=ideals, credits=credits_)


def log_losses(is_wanted: NDArray[np.bool_], chances: Doubles) -> Doubles:
    """Log loss of every row, float64 (n,); chances of 0 and 1 are avoided by clipping."""
    safe = np.clip(chances, 1e-6, 1.0 - 1e-6)
    return np.asarray(-np.where(is_wanted, np.log(safe), np.log1p(-safe)), np.float64)


def reliability(is_wanted: NDArray[np.bool_], chances: Doubles) -> tuple[CalibrationBin, ...]:
    """The reliability table: rows by chance in ``BINS`` bins of equal size; fewer bins where chances are equal."""
    if not len(chances):
        return ()
    edges = np.unique(np.quantile(chances, np.linspace(0.0, 1.0, BINS + 1)))
    bins = np.clip(np.searchsorted(edges, chances, side="right") - 1, 0, max(len(edges) - 2, 0))
    members = [bins == number for number in np.unique(bins)]
    return tuple(
        CalibrationBin(predicted=float(chances[rows].mean()), seen=float(is_wanted[rows].mean()), count=int(rows.sum()))
        for rows in members
    )


def calibration_error(bins: tuple[CalibrationBin, ...]) -> float:
    """Expected calibration error in [0, 1]; 0 without rows (Naeini, Cooper and Hauskrecht, AAAI 2015).

    It is the mean distance of predicted and seen share over all rows.
    """
    total = sum(it.count for it in bins)
    return sum(abs(it.predicted - it.seen) * it.count for it in bins) / total if total else 0.0


def bootstrap(values: Doubles, weights: Doubles, rng: np.random.Generator) -> tuple[float, float]:
    """The 5 % and the 95 % quantile of the weighted mean over ``DRAWS`` samples of people (bootstrap; Efron, 1979).

    Parameters
    ----------
    values, weights : float64 (q,)
        One for each person.
    rng : Generator

    Returns
    -------
    (float, float)
        Both 0 without people.
    """
    if not len(values):
        return 0.0, 0.0
    drawn = rng.integers(len(values), size=(DRAWS, len(values)))
    means = (values * weights)[drawn].sum(axis=1) / weights[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.05, 0.95))
    return float(low), float(high)


def _ndcg(credit: Doubles, values: Doubles) -> tuple[float, float]:
    """NDCG and the ideal gain."""
    discounts = np.where(np.arange(len(credit)) < TOP, 1.0 / np.log2(np.arange(2, len(credit) + 2)), 0.0)
    order = np.argsort(-values, kind="stable")
    _, tied = np.unique(-values[order], return_inverse=True)
    shared = np.bincount(tied, discounts) / np.bincount(tied)
    ideal = float(np.sort(credit)[::-1] @ discounts)
    return float(credit[order] @ shared[tied]) / ideal, ideal


def _auc(credit: Doubles, values: Doubles) -> float:
    good, bad = credit > 0, credit == 0
    wins = np.sign(values[good][:, None] - values[bad][None, :]).mean(axis=1)
    return float((credit[good] @ wins) / credit[good].sum() + 1.0) / 2.0
