"""How evenly suggestions fall on people: what was measured when the lists of a kind were ordered for the market."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.vocabulary import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenness:
    """``gini`` in [0, 1], 0 where all stand in as many lists; ``coverage`` in [0, 1] is the share that stands in one at
    least, ``below_floor`` the share that stands in fewer than its floor.
    """

    gini: float
    coverage: float
    below_floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpread:
    """Lists of one kind, by score alone and as they are ordered for the market.

    ``candidates`` are those who fit somebody well enough to be counted. ``given_up``, on the scale of scores, is what a
    listed candidate scores less on average. Matches are expected ones, of both kinds of lists of the two sides.
    """

    seeker_kind: PartyKind
    candidate_kind: PartyKind
    candidates: int
    before: Evenness
    after: Evenness
    given_up: float
    matches_before: float
    matches_after: float
    computed_at: datetime
