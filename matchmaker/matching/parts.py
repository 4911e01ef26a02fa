"""The named parts of a score, and the values of one part for all pairs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

NEUTRAL = np.float32(0.5)
"""Value of an unknown part: between fit and misfit, so that missing facts neither help nor harm a pair."""


class Part(StrEnum):
    """The parts of a score, in the order of every array of parts.

    Parts from profiles come first, then parts from interactions.
    """

    NEEDS_TEXT = "needs_text"
    PROFILE_TEXT = "profile_text"
    SHARED_WORDS = "shared_words"
    INDUSTRY = "industry"
    STAGE = "stage"
    TICKET = "ticket"
    ZONE = "zone"
    LOAD = "load"
    PARTNER_POPULARITY = "partner_popularity"
    STARTUP_POPULARITY = "startup_popularity"
    CHOSEN_BY_LIKE = "chosen_by_like"
    CHOSE_LIKE = "chose_like"
    RECENCY = "recency"
    CO_INVESTMENT = "co_investment"


PARTS = tuple(Part)

INTERACTION_PARTS = PARTS[PARTS.index(Part.PARTNER_POPULARITY) :]
"""Parts that come from interactions, which are people's decisions."""


@dataclass(frozen=True, slots=True)
class PairPart:
    """One part for all pairs of n seekers and m candidates.

    ``values(chosen)`` is float32 (r, m) in [0, 1], for a slice of r seekers. The masks ``rows`` bool (n,) and
    ``columns`` bool (m,) are true for profiles whose part is known.
    """

    values: Callable[[slice], NDArray[np.float32]]
    rows: NDArray[np.bool_]
    columns: NDArray[np.bool_]


def unknown_part(seekers: int, candidates: int) -> PairPart:
    """A part that is unknown for all pairs: ``NEUTRAL`` everywhere, at no cost."""

    def values(chosen: slice) -> NDArray[np.float32]:
        return np.broadcast_to(NEUTRAL, (len(range(*chosen.indices(seekers))), candidates))

    return PairPart(values, np.zeros(seekers, np.bool_), np.zeros(candidates, np.bool_))
