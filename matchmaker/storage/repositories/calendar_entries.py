"""Calendar entries of published meetings. Each pair at an event has one entry, which is never deleted."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from matchmaker.domain.calendar_entries import MeetingCalendarEntry
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.tables import CalendarEntryRow

TABLE = table_of(CalendarEntryRow)


class CalendarEntryRepository(Repository):
    def save(self, entry: MeetingCalendarEntry) -> None:
        """Save ``entry``. It replaces the earlier entry of its pair."""
        values = values_of(entry, MeetingCalendarEntry, leave_out={"table"}) | {"table_number": entry.table}
        self._put(CalendarEntryRow, values, change=values)

    def list_for_event(self, event_id: EventId) -> tuple[MeetingCalendarEntry, ...]:
        return _read(self._connection.execute(select(TABLE).where(TABLE.c.event_id == event_id)).all())

    def list_for_participations(self, participation_ids: Iterable[ParticipationId]) -> tuple[MeetingCalendarEntry, ...]:
        """Entries of the participations' meetings, in order of time."""
        found: dict[Any, MeetingCalendarEntry] = {}
        for batch in batches(sorted(set(participation_ids))):
            own = or_(TABLE.c.startup_participation_id.in_(batch), TABLE.c.investor_participation_id.in_(batch))
            found |= {it.pair: it for it in _read(self._connection.execute(select(TABLE).where(own)).all())}
        return tuple(sorted(found.values(), key=lambda it: (it.starts_at, it.pair)))


def _read(rows: Sequence[Any]) -> tuple[MeetingCalendarEntry, ...]:
    return tuple(build(MeetingCalendarEntry, row, table=row.table_number) for row in rows)
