"""Fair shares of the lists, with a floor and a ceiling, and boosts that raise candidates to the floor."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.exposure.candidate_pairs import Boosts, CandidatePool, Floats, RankedPairs

FLOOR_SHARE = 0.25
"""The floor, as a share of the fair number of lists: everybody should be found, but not equally often."""

CEILING_SHARE = 2.0
"""The ceiling, as a multiple of the fair number of lists: above it a candidate has too few places for more lists."""


@dataclass(frozen=True, slots=True)
class FairShares:
    """``floor`` int64 (m,) and ``ceiling`` float64 (m,) of each candidate, in numbers of lists."""

    floor: NDArray[np.int64]
    ceiling: Floats


def compute_fair_shares(
    pool: CandidatePool, ranked: RankedPairs, places: NDArray[np.int64] | None = None
) -> FairShares:
    """Compute floor and ceiling. Fair shares are proportional to the free places of the candidates.

    Parameters
    ----------
    pool : CandidatePool
    ranked : RankedPairs
        By score alone.
    places : int64 (m,), optional
        Free places; a value below 1 is unknown and counts as the mean.

    Returns
    -------
    FairShares
        The floor is at least one list, and at most the number of seekers whose list the candidate could enter.
    """
    reachable = np.bincount(pool.pairs.candidates, minlength=pool.pairs.m)
    weights = _weigh(np.full(pool.pairs.m, -1, np.int64) if places is None else places) * (reachable > 0)
    fair = int(ranked.is_listed.sum()) * weights / max(float(weights.sum()), 1.0)
    floor = np.minimum(np.ceil(FLOOR_SHARE * fair).astype(np.int64), reachable)
    return FairShares(floor=floor, ceiling=np.maximum(CEILING_SHARE * fair, 1.0))


def _weigh(places: NDArray[np.int64]) -> Floats:
    known = places > 0
    mean = float(places[known].mean()) if known.any() else 1.0
    return np.where(known, places, mean)


MIN_RAISE = 1 / 16
"""Minimum increase of a boost, as a share of the maximum boost.

So nobody is raised more than sixteen times, and the rounds end (as in the auction algorithm; Bertsekas, 1988)."""

TIE_MARGIN = 1e-6
"""Added to the boost that a list requires, so that entering it does not depend on a tie."""


def raise_to_floor(pool: CandidatePool, boosts: Boosts, floor: NDArray[np.int64], *, max_boost: float) -> Boosts:
    """Boosts with which every candidate is on at least ``floor`` lists, or has the maximum boost.

    In each round the candidates below the floor get the boost that enough lists require now. This can push others off
    their lists, who are raised in the next round. No boost is ever lowered.

    Parameters
    ----------
    pool : CandidatePool
    boosts : float32 (m,)
        In [0, max_boost].
    floor : int64 (m,)
    max_boost : float

    Returns
    -------
    float32 (m,)
        In [0, max_boost], nowhere less than ``boosts``.
    """
    now, top = boosts, np.float32(max_boost)
    while True:
        ranked = pool.rank(now)
        missing = np.where(now < top, floor - ranked.count_lists(), 0)
        if not (missing > 0).any():
            return now
        lacking = _find_missing_boost(ranked, missing)
        least = now + np.float32(MIN_RAISE * max_boost)
        raised = np.maximum(now + (lacking + TIE_MARGIN), least).astype(np.float32)
        now = np.where(missing > 0, np.minimum(raised, top), now)


def _find_missing_boost(ranked: RankedPairs, missing: NDArray[np.int64]) -> Floats:
    """The boost that each candidate lacks to enter the missing lists; infinite when fewer lists are within reach."""
    pairs, k = ranked.pool.pairs, ranked.pool.k
    bars = np.zeros(pairs.n, np.float32)
    last = ranked.places == k - 1
    bars[pairs.seekers[last]] = ranked.values[last]
    out = np.flatnonzero((ranked.places >= k) & (missing[pairs.candidates] > 0))
    whose, gaps = pairs.candidates[out], (bars[pairs.seekers[out]] - ranked.values[out]).astype(np.float64)
    order = np.lexsort((gaps, whose))
    whose, gaps = whose[order], gaps[order]
    begins, ends = (np.searchsorted(whose, np.arange(pairs.m), side=side) for side in ("left", "right"))
    wanted = begins + missing - 1
    has_enough = (missing > 0) & (wanted < ends)
    lacking = np.full(pairs.m, np.inf)
    lacking[has_enough] = gaps[wanted[has_enough]]
    return lacking
