"""From a score to what people are shown: nothing, or one of three bands."""

from matchmaker.domain.vocabulary import Band

MIN_SCORE = 0.50
"""Below it a pair is not suggested. Read blind, 26 of 60 suggestions for real companies from 0.50 on were sensible, and
17 of 60 when lists were filled whatever the score (random pairs: 7); better a short list than an hour of two people."""

GOOD, STRONG = 0.56, 0.65
"""Least scores of the bands. The same in every market, so that a pool in which nobody fits does not look like one where
somebody does; scores are comparable because each part is worth the same on [0, 1]."""


def find_band(score: float, *, is_thin: bool) -> Band:
    """What people are shown instead of ``score``, in [0, 1]; a thin profile never earns more than POSSIBLE."""
    if is_thin or score < GOOD:
        return Band.POSSIBLE
    return Band.STRONG if score >= STRONG else Band.GOOD
