"""How many suggestions of a band were chosen. The number of statements does not depend on the number of rows."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from matchmaker.domain.evidence import Surface
from matchmaker.domain.vocabulary import Band, ParticipationState, PartyKind
from matchmaker.storage.repositories.base import table_of
from matchmaker.storage.tables import ApplicationRow, EventRow, ImpressionRow, ParticipationRow, WishRow

IMPRESSIONS = table_of(ImpressionRow)

Counts = dict[Band, tuple[int, int]]
"""For each band: how many suggestions were chosen, and how many were shown."""


class BandQueries:
    """A candidate counts once for each band, from the first time that the list showed it.

    ``before``: candidates shown since then are not counted yet, because a choice may still follow.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count_wished(
        self, seeker: PartyKind, candidate: PartyKind, surfaces: Collection[Surface], *, before: datetime, now: datetime
    ) -> Counts:
        """Candidates at events, and those that the seeker wished for before the wishes closed.

        Left out are seekers without any wish or pass, and candidates shown since ``before`` to seekers who can
        still wish.
        """
        first = _find_first(seeker, candidate, surfaces, _list_wishers(seeker))
        wished = _list_wished(seeker, candidate)
        pair = and_(wished.c.seeker_id == first.c.seeker_id, wished.c.candidate_id == first.c.candidate_id)
        is_over = or_(first.c.shown_at <= before, first.c.seeker_id.not_in(_list_wishing(seeker, now)))
        is_chosen = wished.c.closes_at >= first.c.shown_at
        return self._count(_sum_up(first, is_chosen).outerjoin(wished, pair).where(is_over))

    def count_applied(self, surfaces: Collection[Surface], *, before: datetime) -> Counts:
        """Mentors on lists of startups, and those that the startup then applied to.

        Left out are startups without applications, pairs with an earlier application, and mentors shown since
        ``before``.
        """
        applied = (
            select(
                ApplicationRow.startup_id.label("seeker_id"),
                ApplicationRow.mentor_id.label("candidate_id"),
                func.max(ApplicationRow.applied_at).label("applied_at"),
            )
            .group_by(ApplicationRow.startup_id, ApplicationRow.mentor_id)
            .subquery()
        )
        first = _find_first(PartyKind.STARTUP, PartyKind.MENTOR, surfaces, select(ApplicationRow.startup_id))
        pair = and_(applied.c.seeker_id == first.c.seeker_id, applied.c.candidate_id == first.c.candidate_id)
        is_answer = or_(applied.c.applied_at.is_(None), applied.c.applied_at >= first.c.shown_at)
        query = _sum_up(first, applied.c.applied_at >= first.c.shown_at).outerjoin(applied, pair)
        return self._count(query.where(first.c.shown_at <= before, is_answer))

    def _count(self, query: Select[Any]) -> Counts:
        return {band: (int(chosen), int(total)) for band, chosen, total in self._connection.execute(query)}


def _find_first(seeker: PartyKind, candidate: PartyKind, surfaces: Collection[Surface], choosers: Select[Any]) -> Any:
    """The first time that each candidate was shown to each chooser with each band."""
    columns = (IMPRESSIONS.c.seeker_id, IMPRESSIONS.c.candidate_id, IMPRESSIONS.c.band)
    return (
        select(*columns, func.min(IMPRESSIONS.c.shown_at).label("shown_at"))
        .where(
            IMPRESSIONS.c.seeker_kind == seeker,
            IMPRESSIONS.c.candidate_kind == candidate,
            IMPRESSIONS.c.surface.in_(surfaces),
            IMPRESSIONS.c.seeker_id.in_(choosers),
        )
        .group_by(*columns)
        .subquery()
    )


def _sum_up(first: Any, is_chosen: Any) -> Any:
    chosen = func.sum(case((is_chosen, 1), else_=0))
    return select(first.c.band, chosen, func.count()).select_from(first).group_by(first.c.band)


def _list_wishers(kind: PartyKind) -> Select[Any]:
    """Profiles with any wish or pass."""
    own = aliased(ParticipationRow)
    return select(_profile(own, kind)).join(WishRow, WishRow.wisher_id == own.id).where(own.kind == kind)


def _list_wishing(kind: PartyKind, now: datetime) -> Select[Any]:
    """Profiles that can still wish at an event."""
    there = (ParticipationRow.kind == kind, ParticipationRow.state == ParticipationState.REGISTERED)
    return (
        select(_profile(ParticipationRow, kind))
        .join(EventRow, EventRow.id == ParticipationRow.event_id)
        .where(*there, EventRow.wish_deadline > now)
    )


def _list_wished(seeker: PartyKind, candidate: PartyKind) -> Any:
    """The wished profiles of each wisher, with the latest deadline of these wishes."""
    own, other = aliased(ParticipationRow), aliased(ParticipationRow)
    pair = (_profile(own, seeker), _profile(other, candidate))
    return (
        select(
            pair[0].label("seeker_id"),
            pair[1].label("candidate_id"),
            func.max(EventRow.wish_deadline).label("closes_at"),
        )
        .select_from(WishRow)
        .join(own, own.id == WishRow.wisher_id)
        .join(other, other.id == WishRow.wished_id)
        .join(EventRow, EventRow.id == WishRow.event_id)
        .where(own.kind == seeker, other.kind == candidate, WishRow.is_veto.is_(False))
        .group_by(*pair)
        .subquery()
    )


def _profile(participation: Any, kind: PartyKind) -> Any:
    return participation.startup_id if kind is PartyKind.STARTUP else participation.investor_id
