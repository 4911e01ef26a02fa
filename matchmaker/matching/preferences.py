"""What each side wants of the other: weights of the named parts, and what a direction's worth means as a chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.parts import PARTS, Part

Floats = NDArray[np.float32]

Direction = tuple[PartyKind, PartyKind]
"""Who wants, and who is wanted."""

Curve = tuple[float, ...]
"""Chances at ``CURVE_STEPS`` + 1 worths of a direction, evenly from 0 to 1; between them a straight line."""

CURVE_STEPS = 100
"""Steps of a curve: fine enough that no band is narrower, few enough to be read in a file."""

SUM_ERROR = 1e-4
"""Weights that were rounded to float32 and back may miss 1 by so much."""

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
companies, before there was a record of decisions. Text leads because every profile has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Weights of every direction, a convex combination of the parts, so that learned ones keep the scale of the bands.

    ``curves`` has the directions whose worth was calibrated: P(the wanter wants the wanted), never falling. ``version``
    is the trained model they come from, None for the ones set by hand.

    Raises
    ------
    ValueError
        When weights are negative or do not sum to 1, or a curve falls, leaves [0, 1] or has another length.
    """

    weights: Mapping[Direction, Mapping[Part, float]]
    curves: Mapping[Direction, Curve] = field(default_factory=dict)
    version: str | None = None

    def __post_init__(self) -> None:
        for direction, row in self.weights.items():
            total = sum(row.values())
            if min(row.values()) < 0.0 or abs(total - 1.0) > SUM_ERROR:
                raise ValueError(f"weights of {direction}: got sum {total}, expected weights from 0 on that sum to 1")
        for direction, curve in self.curves.items():
            is_rising = all(first <= second for first, second in pairwise((0.0, *curve, 1.0)))
            if len(curve) != CURVE_STEPS + 1 or not is_rising:
                raise ValueError(
                    f"curve of {direction}: got {len(curve)} chances, expected {CURVE_STEPS + 1} that never fall"
                )

    def weights_of(self, wanter: PartyKind, wanted: PartyKind) -> Floats:
        """Weights of one direction, float32 (p,), in the order of ``PARTS``."""
        row = self.weights[wanter, wanted]
        return np.array([row.get(part, 0.0) for part in PARTS], np.float32)

    def has_weight(self, part: Part, partner: PartyKind) -> bool:
        """Whether a part counts where startups meet partners of a kind, in either direction."""
        ways = ((PartyKind.STARTUP, partner), (partner, PartyKind.STARTUP))
        return any(self.weights[it].get(part, 0.0) > 0.0 for it in ways)

    def predict_chances(self, direction: Direction, worth: Floats) -> NDArray[np.float64] | None:
        """P(the wanter wants the wanted) at each worth, of the same shape; None where that was never learned."""
        curve = self.curves.get(direction)
        return None if curve is None else np.interp(worth, np.linspace(0.0, 1.0, CURVE_STEPS + 1), curve)


HAND_SET = Preferences(weights=WEIGHTS)
"""What serves until something better was learned."""
