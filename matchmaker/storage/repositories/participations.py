"""Participations in storage, with their open slots and their profiles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, delete, false, func, insert, or_, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import AccountId, EventId, InvestorId, ParticipationId, SlotId, StartupId
from matchmaker.domain.listings import ALL_PROFILES, PAGE_SIZE, Page, ParticipationWithProfile, ProfileSearch
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.queries.profile_search import INVESTOR_NAMES, find_investors, find_startups
from matchmaker.storage.repositories.base import Repository, batches, build, table_of
from matchmaker.storage.repositories.investors import InvestorRepository
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.tables import InvestorRow, ParticipationRow, ParticipationSlotRow, StartupRow

TABLE = table_of(ParticipationRow)
OPEN_SLOTS = table_of(ParticipationSlotRow)
REGISTERED = ParticipationState.REGISTERED


class ParticipationRepository(Repository):
    def add(
        self,
        *,
        event_id: EventId,
        kind: PartyKind,
        profile_id: int,
        account_id: AccountId | None,
        most: int,
        open_slots: Iterable[SlotId] = (),
        state: ParticipationState = REGISTERED,
        message: str = "",
        asked_at: datetime | None = None,
    ) -> ParticipationId:
        """Id of the new participation.

        Raise StateConflict ``already_registered`` if the profile has one at the event.
        """
        values = {
            "event_id": event_id,
            "kind": kind,
            "startup_id": profile_id if kind is PartyKind.STARTUP else None,
            "investor_id": profile_id if kind is PartyKind.INVESTOR else None,
            "account_id": account_id,
            "most": most,
            "state": state,
            "message": message,
            "asked_at": asked_at,
        }
        participation_id = ParticipationId(self._add(ParticipationRow, values))
        self._open(event_id, participation_id, open_slots)
        return participation_id

    def find(self, participation_id: ParticipationId) -> Participation | None:
        return self._find_one(select(TABLE).where(TABLE.c.id == participation_id))

    def find_for_profile(self, event_id: EventId, kind: PartyKind, profile_id: int) -> Participation | None:
        column = TABLE.c.startup_id if kind is PartyKind.STARTUP else TABLE.c.investor_id
        return self._find_one(select(TABLE).where(TABLE.c.event_id == event_id, column == profile_id))

    def get(self, participation_id: ParticipationId) -> Participation:
        return self._get_one(select(TABLE).where(TABLE.c.id == participation_id), participation_id)

    def get_for_update(self, participation_id: ParticipationId) -> Participation:
        """The participation, locked until the unit ends, so that its wishes change one after the other."""
        return self._get_one(self._locked(select(TABLE).where(TABLE.c.id == participation_id)), participation_id)

    def save(self, participation: Participation) -> None:
        """Save the attending account, maximum of meetings, state, message and answer, and the open slots."""
        columns = ("account_id", "most", "state", "message", "answer", "asked_at")
        values = {name: getattr(participation, name) for name in columns}
        statement = update(TABLE).where(TABLE.c.id == participation.id).values(**values)
        if self._connection.execute(statement).rowcount == 0:
            raise NotFound("participation_not_found", id=participation.id)
        self.set_open_slots(participation.id, participation.open_slots)

    def set_open_slots(self, participation_id: ParticipationId, slot_ids: Iterable[SlotId]) -> None:
        """Open exactly these slots. Raise StateConflict ``broken_reference`` for a slot of another event."""
        stored, wanted = self.get(participation_id), set(slot_ids)
        closed = OPEN_SLOTS.c.slot_id.in_(stored.open_slots - wanted)
        self._connection.execute(delete(OPEN_SLOTS).where(OPEN_SLOTS.c.participation_id == participation_id, closed))
        self._open(stored.event_id, participation_id, wanted - stored.open_slots)

    def list_for_event(self, event_id: EventId, *, kind: PartyKind | None = None) -> tuple[Participation, ...]:
        """Participations of an event by id, in every state."""
        return tuple(self._list(_of_event(event_id, kind, None)))

    def list_for_update(
        self, event_id: EventId, *, state: ParticipationState | None = None
    ) -> tuple[Participation, ...]:
        """Like ``list_for_event``, locked until the unit ends, and only of one state if it is given."""
        return tuple(self._list(self._locked(_of_event(event_id, None, state))))

    def list_entries(
        self, event_id: EventId, *, state: ParticipationState | None = None
    ) -> tuple[ParticipationWithProfile, ...]:
        """Participations by id with their profiles, of one state if it is given; four queries altogether."""
        return self._with_profiles(self._list(_of_event(event_id, None, state)))

    def list_page(
        self,
        event_id: EventId,
        kind: PartyKind,
        search: ProfileSearch = ALL_PROFILES,
        *,
        other_than: AccountId | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[ParticipationWithProfile]:
        """Registered participants of one kind that ``search`` finds, by id. Investors only by name and organisation.

        ``other_than`` leaves out those that this account attends for.
        """
        query = _of_event(event_id, kind, REGISTERED).order_by(TABLE.c.id)
        if kind is PartyKind.STARTUP:
            query = query.join(StartupRow, StartupRow.id == TABLE.c.startup_id)
            found = find_startups(search)
        else:
            query = query.join(InvestorRow, InvestorRow.id == TABLE.c.investor_id)
            found = find_investors(search, texts=INVESTOR_NAMES)
        if other_than is not None:
            query = query.where(TABLE.c.account_id.is_distinct_from(other_than))
        return self._page(query.where(*found), self._read_entries, number=number, size=size)

    def list_entries_by_ids(
        self, participation_ids: Iterable[ParticipationId]
    ) -> dict[ParticipationId, ParticipationWithProfile]:
        found: dict[ParticipationId, ParticipationWithProfile] = {}
        for batch in batches(sorted(set(participation_ids))):
            entries = self._with_profiles(self._list(select(TABLE).where(TABLE.c.id.in_(batch))))
            found |= {entry.participation.id: entry for entry in entries}
        return found

    def list_entries_for_profiles(
        self,
        *,
        startup_ids: Iterable[StartupId] = (),
        investor_id: InvestorId | None = None,
        event_id: EventId | None = None,
    ) -> tuple[ParticipationWithProfile, ...]:
        """Participations of these profiles in any state, which are the profiles of one actor."""
        whose = or_(
            TABLE.c.startup_id.in_(sorted(startup_ids)),
            false() if investor_id is None else TABLE.c.investor_id == investor_id,
        )
        return self._with_profiles(self._list(select(TABLE).where(whose, *equals(ParticipationRow.event_id, event_id))))

    def list_for_account(self, account_id: AccountId, event_id: EventId) -> tuple[Participation, ...]:
        """Participations in any state that one person attends at an event, and so share a calendar."""
        own = (TABLE.c.account_id == account_id, TABLE.c.event_id == event_id)
        return tuple(self._list(select(TABLE).where(*own)))

    def count_registered(self, event_id: EventId) -> dict[PartyKind, int]:
        """How many startups and investors are registered."""
        query = (
            _of_event(event_id, None, REGISTERED).with_only_columns(TABLE.c.kind, func.count()).group_by(TABLE.c.kind)
        )
        counts = self._count_by(query)
        return {kind: counts.get(kind, 0) for kind in (PartyKind.STARTUP, PartyKind.INVESTOR)}

    def _open(self, event_id: EventId, participation_id: ParticipationId, slot_ids: Iterable[SlotId]) -> None:
        values = [
            {"event_id": event_id, "participation_id": participation_id, "slot_id": slot_id}
            for slot_id in sorted(set(slot_ids))
        ]
        if values:
            self._connection.execute(insert(OPEN_SLOTS), values)

    def _find_one(self, query: Select[Any]) -> Participation | None:
        return next(iter(self._read(self._connection.execute(query).all())), None)

    def _get_one(self, query: Select[Any], participation_id: ParticipationId) -> Participation:
        found = self._find_one(query)
        if found is None:
            raise NotFound("participation_not_found", id=participation_id)
        return found

    def _list(self, query: Select[Any]) -> list[Participation]:
        return self._read(self._connection.execute(query.order_by(TABLE.c.id)).all())

    def _read(self, rows: Sequence[Any]) -> list[Participation]:
        slots: dict[int, set[SlotId]] = defaultdict(set)
        query = select(OPEN_SLOTS.c.participation_id, OPEN_SLOTS.c.slot_id)
        for batch in batches(row.id for row in rows):
            for participation_id, slot_id in self._connection.execute(
                query.where(OPEN_SLOTS.c.participation_id.in_(batch))
            ):
                slots[participation_id].add(SlotId(slot_id))
        return [build(Participation, row, open_slots=frozenset(slots[row.id])) for row in rows]

    def _read_entries(self, rows: Sequence[Any]) -> tuple[ParticipationWithProfile, ...]:
        return self._with_profiles(self._read(rows))

    def _with_profiles(self, participations: Sequence[Participation]) -> tuple[ParticipationWithProfile, ...]:
        startups = StartupRepository(self._connection).list_by_ids(p.startup_id for p in participations if p.startup_id)
        investors = InvestorRepository(self._connection).list_by_ids(
            p.investor_id for p in participations if p.investor_id
        )
        return tuple(
            ParticipationWithProfile(participation=p, profile=_profile_of(p, startups, investors))
            for p in participations
        )


def _profile_of(
    participation: Participation, startups: Mapping[StartupId, Startup], investors: Mapping[InvestorId, Investor]
) -> Startup | Investor:
    if participation.startup_id is not None:
        return startups[participation.startup_id]
    return investors[cast("InvestorId", participation.investor_id)]  # the database checks that one of the two is set


def _of_event(event_id: EventId, kind: PartyKind | None, state: ParticipationState | None) -> Select[Any]:
    of_kind = (*equals(ParticipationRow.kind, kind), *equals(ParticipationRow.state, state))
    return select(TABLE).where(TABLE.c.event_id == event_id, *of_kind)
