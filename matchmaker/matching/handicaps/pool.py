"""Who could stand in a list once head starts are given, and in which order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.handicaps.pairs import CandidatePairs

Boosts = NDArray[np.float32]
Floats = NDArray[np.float64]

_SPREAD = 4.0
"""Distance of two seekers' keys: more than the score and the head start of any candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePool:
    """Pairs that may enter lists of ``k``; ``starts`` intp (n,) is where each seeker's pairs begin."""

    pairs: CandidatePairs
    k: int
    starts: NDArray[np.intp]

    def rank(self, handicaps: Boosts) -> "RankedPairs":
        """Order of every seeker's candidates with these head starts, float32 (m,); equal ones by number."""
        values = self.pairs.scores + handicaps[self.pairs.candidates]
        order = np.argsort(_SPREAD * self.pairs.seekers - values.astype(np.float64), kind="stable")
        places = np.empty(len(values), np.intp)
        places[order] = np.arange(len(values)) - self.starts[self.pairs.seekers[order]]
        return RankedPairs(pool=self, values=values, order=order, places=places)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPairs:
    """Pairs of a pool in order: ``values`` float32 (e,) they are ordered by, ``order`` intp (e,), and the place of each
    in its seeker's order, ``places`` intp (e,), from 0.
    """

    pool: CandidatePool
    values: NDArray[np.float32]
    order: NDArray[np.intp]
    places: NDArray[np.intp]

    @property
    def is_listed(self) -> NDArray[np.bool_]:
        """Bool (e,): whether the pair stands in the list."""
        return np.asarray(self.places < self.pool.k, np.bool_)

    @property
    def examination(self) -> Floats:
        """Probability that the seeker looks at the candidate: 1/k at position k, 0 outside the list.

        As in ``market.exposure.examination`` (Joachims, Swaminathan and Schnabel, 2017).
        """
        return np.where(self.is_listed, 1.0 / (self.places + 1), 0.0)

    def count_lists(self) -> NDArray[np.int64]:
        """In how many lists each candidate stands, int64 (m,)."""
        listed = self.pool.pairs.candidates[self.is_listed]
        return np.bincount(listed, minlength=self.pool.pairs.m).astype(np.int64)


def build_pool(pairs: CandidatePairs, k: int, *, max_boost: float) -> CandidatePool:
    """The pairs that may enter lists of ``k`` when head starts differ by at most ``max_boost``."""
    whole = _pool(pairs, k)
    ranked = whole.rank(np.zeros(pairs.m, np.float32))
    bars = np.zeros(pairs.n, np.float32)
    last = ranked.places == k - 1
    bars[pairs.seekers[last]] = pairs.scores[last]
    return _pool(pairs.take(pairs.scores >= bars[pairs.seekers] - np.float32(max_boost)), k)


def _pool(pairs: CandidatePairs, k: int) -> CandidatePool:
    starts = np.searchsorted(pairs.seekers, np.arange(pairs.n))
    return CandidatePool(pairs=pairs, k=k, starts=starts.astype(np.intp))
