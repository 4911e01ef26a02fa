"""Figures of stored lists by kind of list, and members with the reason why they are in no list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.exposure import (
    Dimension,
    ExposureGroup,
    ExposureMember,
    ListSpread,
    UnlistedReason,
    count_reasons,
    group_members,
)
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.exposure.fit_boosts import MATCHES_SHARE, MAX_BOOST
from matchmaker.matching.text.profile_texts import THIN_TEXT
from matchmaker.services.interests import list_blocked
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork
from matchmaker.storage.queries.exposure import Candidate

MAX_MATCHES_BOOST = MAX_BOOST * MATCHES_SHARE
"""The largest boost that serves expected matches.

A greater boost was raised to reach the exposure floor. So this candidate fits somebody well enough to be considered.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedReasonFinder:
    """Finds the reason why a candidate is in no list. ``boosts`` are by candidate id, ``kept_apart`` has a conflict."""

    today: date
    boosts: Mapping[int, float]
    kept_apart: frozenset[int]

    def find_reason(self, candidate: Candidate) -> UnlistedReason:
        """The first reason that applies."""
        for reason, holds in (
            (UnlistedReason.LEFT, candidate.has_left),
            (UnlistedReason.EXPIRED, candidate.certified_until is not None and candidate.certified_until < self.today),
            (UnlistedReason.FULL, candidate.places_left == 0),
            (
                UnlistedReason.PAUSED,
                candidate.is_paused and (candidate.paused_until is None or self.today <= candidate.paused_until),
            ),
            (UnlistedReason.PENDING, candidate.id not in self.boosts),
            (UnlistedReason.THIN, candidate.words < THIN_TEXT),
            (UnlistedReason.CONFLICT, candidate.id in self.kept_apart),
            (UnlistedReason.OUTRANKED, self.boosts.get(candidate.id, 0.0) > MAX_MATCHES_BOOST),
        ):
            if holds:
                return reason
        return UnlistedReason.NO_FIT


def load_reason_finder(case: UseCase[Actor | None], kinds: tuple[PartyKind, PartyKind]) -> UnlistedReasonFinder:
    """Load what the reasons of one kind of list depend on."""
    partner = kinds[1] if kinds[0] is PartyKind.STARTUP else kinds[0]
    forbidden = list_blocked(case.unit, now=case.now)
    if kinds[1] is PartyKind.STARTUP:
        kept_apart = frozenset(startup for startup, _ in forbidden.pairs[partner])
    else:
        kept_apart = frozenset(other for _, other in forbidden.pairs[partner]) | forbidden.partners[partner]
    return UnlistedReasonFinder(today=case.today, boosts=case.unit.exposure.list_boosts(kinds), kept_apart=kept_apart)


Kinds = tuple[PartyKind, PartyKind]

LISTS: tuple[Kinds, ...] = (
    (PartyKind.STARTUP, PartyKind.MENTOR),
    (PartyKind.STARTUP, PartyKind.INVESTOR),
    (PartyKind.MENTOR, PartyKind.STARTUP),
    (PartyKind.INVESTOR, PartyKind.STARTUP),
)
"""Kinds of lists: the seekers, and the candidates suggested to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """A kind of list: its members, how many of them are listed, and the effect of the exposure boosts."""

    kinds: Kinds
    members: int
    listed: int
    spread: ListSpread | None

    @property
    def gain(self) -> float | None:
        """Relative growth of the expected matches. None where there were none to compare with."""
        spread = self.spread
        return spread.matches_after / spread.matches_before - 1 if spread and spread.matches_before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureView:
    """``unlisted`` is a page of the members who are in no list. ``reasons`` counts all of them."""

    figures: KindFigures
    mean: float
    groups: Mapping[Dimension, tuple[ExposureGroup, ...]]
    reasons: Mapping[UnlistedReason, int]
    unlisted: Page[ExposureMember]


def list_figures(context: Context, actor: Actor) -> tuple[KindFigures, ...]:
    """The figures of all kinds of lists."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        spreads = _load_spreads(unit)
        members, listed = unit.exposure.count_candidates(), unit.exposure.count_listed()
    return tuple(
        KindFigures(kinds=kinds, members=members[kinds[1]], listed=listed.get(kinds, 0), spread=spreads.get(kinds))
        for kinds in LISTS
    )


def get_exposure(
    context: Context, actor: Actor, kinds: Kinds, *, reason: UnlistedReason | None = None, page: int = 1
) -> ExposureView:
    """One kind of list: figures, groups, and a page of the members who are in no list."""
    require(permissions.can_operate(actor))
    with context.begin(actor, readonly=True) as case:
        members = load_members(case, kinds)
        spread = _load_spreads(case.unit).get(kinds)
    listed = sum(it.lists > 0 for it in members)
    wanted = [it for it in members if it.reason and reason in {None, it.reason}]
    return ExposureView(
        figures=KindFigures(kinds=kinds, members=len(members), listed=listed, spread=spread),
        mean=sum(it.lists for it in members) / max(1, len(members)),
        groups={it: groups for it in Dimension if (groups := group_members(members, it))},
        reasons=count_reasons(members),
        unlisted=_cut(wanted, page),
    )


def load_members(case: UseCase[Actor | None], kinds: Kinds) -> tuple[ExposureMember, ...]:
    """All possible candidates in lists of a kind, by name."""
    lists = case.unit.exposure.count_lists(kinds)
    finder = load_reason_finder(case, kinds)
    return tuple(
        ExposureMember(
            kind=kinds[1],
            id=candidate.id,
            name=candidate.name,
            is_demo=candidate.is_demo,
            zones=candidate.zones,
            stages=candidate.stages,
            industries=candidate.industries,
            lists=lists.get(candidate.id, 0),
            reason=None if candidate.id in lists else finder.find_reason(candidate),
        )
        for candidate in case.unit.exposure.list_candidates(kinds[1])
    )


def _load_spreads(unit: UnitOfWork) -> dict[Kinds, ListSpread]:
    return {(it.seeker_kind, it.candidate_kind): it for it in unit.exposure_boosts.list_spreads()}


def _cut(members: list[ExposureMember], page: int) -> Page[ExposureMember]:
    last = max(1, -(-len(members) // PAGE_SIZE))
    number = min(max(1, page), last)
    items = members[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Page(items=items, number=number, total=len(members), size=PAGE_SIZE)
