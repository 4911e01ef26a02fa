"""Relations that both profiles agreed to. They are the condition for showing contact data."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, exists, literal, select, union_all
from sqlalchemy.orm import aliased

from matchmaker.domain.ids import AccountId, InvestorId, MentorId, StartupId
from matchmaker.domain.privacy import Relation
from matchmaker.domain.vocabulary import ApplicationState, PartyKind, TimetableState
from matchmaker.storage.queries.belonging import select_own_startups, select_representatives
from matchmaker.storage.tables import ApplicationRow, MeetingRow, ParticipationRow, TimetableRow, WishRow


class RelationQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_with_mentors(self, startups: Collection[StartupId], mentors: Collection[MentorId]) -> set[Relation]:
        """An accepted mentorship between any of them."""
        query = exists().where(
            ApplicationRow.startup_id.in_(startups),
            ApplicationRow.mentor_id.in_(mentors),
            ApplicationRow.state == ApplicationState.ACCEPTED,
        )
        return {Relation.MENTORSHIP} if self._connection.scalar(select(query)) else set()

    def list_with_investors(self, startups: Collection[StartupId], investors: Collection[InvestorId]) -> set[Relation]:
        """A published meeting, or a mutual wish, between any of them."""
        queries = [_meet(startups, investors), _wish(startups, investors)]
        return {Relation(code) for code in self._connection.execute(union_all(*queries)).scalars()}

    def list_people(self, kind: PartyKind, profile_ids: Sequence[int]) -> dict[int, set[AccountId]]:
        """Everybody who acts for each of the profiles, directly or through an organisation."""
        found: dict[int, set[AccountId]] = {it: set() for it in profile_ids}
        for profile_id, account_id in self._connection.execute(select_representatives(kind, profile_ids)):
            found[profile_id].add(account_id)
        return found

    def list_own_startups(self, kind: PartyKind) -> set[tuple[int, int]]:
        """Startup and partner (mentor or investor) of every account that acts for both.

        For the startup, links through an organisation count too.
        """
        return {(startup, partner) for startup, partner in self._connection.execute(select_own_startups(kind))}

    def list_mentees(self, mentor_id: MentorId) -> tuple[StartupId, ...]:
        """Startups in a running mentorship with the mentor."""
        query = select(ApplicationRow.startup_id).where(
            ApplicationRow.mentor_id == mentor_id, ApplicationRow.state == ApplicationState.ACCEPTED
        )
        return tuple(StartupId(it) for it in self._connection.execute(query).scalars())


def _sides() -> Iterator[Any]:
    yield aliased(ParticipationRow, name="startup_side")
    yield aliased(ParticipationRow, name="investor_side")


def _meet(startups: Collection[StartupId], investors: Collection[InvestorId]) -> Select[Any]:
    startup, investor = _sides()
    return (
        select(literal(Relation.MEETING.value))
        .select_from(MeetingRow)
        .join(TimetableRow, TimetableRow.id == MeetingRow.timetable_id)
        .join(startup, startup.id == MeetingRow.startup_participation_id)
        .join(investor, investor.id == MeetingRow.investor_participation_id)
        .where(
            TimetableRow.state == TimetableState.PUBLISHED,
            startup.startup_id.in_(startups),
            investor.investor_id.in_(investors),
        )
    )


def _wish(startups: Collection[StartupId], investors: Collection[InvestorId]) -> Select[Any]:
    startup, investor = _sides()
    there, back = aliased(WishRow, name="there"), aliased(WishRow, name="back")
    return (
        select(literal(Relation.WISHES.value))
        .select_from(there)
        .join(back, (back.wisher_id == there.wished_id) & (back.wished_id == there.wisher_id))
        .join(startup, startup.id == there.wisher_id)
        .join(investor, investor.id == there.wished_id)
        .where(
            ~there.is_veto,
            ~back.is_veto,
            startup.startup_id.in_(startups),
            investor.investor_id.in_(investors),
        )
    )
