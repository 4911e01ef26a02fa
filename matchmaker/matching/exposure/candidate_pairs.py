"""Who fits whom in a market: the pairs from which all lists are made."""

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
"""Pairs that are scored at a time, as the recommender does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePairs:
    """e pairs of n seekers and m candidates that may stand in a list, by seeker, then candidate.

    ``seekers`` and ``candidates`` intp (e,) are numbers by id; ``scores`` float32 (e,) in [0, 1]; ``chances`` float32
    (e,) in [0, 1]: how likely both want each other once they see each other.
    """

    n: int
    m: int
    seekers: NDArray[np.intp]
    candidates: NDArray[np.intp]
    scores: NDArray[np.float32]
    chances: NDArray[np.float32]

    def swap_sides(self) -> "CandidatePairs":
        """The same pairs with the sides changed."""
        return self.take(np.lexsort((self.seekers, self.candidates)), turned=True)

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_], *, turned: bool = False) -> "CandidatePairs":
        """Chosen pairs, in their order."""
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
    """All eligible pairs that score at least ``min_score``.

    Costs n·m·d multiplications; memory beyond the pairs found is that of one chunk.

    Parameters
    ----------
    seekers, candidates : MarketSide or EncodedSide
        Sorted by id, so that nothing depends on another order.
    calibration : Calibration
        Its preferences tell what a score is made of, and where it was learned how likely somebody wants somebody.
    tree : IndustryTree
    eligible : Eligibility
        Of these sides.
    least : float
        In [0, 1].

    Returns
    -------
    CandidatePairs
        Rows of the sides are the numbers. The chance is the product of both directions' chances, or of what they are
        worth where no chance was learned.

    Raises
    ------
    ValueError
        When the kinds do not make a pair.
    """
    seen, shown = ensure_encoded(seekers, calibration), ensure_encoded(candidates, calibration)
    pairing = order_by_role(seen.side, shown.side)
    views = (seen, shown) if pairing.startups_seek else (shown, seen)
    parts, preferences = build_pair_parts(pairing, calibration, tree, views=views), calibration.preferences
    found = []
    step = max(1, CHUNK_PAIRS // max(1, len(candidates)))
    for start in range(0, len(seekers) if len(candidates) else 0, step):
        rows = slice(start, min(start + step, len(seekers)))
        values = [part.values(rows) for part in parts]
        scored = score_parts(values, seekers.kind, candidates.kind, preferences=preferences)
        those, whom = np.nonzero(eligible.mask(rows) & (scored.score >= np.float32(min_score)))
        kept = DirectedScores(
            *(values[those, whom] for values in (scored.score, scored.seeker_wants, scored.candidate_wants))
        )
        found.append((those + start, whom, kept.score, _chances(kept, (seekers.kind, candidates.kind), preferences)))
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
