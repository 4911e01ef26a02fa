"""Participants of events: lists for organizers, reminders, colleagues, and past meetings of investors."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, false, func, or_, select, update
from sqlalchemy.orm import aliased

from matchmaker.domain.attendance import names_organisation
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import EventId, InvestorId, ParticipationId, StartupId
from matchmaker.domain.listings import PAGE_SIZE, Page, ParticipationWithProfile
from matchmaker.domain.profiles import Investor
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, TimetableState
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.queries.local_days import are_none_absent
from matchmaker.storage.repositories.investors import InvestorRepository
from matchmaker.storage.repositories.participations import ParticipationRepository
from matchmaker.storage.tables import (
    DealRow,
    InvestorRow,
    MeetingRow,
    OwnedProfileRow,
    ParticipationRow,
    ParticipationSlotRow,
    SlotRow,
    StartupRow,
    TimetableRow,
    WishRow,
)

REGISTERED = ParticipationState.REGISTERED


class ParticipationQueries(ParticipationRepository):
    """Queries over several participations."""

    def list_people(
        self,
        event_id: EventId,
        *,
        search: str = "",
        kind: PartyKind | None = None,
        state: ParticipationState | None = None,
        is_waiting: bool = False,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[ParticipationWithProfile]:
        """Participants in any state by name or organisation. ``is_waiting`` leaves those who wait for an answer."""
        query = (
            select(ParticipationRow.__table__)
            .outerjoin(StartupRow, StartupRow.id == ParticipationRow.startup_id)
            .outerjoin(InvestorRow, InvestorRow.id == ParticipationRow.investor_id)
            .where(
                ParticipationRow.event_id == event_id,
                *matches(search, StartupRow.name, InvestorRow.name, InvestorRow.organisation),
                *equals(ParticipationRow.kind, kind),
                *equals(ParticipationRow.state, state),
                *([_is_waiting()] if is_waiting else []),
            )
            .order_by(ParticipationRow.id)
        )
        return self._page(query, self._read_entries, number=number, size=size)

    def count_waiting(self, event_id: EventId) -> int:
        """Participants who wait for an answer of the organizers."""
        query = select(func.count()).where(ParticipationRow.event_id == event_id, _is_waiting())
        return int(self._connection.scalar(query.select_from(ParticipationRow)) or 0)

    def list_to_remind(self, event_id: EventId) -> tuple[Participation, ...]:
        """Registered participants without a reminder who have no times, or no wish for a registered participant."""
        has_slot = exists().where(ParticipationSlotRow.participation_id == ParticipationRow.id)
        has_wish = exists().where(WishRow.wisher_id == ParticipationRow.id, ~WishRow.is_veto, _is_wished_registered())
        query = select(ParticipationRow.__table__).where(
            ParticipationRow.event_id == event_id,
            ParticipationRow.state == REGISTERED,
            ParticipationRow.reminded_at.is_(None),
            or_(~has_slot, ~has_wish),
        )
        return tuple(self._list(self._locked(query)))

    def mark_reminded(self, participation_ids: Iterable[ParticipationId], at: datetime) -> None:
        """Record that these participants were reminded."""
        chosen = ParticipationRow.id.in_(sorted(participation_ids))
        self._connection.execute(update(ParticipationRow).where(chosen).values(reminded_at=at))

    def list_mutual(self, participation_ids: Iterable[ParticipationId]) -> set[tuple[ParticipationId, ParticipationId]]:
        """Pairs (own, other) who wished for each other and are both registered."""
        own, back = aliased(WishRow), aliased(WishRow)
        here, there = aliased(ParticipationRow), aliased(ParticipationRow)
        query = (
            select(own.wisher_id, own.wished_id)
            .join(back, (back.wisher_id == own.wished_id) & (back.wished_id == own.wisher_id))
            .join(here, here.id == own.wisher_id)
            .join(there, there.id == own.wished_id)
            .where(own.wisher_id.in_(sorted(participation_ids)), ~own.is_veto, ~back.is_veto)
            .where(here.state == REGISTERED, there.state == REGISTERED)
        )
        return {(ParticipationId(own_id), ParticipationId(other)) for own_id, other in self._connection.execute(query)}

    def count_mutual(self, event_id: EventId) -> int:
        """Pairs of registered participants of an event who wished for each other."""
        own, back = aliased(WishRow), aliased(WishRow)
        here, there = aliased(ParticipationRow), aliased(ParticipationRow)
        query = (
            select(func.count())
            .select_from(own)
            .join(back, (back.wisher_id == own.wished_id) & (back.wished_id == own.wisher_id))
            .join(here, here.id == own.wisher_id)
            .join(there, there.id == own.wished_id)
            .where(own.event_id == event_id, own.wisher_id < own.wished_id, ~own.is_veto, ~back.is_veto)
            .where(here.state == REGISTERED, there.state == REGISTERED)
        )
        return int(self._connection.scalar(query) or 0)


class ColleagueQueries:
    """Investors of one organisation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_colleagues(self, investor: Investor) -> list[Investor]:
        """Other investors of the same organisation, by id: by its members, or by the name in their profiles."""
        owned = OwnedProfileRow
        ours = select(owned.organisation_id).where(owned.investor_id == investor.id)
        theirs = select(owned.investor_id).where(owned.organisation_id.in_(ours), owned.investor_id.is_not(None))
        is_named = names_organisation(investor.organisation)
        has_same_name = InvestorRow.organisation == investor.organisation if is_named else false()
        chosen = or_(InvestorRow.id.in_(theirs), has_same_name)
        ids = self._connection.scalars(select(InvestorRow.id).where(chosen, InvestorRow.id != investor.id))
        found = InvestorRepository(self._connection).list_by_ids(InvestorId(it) for it in ids)
        return [found[it] for it in sorted(found)]

    def list_states(
        self, event_id: EventId, investor_ids: Iterable[InvestorId]
    ) -> dict[InvestorId, ParticipationState]:
        """The states of these investors at an event. Those without a participation are left out."""
        query = select(ParticipationRow.investor_id, ParticipationRow.state).where(
            ParticipationRow.event_id == event_id, ParticipationRow.investor_id.in_(sorted(investor_ids))
        )
        return {InvestorId(investor_id): state for investor_id, state in self._connection.execute(query) if investor_id}


class PastMeetingQueries:
    """Meetings of published timetables that are over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_not_in_pipeline(self, investor_id: InvestorId, now: datetime) -> list[tuple[StartupId, EventId, datetime]]:
        """Startups that the investor met and has in no pipeline, with event and time, the latest meeting first."""
        startup, investor = aliased(ParticipationRow), aliased(ParticipationRow)
        followed_up = select(DealRow.startup_id).where(DealRow.investor_id == investor_id)
        query = self._select(startup, investor).where(
            investor.investor_id == investor_id, SlotRow.ends_at <= now, startup.startup_id.not_in(followed_up)
        )
        return [(StartupId(startup_id), EventId(event), at) for startup_id, event, at in self._latest(query)]

    def _latest(self, query: Select[Any]) -> Sequence[Any]:
        latest: dict[int, Any] = {}
        for row in self._connection.execute(query.order_by(SlotRow.starts_at.desc(), MeetingRow.id)):
            latest.setdefault(row[0], row)
        return list(latest.values())

    @staticmethod
    def _select(startup: Any, investor: Any) -> Select[Any]:
        there = (startup.state == REGISTERED, investor.state == REGISTERED)
        return (
            select(startup.startup_id, MeetingRow.event_id, SlotRow.starts_at)
            .join(TimetableRow, TimetableRow.id == MeetingRow.timetable_id)
            .join(SlotRow, SlotRow.id == MeetingRow.slot_id)
            .join(startup, startup.id == MeetingRow.startup_participation_id)
            .join(investor, investor.id == MeetingRow.investor_participation_id)
            .where(TimetableRow.state == TimetableState.PUBLISHED, *there, are_none_absent(startup, investor))
        )


def _is_waiting() -> ColumnElement[bool]:
    """The participant waits for approval, or for the answer to a question."""
    can_wait = ParticipationRow.state.in_([ParticipationState.APPLIED, REGISTERED])
    return can_wait & ParticipationRow.asked_at.is_not(None)


def _is_wished_registered() -> ColumnElement[bool]:
    """The wished participant is registered."""
    wished = aliased(ParticipationRow)
    return exists().where(wished.id == WishRow.wished_id, wished.state == REGISTERED)
