"""Measures of exposure: how unevenly lists are spread over candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.exposure.candidate_pairs import RankedPairs
from matchmaker.matching.exposure.fair_shares import FairShares


def gini(exposure: NDArray[np.int64] | NDArray[np.float64]) -> float:
    """Inequality of exposure: 0 when all are equal, close to 1 when one candidate has all.

    Half the relative mean absolute difference (Gini, 1912), by the sorted-sum formula.

    Parameters
    ----------
    exposure : (m,)
        >= 0.

    Returns
    -------
    float
        In [0, 1 - 1/m]; 0 without any exposure.

    Raises
    ------
    ValueError
        When an exposure is negative.
    """
    if (exposure < 0).any():
        raise ValueError(f"exposure: got {exposure.min()}, expected at least 0")
    total, m = float(exposure.sum()), len(exposure)
    if total == 0.0:
        return 0.0
    ranks = np.arange(1, m + 1)
    return float(((2 * ranks - m - 1) * np.sort(exposure)).sum() / (m * total))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureFigures:
    """Figures of the candidates that could be on some list.

    ``candidates`` is their number. ``gini`` and ``coverage`` in [0, 1] describe the numbers of their lists.
    ``below_floor`` in [0, 1] is the share on fewer lists than their floor. ``score_loss`` is how much lower the mean
    score of a listed candidate is than in lists by score alone.
    """

    candidates: int
    gini: float
    coverage: float
    below_floor: float
    score_loss: float


def measure_exposure(ranked: RankedPairs, before: RankedPairs, shares: FairShares) -> ExposureFigures:
    """Figures of the lists ``ranked``, compared with the lists by score alone, ``before``.

    Parameters
    ----------
    ranked, before : RankedPairs
        Of the same pool.
    shares : FairShares

    Returns
    -------
    ExposureFigures
    """
    pairs, lists = ranked.pool.pairs, ranked.count_lists()
    possible = np.bincount(pairs.candidates, minlength=pairs.m) > 0
    return ExposureFigures(
        candidates=int(possible.sum()),
        gini=gini(lists[possible]),
        coverage=_mean(lists[possible] > 0),
        below_floor=_mean((lists < shares.floor)[possible]),
        score_loss=_mean(pairs.scores[before.is_listed]) - _mean(pairs.scores[ranked.is_listed]),
    )


def _mean(values: NDArray[np.float32] | NDArray[np.bool_]) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else 0.0
