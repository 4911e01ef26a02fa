"""Suggesting a class of GB/T 4754 for a text, at the deepest level on which its nearest neighbours agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.tagging.text_classifier import Confidence, fit_confidence

Array = NDArray[np.float32]

NEIGHBOURS = 10
"""Number of neighbours that vote; 25 were not better."""

SHARPNESS = 10.0
"""A vote has the weight exp(SHARPNESS · cosine); 5 and 20 were the same or worse."""

DEPTHS = (4, 3, 1)
"""Characters of a code at the levels group, division and section, the deepest first.

The four-digit classes below have too few profiles each."""

BLOCK = 512
"""Texts compared at a time, to bound memory."""

LOG_ODDS_MARGIN = 0.01
"""Margin that makes the log odds of a unanimous vote finite."""


@dataclass(frozen=True, slots=True)
class ClassTagger:
    """Suggests classes by the votes of the nearest profiles.

    ``vectors`` float32 (n, d) belong to profiles that state ``codes``. ``confidences[depth]`` turns the log odds of a
    vote into a chance.
    """

    vectors: Array
    mean: Array
    codes: Sequence[str]
    industries: NDArray[np.str_]
    confidences: Mapping[int, Confidence]

    def suggest(
        self, vectors: Array, industries: Sequence[str], *, min_chances: Sequence[float]
    ) -> list[tuple[str, float] | None]:
        """The deepest class of each text whose chance reaches ``min_chances``.

        Parameters
        ----------
        vectors : float32 (q, d)
            Unit vectors.
        industries : sequence of q labels
            Each text is compared only with profiles of its industry.
        min_chances : sequence of q floats
            Required chances in [0, 1], given that the industry is right.

        Returns
        -------
        list of q (code, chance in [0, 1]) or None
            Cost q·n.
        """
        votes = _vote(self, _centred(vectors, self.mean), np.asarray(industries, dtype=np.str_), own=None)
        return [self._deepest(vote, wanted) for vote, wanted in zip(votes, min_chances, strict=True)]

    def _deepest(self, vote: Mapping[int, tuple[str, float]], least: float) -> tuple[str, float] | None:
        for depth in DEPTHS:
            if depth in vote and depth in self.confidences:
                code, share = vote[depth]
                chance = _chance(self.confidences[depth], share)
                if chance >= least:
                    return code, chance
        return None


def fit_class_tagger(vectors: Array, codes: Sequence[str], industries: Sequence[str]) -> ClassTagger:
    """Fit a tagger. The confidence of votes is measured by leaving out each profile in turn.

    Parameters
    ----------
    vectors : float32 (n, d)
        Unit vectors of profiles that state a class.
    codes : sequence of n codes of GB/T 4754
    industries : sequence of n labels

    Returns
    -------
    ClassTagger
        A depth with fewer than 2 · NEIGHBOURS measured profiles is never suggested. Cost n².
    """
    mean = np.asarray(vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1]), np.float32)
    centred = _centred(vectors, mean)
    bare = ClassTagger(centred, mean, codes, np.asarray(industries, dtype=np.str_), {})
    votes = _vote(bare, centred, bare.industries, own=np.arange(len(codes)))
    confidences = {
        depth: _measure(votes, codes, depth)
        for depth in DEPTHS
        if _count_measured(votes, codes, depth) >= 2 * NEIGHBOURS
    }
    return ClassTagger(centred, mean, codes, bare.industries, confidences)


def _count_measured(votes: Sequence[Mapping[int, tuple[str, float]]], codes: Sequence[str], depth: int) -> int:
    return sum(depth in vote and len(code) >= depth for vote, code in zip(votes, codes, strict=True))


def _measure(votes: Sequence[Mapping[int, tuple[str, float]]], codes: Sequence[str], depth: int) -> Confidence:
    pairs = [
        (*vote[depth], code) for vote, code in zip(votes, codes, strict=True) if depth in vote and len(code) >= depth
    ]
    odds = np.array([_log_odds(share) for _, share, _ in pairs])
    return fit_confidence(odds, np.array([code[:depth] == best for best, _, code in pairs]))


def _vote(
    tagger: ClassTagger, vectors: Array, industries: NDArray[np.str_], *, own: NDArray[np.intp] | None
) -> list[dict[int, tuple[str, float]]]:
    """For each text and depth, the code with most votes and its share; the ``own`` row of a text has no vote."""
    found = []
    for start in range(0, len(vectors), BLOCK):
        rows = slice(start, start + BLOCK)
        near = vectors[rows] @ tagger.vectors.T
        near[industries[rows, None] != tagger.industries[None, :]] = -np.inf
        if own is not None:
            near[np.arange(len(near)), own[rows]] = -np.inf
        found += [_count(row, tagger.codes) for row in near]
    return found


def _count(near: Array, codes: Sequence[str]) -> dict[int, tuple[str, float]]:
    chosen = [row for row in np.argsort(-near, kind="stable")[:NEIGHBOURS] if np.isfinite(near[row])]
    weights = np.exp(SHARPNESS * (near[chosen] - near[chosen[0]])) if chosen else np.zeros(0, np.float32)
    found: dict[int, tuple[str, float]] = {}
    for depth in DEPTHS:
        shares: dict[str, float] = {}
        for neighbour, weight in zip(chosen, weights / max(float(weights.sum()), 1e-9), strict=True):
            if len(codes[neighbour]) >= depth:
                code = codes[neighbour][:depth]
                shares[code] = shares.get(code, 0.0) + float(weight)
        if shares:
            found[depth] = min(shares.items(), key=lambda pair: (-pair[1], pair[0]))
    return found


def _chance(confidence: Confidence, share: float) -> float:
    return float(1.0 / (1.0 + np.exp(-(confidence.offset + confidence.slope * _log_odds(share)))))


def _log_odds(share: float) -> float:
    return float(np.log((min(share, 1.0) + LOG_ODDS_MARGIN) / (1.0 - min(share, 1.0) + LOG_ODDS_MARGIN)))


def _centred(vectors: Array, mean: Array) -> Array:
    moved = vectors - mean
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)
