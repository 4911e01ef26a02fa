"""Check-ins in storage: one for a participant and a day; the last one counts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, exists, false, func, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.domain.check_ins import CheckIn, CheckInCount, CheckInEntry, Presence
from matchmaker.domain.ids import EventId, ParticipationId, SlotId
from matchmaker.domain.listings import Page
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.repositories.participations import ParticipationRepository
from matchmaker.storage.tables import CheckInRow, InvestorRow, ParticipationRow, ParticipationSlotRow, StartupRow

TABLE = table_of(CheckInRow)
PARTICIPATIONS = table_of(ParticipationRow)
PAGE = 50
"""Participants on a page. At the door one searches for a name, and scrolls rather than turns pages."""


class CheckInRepository(Repository):
    def put(self, event_id: EventId, check_in: CheckIn) -> None:
        """Save a check-in. It replaces the earlier one."""
        change = {"presence": check_in.presence, "marked_at": check_in.marked_at}
        self._put(CheckInRow, {"event_id": event_id, **values_of(check_in, CheckIn)}, change=change)

    def remove(self, participation_id: ParticipationId, day: date) -> None:
        """Remove a check-in."""
        own = (TABLE.c.participation_id == participation_id, TABLE.c.day == day)
        self._connection.execute(delete(TABLE).where(*own))

    def find(self, participation_id: ParticipationId, day: date) -> CheckIn | None:
        query = select(TABLE).where(TABLE.c.participation_id == participation_id, TABLE.c.day == day)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else build(CheckIn, row)

    def list_for_event(self, event_id: EventId) -> tuple[CheckIn, ...]:
        """All check-ins of an event, by participation and day."""
        query = select(TABLE).where(TABLE.c.event_id == event_id).order_by(TABLE.c.participation_id, TABLE.c.day)
        return tuple(build(CheckIn, row) for row in self._connection.execute(query))

    def mark_rest(self, event_id: EventId, day: date, *, slot_ids: Collection[SlotId], at: datetime) -> int:
        """Check in as absent everybody who is expected on a day and has no check-in; return their number.

        A check-in that another unit adds meanwhile stays.
        """
        columns = {"day": day, "presence": Presence.ABSENT, "marked_at": at}
        values = [literal(value, TABLE.c[name].type).label(name) for name, value in columns.items()]
        rest = select(PARTICIPATIONS.c.id, PARTICIPATIONS.c.event_id, *values).where(
            PARTICIPATIONS.c.event_id == event_id,
            PARTICIPATIONS.c.state == ParticipationState.REGISTERED,
            _is_expected(slot_ids),
            ~exists().where(TABLE.c.participation_id == PARTICIPATIONS.c.id, TABLE.c.day == day),
        )
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        statement = (
            dialect.insert(TABLE).from_select(["participation_id", "event_id", *columns], rest).on_conflict_do_nothing()
        )
        return len(self._connection.execute(statement.returning(TABLE.c.participation_id)).all())

    def count(self, event_id: EventId, day: date, *, slot_ids: Collection[SlotId]) -> CheckInCount:
        """How many are present on a day, absent, and expected without a check-in."""
        query = _of_day(event_id, day, slot_ids).with_only_columns(
            *(func.count(case((TABLE.c.presence == it, 1))) for it in Presence),
            func.count(case((and_(TABLE.c.presence.is_(None), _is_expected(slot_ids)), 1))),
        )
        there, away, open_ = self._connection.execute(query).one()
        return CheckInCount(present=there, absent=away, unmarked=open_)

    def list_page(
        self,
        event_id: EventId,
        day: date,
        *,
        slot_ids: Collection[SlotId],
        search: str = "",
        kind: PartyKind | None = None,
        presence: Presence | None = None,
        is_open: bool = False,
        number: int = 1,
        size: int = PAGE,
    ) -> Page[CheckInEntry]:
        """Participants of a day by name or organisation: expected ones first, then by name.

        ``presence`` leaves those with this check-in, ``is_open`` those who are expected and have none.
        """
        query = (
            _of_day(event_id, day, slot_ids)
            .outerjoin(StartupRow, StartupRow.id == PARTICIPATIONS.c.startup_id)
            .outerjoin(InvestorRow, InvestorRow.id == PARTICIPATIONS.c.investor_id)
            .where(
                *matches(search, StartupRow.name, InvestorRow.name, InvestorRow.organisation),
                *equals(ParticipationRow.kind, kind),
                *([TABLE.c.presence == presence] if presence else []),
                *([TABLE.c.presence.is_(None), _is_expected(slot_ids)] if is_open else []),
            )
            .order_by(
                _is_expected(slot_ids).desc(), func.coalesce(StartupRow.name, InvestorRow.name), PARTICIPATIONS.c.id
            )
        )
        return self._page(query, self._read_entries, number=number, size=size)

    def _read_entries(self, rows: Sequence[Any]) -> tuple[CheckInEntry, ...]:
        entries = ParticipationRepository(self._connection).list_entries_by_ids(row.id for row in rows)
        found = ((entries[row.id], row) for row in rows)
        return tuple(
            CheckInEntry(
                participation=entry.participation,
                profile=entry.profile,
                presence=row.presence,
                is_expected=bool(row.is_expected),
            )
            for entry, row in found
        )


def _of_day(event_id: EventId, day: date, slot_ids: Collection[SlotId]) -> Select[Any]:
    """Registered participants, and those with a check-in of the day."""
    is_same = and_(TABLE.c.participation_id == PARTICIPATIONS.c.id, TABLE.c.day == day)
    return (
        select(PARTICIPATIONS.c.id, TABLE.c.presence, _is_expected(slot_ids).label("is_expected"))
        .select_from(PARTICIPATIONS)
        .outerjoin(TABLE, is_same)
        .where(PARTICIPATIONS.c.event_id == event_id)
        .where(or_(PARTICIPATIONS.c.state == ParticipationState.REGISTERED, TABLE.c.presence.is_not(None)))
    )


def _is_expected(slot_ids: Collection[SlotId]) -> ColumnElement[bool]:
    """The participant has opened one of these slots."""
    if not slot_ids:
        return false()
    own = ParticipationSlotRow.participation_id == PARTICIPATIONS.c.id
    return exists().where(own, ParticipationSlotRow.slot_id.in_(sorted(slot_ids)))
