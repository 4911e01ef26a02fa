"""Simulated people with known preferences, who read a list from the top and look less often further down."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from matchmaker.matching.learning.choices import Choices
from matchmaker.matching.parts import PARTS, Part


def make_weights(**given: float) -> np.ndarray:
    return np.array([given.get(part.value, 0.0) for part in PARTS], np.float32)


HAND_SET = make_weights(needs_text=0.4, profile_text=0.2, industry=0.2, zone=0.2)
PREFERENCE_WEIGHTS = make_weights(needs_text=0.1, profile_text=0.1, industry=0.2, zone=0.6)
VARYING = [PARTS.index(it) for it in (Part.NEEDS_TEXT, Part.PROFILE_TEXT, Part.INDUSTRY, Part.ZONE)]


@dataclass(frozen=True)
class SimulatedPreferences:
    """``falls``: P(looked at) is 1 / position to this power; ``scale`` and ``offset`` of the log odds."""

    weights: np.ndarray
    falls: float = 1.0
    scale: float = 10.0
    offset: float = -5.0


def choose(people: int, preferences: SimulatedPreferences, *, seed: int, shown: int = 12, unshown: int = 0) -> Choices:
    """Choices from lists in the order of the hand-set weights, and from further pairs that everybody looks at."""
    rng = np.random.default_rng(seed)
    rows = people * (shown + unshown)
    parts = np.full((rows, len(PARTS)), 0.5, np.float32)
    parts[:, VARYING] = rng.random((rows, len(VARYING)), np.float32)
    wanters = np.repeat(np.arange(people), shown + unshown)
    by_hand = (parts @ HAND_SET).reshape(people, -1)
    places = np.zeros((people, shown + unshown), np.int64)
    places[:, :shown] = 1 + np.argsort(np.argsort(-by_hand[:, :shown], axis=1), axis=1)
    positions = places.ravel()
    looked_at = np.where(positions > 0, np.maximum(positions, 1.0) ** -preferences.falls, 1.0)
    wants = expit(preferences.scale * (parts @ preferences.weights) + preferences.offset)
    return Choices(
        parts=parts,
        is_wanted=rng.random(rows) < wants * looked_at,
        positions=positions,
        weights=np.ones(rows),
        wanters=wanters,
        wanted=rng.integers(40, size=rows) + 1000,
    )
