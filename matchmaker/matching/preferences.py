"""Preferences of a direction: the weights of the named parts, and the curve from a direction's value to a chance.

The value of a direction, in [0, 1], is the weighted mean of the parts: how much the wanter wants the wanted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.parts import PARTS, Part

Floats = NDArray[np.float32]

Direction = tuple[PartyKind, PartyKind]
"""The kind that wants, then the kind that is wanted."""

Curve = tuple[float, ...]
"""Chances at ``CURVE_STEPS`` + 1 evenly spaced values of a direction, from 0 to 1; linear between them."""

CURVE_STEPS = 100
"""Steps of a curve: finer than any band, and few enough to read in a file."""

SUM_ERROR = 1e-4
"""Maximum error of the sum of weights after rounding to float32 and back."""

WEIGHTS: Mapping[tuple[PartyKind, PartyKind], Mapping[Part, float]] = {
    # A founder looks for help with current needs, from somebody who knows the field and has time.
    (PartyKind.STARTUP, PartyKind.MENTOR): {
        Part.NEEDS_TEXT: 0.40,
        Part.PROFILE_TEXT: 0.15,
        Part.SHARED_WORDS: 0.15,
        Part.INDUSTRY: 0.15,
        Part.ZONE: 0.05,
        Part.LOAD: 0.10,
    },
    # A mentor gives time to companies of the mentor's own field, where experience helps.
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
"""What the wanter (first) values in the wanted (second). Each row sums to 1.

Set by reading suggestions for real companies, before there was a record of decisions. Texts have the largest weights,
as every profile has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Weights of every direction. They are convex combinations, so that learned weights fit the scale of the bands.

    ``curves`` has the directions whose value was calibrated: P(the wanter wants the wanted), never falling. ``version``
    is the trained version of the weights, None for those set by hand.

    Raises
    ------
    ValueError
        When weights are negative or do not sum to 1. When a curve falls, leaves [0, 1] or has another length.
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
        """Whether a part has a weight between startups and partners of a kind, in either direction."""
        ways = ((PartyKind.STARTUP, partner), (partner, PartyKind.STARTUP))
        return any(self.weights[it].get(part, 0.0) > 0.0 for it in ways)

    def predict_chances(self, direction: Direction, values: Floats) -> NDArray[np.float64] | None:
        """P(the wanter wants the wanted) at each value, of the same shape; None where no curve was learned."""
        curve = self.curves.get(direction)
        return None if curve is None else np.interp(values, np.linspace(0.0, 1.0, CURVE_STEPS + 1), curve)


HAND_SET = Preferences(weights=WEIGHTS)
"""The preferences that serve until better ones are learned."""
