"""How good an order and its chances are, person by person, so that what is noise can be told from what is better."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.learning import CalibrationBin
from matchmaker.matching.learning.choices import Choices

Doubles = NDArray[np.float64]

TOP = 10
"""Places that count: a list of mentors is so long."""

MAX_CREDIT = 10.0
"""Most that one choice far down a list counts: without a limit a single one would decide."""

BINS = 10
"""Bins of a reliability table."""

DRAWS = 1000
"""Draws of the bootstrap: the bounds of an interval move by less than a hundredth of its width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingMetrics:
    """By person who wanted some and not others: ``ndcg`` and ``auc``, float64 (q,) each, and what a person counts in
    their means: the best gain there was, and the credit of all choices.
    """

    ndcg: Doubles
    auc: Doubles
    ideals: Doubles
    credits: Doubles


def measure_ranking(choices: Choices, values: Doubles, looked_at: Doubles) -> RankingMetrics:
    """nDCG@``TOP`` and AUC of an order for every person who wanted some of those in the rows, and others not.

    What was wanted at a place that few look at stands for others who did not look: it counts 1 / P(looked at)
    (Joachims, Swaminathan and Schnabel, WSDM 2017), at most ``MAX_CREDIT``. The credit would be lost again if every
    person counted the same; so people count by their best possible gain. Equal values share their places.

    Parameters
    ----------
    choices : Choices
        By wanter (``Choices.in_order``).
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
    """Log loss of every row, float64 (n,); chances are kept off 0 and 1."""
    safe = np.clip(chances, 1e-6, 1.0 - 1e-6)
    return np.asarray(-np.where(is_wanted, np.log(safe), np.log1p(-safe)), np.float64)


def reliability(is_wanted: NDArray[np.bool_], chances: Doubles) -> tuple[CalibrationBin, ...]:
    """Rows in ``BINS`` bins of as many rows each, by their chance; fewer where chances are equal."""
    if not len(chances):
        return ()
    edges = np.unique(np.quantile(chances, np.linspace(0.0, 1.0, BINS + 1)))
    bins = np.clip(np.searchsorted(edges, chances, side="right") - 1, 0, max(len(edges) - 2, 0))
    return tuple(
        CalibrationBin(
            predicted=float(chances[bins == it].mean()),
            seen=float(is_wanted[bins == it].mean()),
            count=int((bins == it).sum()),
        )
        for it in np.unique(bins)
    )


def calibration_error(bins: tuple[CalibrationBin, ...]) -> float:
    """Expected calibration error in [0, 1]: how far predicted and seen are apart, a row's average (Naeini, Cooper and
    Hauskrecht, AAAI 2015); 0 without rows.
    """
    total = sum(it.count for it in bins)
    return sum(abs(it.predicted - it.seen) * it.count for it in bins) / total if total else 0.0


def bootstrap(values: Doubles, weights: Doubles, rng: np.random.Generator) -> tuple[float, float]:
    """The 5 % and the 95 % quantile of the weighted mean of people's values, drawn anew ``DRAWS`` times (Efron, 1979).

    Parameters
    ----------
    values, weights : float64 (q,)
        One a person.
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
