"""The pairs of a market that fit, and the pool of those that can enter a list."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.calibration import Calibration, order_by_role
from matchmaker.matching.market.eligibility import Eligibility
from matchmaker.matching.market.encoded_sides import EncodedSide, ensure_encoded
from matchmaker.matching.market.industry_tree import IndustryTree
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.preferences import Direction, Preferences
from matchmaker.matching.scoring.pair_parts import build_pair_parts
from matchmaker.matching.scoring.score import DirectedScores, score_parts

CHUNK_PAIRS = 1 << 18
"""Pairs that are scored at a time, as in the recommender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePairs:
    """e pairs of n seekers and m candidates that may be on a list, sorted by seeker, then candidate.

    ``seekers`` and ``candidates`` intp (e,) are rows of the sides, in the order of ids. ``scores`` float32 (e,) are in
    [0, 1]. ``chances`` float32 (e,) in [0, 1] are the probabilities that both want each other when they see each other.
    """

    n: int
    m: int
    seekers: NDArray[np.intp]
    candidates: NDArray[np.intp]
    scores: NDArray[np.float32]
    chances: NDArray[np.float32]

    def swap_sides(self) -> "CandidatePairs":
        """The same pairs with seekers and candidates exchanged."""
        return self.take(np.lexsort((self.seekers, self.candidates)), turned=True)

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_], *, turned: bool = False) -> "CandidatePairs":
        """The chosen pairs, in their order; with ``turned`` the sides are exchanged."""
        ends = self.seekers[chosen], self.candidates[chosen]
        n, m = (self.m, self.n) if turned else (self.n, self.m)
        seekers, candidates = ends[::-1] if turned else ends
        return CandidatePairs(
            n=n,
            m=m,
            seekers=seekers,
            candidates=candidates,
            scores=self.scores[chosen],
            chances=self.chances[chosen],
        )


def score_pairs(
    seekers: MarketSide | EncodedSide,
    candidates: MarketSide | EncodedSide,
    *,
    calibration: Calibration,
    tree: IndustryTree,
    eligible: Eligibility,
    min_score: float,
) -> CandidatePairs:
    """All eligible pairs with a score of at least ``min_score``.

    It takes n·m·d multiplications, and memory for the pairs found and one chunk.

    Parameters
    ----------
    seekers, candidates : MarketSide or EncodedSide
        Sorted by id, so that the result does not depend on another order.
    calibration : Calibration
        Its preferences have the weights of the parts and, where they were learned, the curves of the chances.
    tree : IndustryTree
    eligible : Eligibility
        For these sides.
    min_score : float
        In [0, 1].

    Returns
    -------
    CandidatePairs
        The chance of a pair is the product of the chances of both directions. Where no curve was learned, the value of
        the direction is used.

    Raises
    ------
    ValueError
        When the kinds do not make a pair.
    """
    encoded = ensure_encoded(seekers, calibration), ensure_encoded(candidates, calibration)
    pairing = order_by_role(encoded[0].side, encoded[1].side)
    views = encoded if pairing.startups_seek else encoded[::-1]
    parts, preferences = build_pair_parts(pairing, calibration, tree, views=views), calibration.preferences
    found = []
    step = max(1, CHUNK_PAIRS // max(1, len(candidates)))
    for start in range(0, len(seekers) if len(candidates) else 0, step):
        rows = slice(start, min(start + step, len(seekers)))
        values = [part.values(rows) for part in parts]
        scored = score_parts(values, seekers.kind, candidates.kind, preferences=preferences)
        row, column = np.nonzero(eligible.mask(rows) & (scored.score >= np.float32(min_score)))
        chosen = DirectedScores(
            *(values[row, column] for values in (scored.score, scored.seeker_wants, scored.candidate_wants))
        )
        chances = _chances(chosen, (seekers.kind, candidates.kind), preferences)
        found.append((row + start, column, chosen.score, chances))
    none = (np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32), np.zeros(0, np.float32))
    columns = [np.concatenate(column) for column in zip(none, *found, strict=True)]
    return CandidatePairs(
        n=len(seekers),
        m=len(candidates),
        seekers=columns[0],
        candidates=columns[1],
        scores=columns[2],
        chances=columns[3],
    )


def _chances(scored: DirectedScores, kinds: Direction, preferences: Preferences) -> NDArray[np.float32]:
    there, back = (
        preferences.predict_chances(kinds, scored.seeker_wants),
        preferences.predict_chances(kinds[::-1], scored.candidate_wants),
    )
    both = (scored.seeker_wants if there is None else there) * (scored.candidate_wants if back is None else back)
    return np.asarray(both, np.float32)


Boosts = NDArray[np.float32]

Floats = NDArray[np.float64]

_SPREAD = 4.0
"""Distance between the sort keys of two seekers: more than any score plus boost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePool:
    """Pairs that may enter lists of length ``k``; ``starts`` intp (n,) is the index of each seeker's first pair."""

    pairs: CandidatePairs
    k: int
    starts: NDArray[np.intp]

    def rank(self, boosts: Boosts) -> "RankedPairs":
        """The order of every seeker's candidates with ``boosts`` float32 (m,); equal values by row."""
        values = self.pairs.scores + boosts[self.pairs.candidates]
        order = np.argsort(_SPREAD * self.pairs.seekers - values.astype(np.float64), kind="stable")
        places = np.empty(len(values), np.intp)
        places[order] = np.arange(len(values)) - self.starts[self.pairs.seekers[order]]
        return RankedPairs(pool=self, values=values, order=order, places=places)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPairs:
    """The pairs of a pool in order.

    ``values`` float32 (e,) are the scores with boosts, and ``order`` intp (e,) is their order. ``places`` intp (e,) is
    the place of each pair in its seeker's order, counted from 0.
    """

    pool: CandidatePool
    values: NDArray[np.float32]
    order: NDArray[np.intp]
    places: NDArray[np.intp]

    @property
    def is_listed(self) -> NDArray[np.bool_]:
        """Bool (e,): whether the pair is on the list."""
        return np.asarray(self.places < self.pool.k, np.bool_)

    @property
    def examination(self) -> Floats:
        """Probability that the seeker looks at the candidate: 1/k at position k, 0 outside the list.

        The examination model of Joachims, Swaminathan and Schnabel (2017).
        """
        return np.where(self.is_listed, 1.0 / (self.places + 1), 0.0)

    def count_lists(self) -> NDArray[np.int64]:
        """Number of lists that each candidate is on, int64 (m,)."""
        listed = self.pool.pairs.candidates[self.is_listed]
        return np.bincount(listed, minlength=self.pool.pairs.m).astype(np.int64)


def build_pool(pairs: CandidatePairs, k: int, *, max_boost: float) -> CandidatePool:
    """The pairs that may enter lists of length ``k`` when boosts differ by at most ``max_boost``."""
    whole = _pool(pairs, k)
    ranked = whole.rank(np.zeros(pairs.m, np.float32))
    bars = np.zeros(pairs.n, np.float32)
    last = ranked.places == k - 1
    bars[pairs.seekers[last]] = pairs.scores[last]
    return _pool(pairs.take(pairs.scores >= bars[pairs.seekers] - np.float32(max_boost)), k)


def _pool(pairs: CandidatePairs, k: int) -> CandidatePool:
    starts = np.searchsorted(pairs.seekers, np.arange(pairs.n))
    return CandidatePool(pairs=pairs, k=k, starts=starts.astype(np.intp))
