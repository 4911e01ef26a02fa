"""How many lists a candidate should stand in at least, and from how many on it has more than it can use."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.handicaps.pool import CandidatePool, Floats, RankedPairs

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
    pool : Pool
    ranked : Ranked
        By score alone.
    places : int64 (m,), optional
        Below 1 is unknown and counts as the mean.

    Returns
    -------
    Shares
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
