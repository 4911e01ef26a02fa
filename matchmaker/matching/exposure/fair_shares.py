"""Everybody who can reaches the floor: those below it are raised until they are above it or cannot be raised more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.exposure.candidate_pairs import Boosts, CandidatePool, Floats, RankedPairs

FLOOR_SHARE = 0.25
"""Of one's fair share of the lists: everybody is to be found, not everybody alike."""

CEILING_SHARE = 2.0
"""From twice the fair share on one more list is worth less than none: there are not the places for it."""


@dataclass(frozen=True, slots=True)
class FairShares:
    """``floor`` int64 (m,) and ``ceiling`` float64 (m,), in lists."""

    floor: NDArray[np.int64]
    ceiling: Floats


def compute_fair_shares(
    pool: CandidatePool, ranked: RankedPairs, places: NDArray[np.int64] | None = None
) -> FairShares:
    """Fair shares are by places: who can take four may stand in twice as many lists as who can take two.

    Parameters
    ----------
    pool : CandidatePool
    ranked : RankedPairs
        By score alone.
    places : int64 (m,), optional
        Below 1 is unknown and counts as the mean.

    Returns
    -------
    FairShares
        The floor is at least one list and never more than there are seekers in whose list the candidate could stand.
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
"""Of the greatest head start; so nobody is raised more than sixteen times, and the rounds end (the argument of the
auction algorithm; Bertsekas, 1988)."""

TIE_MARGIN = 1e-6
"""Above what a list asks for, so that entering it is not left to a tie."""


def raise_to_floor(pool: CandidatePool, boosts: Boosts, floor: NDArray[np.int64], *, max_boost: float) -> Boosts:
    """Head starts with which every candidate stands in at least ``floor`` lists, or has the greatest one there is.

    In each round whoever is below the floor is raised to what enough lists ask for now; being raised pushes others
    out, who are raised in the next round. Nobody is ever lowered.

    Parameters
    ----------
    pool : CandidatePool
    handicaps : float32 (m,)
        In [0, most].
    floor : int64 (m,)
    most : float

    Returns
    -------
    float32 (m,)
        In [0, most], nowhere less than ``boosts``.
    """
    now, top = boosts, np.float32(max_boost)
    while True:
        ranked = pool.rank(now)
        missing = np.where(now < top, floor - ranked.count_lists(), 0)
        if not (missing > 0).any():
            return now
        asked = _find_missing_boost(ranked, missing)
        least = now + np.float32(MIN_RAISE * max_boost)
        raised = np.maximum(now + (asked + TIE_MARGIN), least).astype(np.float32)
        now = np.where(missing > 0, np.minimum(raised, top), now)


def _find_missing_boost(ranked: RankedPairs, missing: NDArray[np.int64]) -> Floats:
    """How much more each candidate needs to enter so many lists as it stands now; infinite where they are too few."""
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
    asked = np.full(pairs.m, np.inf)
    asked[has_enough] = gaps[wanted[has_enough]]
    return asked
