"""How evenly suggestions fall on people, who is left out, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone

MIN_GROUP_SIZE = 5
"""Members of a group below which nothing is said of it: chance would."""

BEHIND_SHARE = 0.75
"""Of the share of all who are suggested to somebody, or of the mean number of lists: less in a group is marked."""


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


class UnlistedReason(StrEnum):
    """Why somebody is suggested to nobody: the first that is true."""

    LEFT = "left"
    EXPIRED = "expired"
    FULL = "full"
    PAUSED = "paused"
    PENDING = "pending"
    THIN = "thin"
    CONFLICT = "conflict"
    OUTRANKED = "outranked"
    NO_FIT = "no_fit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureMember:
    """Somebody who may be suggested, in how many lists, and why in none."""

    kind: PartyKind
    id: int
    name: str
    is_demo: bool
    zones: frozenset[Zone]
    stages: frozenset[FundingStage]
    industries: frozenset[Industry]
    lists: int
    reason: UnlistedReason | None = None


class Dimension(StrEnum):
    """What members are grouped by."""

    ZONE = "zone"
    STAGE = "stage"
    INDUSTRY = "industry"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureGroup:
    """Members that share a code (None: not stated): how many, how many of them are suggested to somebody, in how many
    lists on average, whether that is far below all, and why most of those who are left out are.
    """

    dimension: Dimension
    code: Zone | FundingStage | Industry | None
    members: int
    listed: int
    mean: float
    is_behind: bool
    reason: UnlistedReason | None

    @property
    def coverage(self) -> float:
        """Share that is suggested to somebody, in [0, 1]."""
        return self.listed / self.members if self.members else 0.0


_CODES: dict[Dimension, Callable[[ExposureMember], Iterable[Zone | FundingStage | Industry]]] = {
    Dimension.ZONE: lambda it: it.zones,
    Dimension.STAGE: lambda it: it.stages,
    Dimension.INDUSTRY: lambda it: it.industries,
}
_ORDERS: dict[Dimension, tuple[Zone | FundingStage | Industry, ...]] = {
    Dimension.ZONE: tuple(Zone),
    Dimension.STAGE: tuple(FundingStage),
    Dimension.INDUSTRY: tuple(Industry),
}


def group_members(members: Sequence[ExposureMember], dimension: Dimension) -> tuple[ExposureGroup, ...]:
    """Groups in the order of their closed list, "not stated" last; empty where nobody states anything.

    Who names several codes counts in each.
    """
    whole = _measure(members)
    groups = []
    for code in (*_ORDERS[dimension], None):
        those = [it for it in members if (code in _CODES[dimension](it) if code else not _CODES[dimension](it))]
        if those:
            groups.append(_make_group(dimension, code, those, whole))
    return () if [it.code for it in groups] == [None] else tuple(groups)


def count_reasons(members: Iterable[ExposureMember]) -> dict[UnlistedReason, int]:
    """How many are left out for each reason, in the order of the reasons."""
    counts = Counter(it.reason for it in members if it.reason)
    return {reason: counts[reason] for reason in UnlistedReason if counts[reason]}


def _make_group(
    dimension: Dimension,
    code: Zone | FundingStage | Industry | None,
    members: Sequence[ExposureMember],
    whole: tuple[float, float],
) -> ExposureGroup:
    coverage, mean = _measure(members)
    reasons = count_reasons(members)
    is_behind = len(members) >= MIN_GROUP_SIZE and (
        coverage < BEHIND_SHARE * whole[0] or mean < BEHIND_SHARE * whole[1]
    )
    return ExposureGroup(
        dimension=dimension,
        code=code,
        members=len(members),
        listed=sum(it.lists > 0 for it in members),
        mean=mean,
        is_behind=is_behind,
        reason=max(reasons, key=lambda it: reasons[it]) if is_behind and reasons else None,
    )


def _measure(members: Sequence[ExposureMember]) -> tuple[float, float]:
    """Share of those in some list, and mean number of lists."""
    size = max(1, len(members))
    return sum(it.lists > 0 for it in members) / size, sum(it.lists for it in members) / size
