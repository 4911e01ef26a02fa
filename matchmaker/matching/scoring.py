"""From parts to a score: what each side wants of the other, and a mean of both that is high only when both want."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.features import PARTS, Part

Floats = NDArray[np.float32]

WEIGHTS: Mapping[tuple[PartyKind, PartyKind], Mapping[Part, float]] = {
    # A founder looks for help with the needs at hand, from somebody who knows the field and has time.
    (PartyKind.STARTUP, PartyKind.MENTOR): {
        Part.NEEDS_TEXT: 0.40,
        Part.PROFILE_TEXT: 0.15,
        Part.SHARED_WORDS: 0.15,
        Part.INDUSTRY: 0.15,
        Part.ZONE: 0.05,
        Part.LOAD: 0.10,
    },
    # A mentor gives time to companies of the own field, where the own experience carries.
    (PartyKind.MENTOR, PartyKind.STARTUP): {
        Part.NEEDS_TEXT: 0.10,
        Part.PROFILE_TEXT: 0.40,
        Part.SHARED_WORDS: 0.20,
        Part.INDUSTRY: 0.25,
        Part.ZONE: 0.05,
    },
    # A founder looks for money from somebody who understands the business; the sum is often negotiable.
    (PartyKind.STARTUP, PartyKind.INVESTOR): {
        Part.NEEDS_TEXT: 0.10,
        Part.PROFILE_TEXT: 0.35,
        Part.SHARED_WORDS: 0.20,
        Part.INDUSTRY: 0.15,
        Part.STAGE: 0.05,
        Part.TICKET: 0.10,
        Part.ZONE: 0.05,
    },
    # An investor follows the thesis; stage and ticket are terms of the fund.
    (PartyKind.INVESTOR, PartyKind.STARTUP): {
        Part.PROFILE_TEXT: 0.40,
        Part.SHARED_WORDS: 0.25,
        Part.INDUSTRY: 0.15,
        Part.STAGE: 0.10,
        Part.TICKET: 0.05,
        Part.ZONE: 0.05,
    },
}
"""What the wanter (first) cares about in the wanted (second). Each row sums to 1. Set by reading suggestions for real
companies, not learned: there is no record of decisions yet. Text leads because every profile has it."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Each float32 (r, m) in [0, 1]: the score, how much the seeker wants the candidate, and the way back."""

    score: Floats
    there: Floats
    back: Floats


def weights_of(wanter: PartyKind, wanted: PartyKind) -> Floats:
    """Weights of one direction in the order of ``PARTS``.

    Parameters
    ----------
    wanter, wanted : PartyKind

    Returns
    -------
    float32 (p,)
        Not negative, sum 1.
    """
    row = WEIGHTS[wanter, wanted]
    return np.array([row.get(part, 0.0) for part in PARTS], np.float32)


def score_parts(parts: Sequence[Floats], seeker: PartyKind, candidate: PartyKind) -> Scored:
    """Both directions as weighted means of the parts, and their harmonic mean.

    The harmonic mean of two preferences is high only when both are (RECON; Pizzato, Rej, Chung, Koprinska and Kay,
    2010). The sums are written out term by term, so a pair's score has the same bits in every batch.

    Parameters
    ----------
    parts : p arrays float32 (r, m)
        In the order of ``PARTS``, in [0, 1].
    seeker, candidate : PartyKind

    Returns
    -------
    Scored
    """
    there, back = _mean(parts, weights_of(seeker, candidate)), _mean(parts, weights_of(candidate, seeker))
    both = there + back
    score = 2.0 * there * back / np.maximum(both, np.finfo(np.float32).tiny)
    return Scored(np.minimum(score, np.float32(1.0)), there, back)


def sensitivity(directions: Floats, seeker: PartyKind, candidate: PartyKind) -> Floats:
    """How much each part moves the score of a pair: the derivative of the harmonic mean times the weights.

    Parameters
    ----------
    directions : float32 (..., 2)
    seeker, candidate : PartyKind

    Returns
    -------
    float32 (..., p)
        In [0, 2]; a direction that is weak counts more.
    """
    there, back = directions[..., 0], directions[..., 1]
    both = np.maximum(there + back, np.finfo(np.float32).tiny)
    slopes = 2.0 * (np.stack([back, there], axis=-1) / both[..., None]) ** 2
    weights = np.stack([weights_of(seeker, candidate), weights_of(candidate, seeker)])
    return np.asarray(slopes @ weights, np.float32)


def _mean(parts: Sequence[Floats], weights: Floats) -> Floats:
    total = np.zeros(parts[0].shape, np.float32)
    for weight, values in zip(weights, parts, strict=True):
        if weight:
            total += weight * values
    return total
