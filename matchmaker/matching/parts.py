"""Names of the parts that a score is made of, and what one part is for all pairs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

NEUTRAL = np.float32(0.5)
"""Worth of a part that is unknown: between fit and misfit, so silence neither wins nor loses against facts."""


class Part(StrEnum):
    """What a score is made of, in the order of every array of parts.

    First what profiles say, then what people did (``track``).
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
"""Parts that come from what people did."""


@dataclass(frozen=True, slots=True)
class PairPart:
    """One part for all pairs: ``values(rows)`` is float32 (r, m); ``rows`` (n,), ``columns`` (m,) tell who is known."""

    values: Callable[[slice], NDArray[np.float32]]
    rows: NDArray[np.bool_]
    columns: NDArray[np.bool_]


def unknown_part(seekers: int, candidates: int) -> PairPart:
    """A part that is known of nobody: ``NEUTRAL`` for all pairs, at no cost."""

    def values(chosen: slice) -> NDArray[np.float32]:
        return np.broadcast_to(NEUTRAL, (len(range(*chosen.indices(seekers))), candidates))

    return PairPart(values, np.zeros(seekers, np.bool_), np.zeros(candidates, np.bool_))
