"""Who fits whom in a market: the pairs from which all lists are made."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.calibration import Calibration, order_by_role
from matchmaker.matching.eligibility import Eligibility
from matchmaker.matching.features import build_pair_parts
from matchmaker.matching.industry_tree import IndustryTree
from matchmaker.matching.preferences import Direction, Preferences
from matchmaker.matching.scoring import DirectedScores, score_parts
from matchmaker.matching.sides import MarketSide
from matchmaker.matching.views import EncodedSide, ensure_encoded

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
    seekers, candidates : Side or View
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
    Pairs
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
