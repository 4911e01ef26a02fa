"""Exposure: how evenly suggestions are spread over people, who is in no list, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone

MIN_GROUP_SIZE = 5
"""Members below which a group gets no judgement: its figures would be chance."""

BEHIND_SHARE = 0.75
"""A group is behind below this part of the coverage of all members, or of their mean number of lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenness:
    """How evenly candidates are spread over lists.

    ``gini`` in [0, 1] is 0 where all are in equally many lists. ``coverage`` in [0, 1] is the share of candidates in at
    least one list. ``below_floor`` in [0, 1] is the share in fewer lists than their floor.
    """

    gini: float
    coverage: float
    below_floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpread:
    """Lists of one kind: ``before`` by score alone, ``after`` with exposure boosts.

    ``candidates`` counts those with a good enough fit to somebody. ``given_up``, on the scale of scores, is the mean
    score that a listed candidate loses by the boosts. Matches are expected matches over both sides' lists.
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
    """Why a member is suggested to nobody: the first reason that applies."""

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
    """A profile that may be suggested: in how many lists it is, and the reason if it is in none."""

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
    """Members that share a ``code``; None for those that state none.

    ``listed`` of the ``members`` are suggested to somebody. ``mean`` is their mean number of lists. ``is_behind``: the
    group is far below all members. ``reason`` is then the most frequent reason of those in no list.
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
    """Groups in the order of their vocabulary, "not stated" last; empty where nobody states anything.

    A member with several codes counts in each group.
    """
    whole = _measure(members)
    groups = []
    for code in (*_ORDERS[dimension], None):
        group = [it for it in members if (code in _CODES[dimension](it) if code else not _CODES[dimension](it))]
        if group:
            groups.append(_make_group(dimension, code, group, whole))
    return () if [it.code for it in groups] == [None] else tuple(groups)


def count_reasons(members: Iterable[ExposureMember]) -> dict[UnlistedReason, int]:
    """How many members are in no list for each reason, in the order of ``UnlistedReason``."""
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
    """Share of members in at least one list, and mean number of lists."""
    size = max(1, len(members))
    return sum(it.lists > 0 for it in members) / size, sum(it.lists for it in members) / size
