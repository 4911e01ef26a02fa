"""Events in storage, with their slots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.events import DEFAULT_RULES, Event, EventRules, Slot, SlotDraft
from matchmaker.domain.ids import EventId, SlotId
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.tables import EventRow, LostTableRow, SlotRow

TABLE = table_of(EventRow)
SLOTS = table_of(SlotRow)
LOST_TABLES = table_of(LostTableRow)


class EventRepository(Repository):
    def add(
        self,
        *,
        name: str,
        venue: str,
        registration_deadline: datetime,
        wish_deadline: datetime,
        is_demo: bool = False,
        rules: EventRules = DEFAULT_RULES,
        slots: Iterable[SlotDraft] = (),
    ) -> EventId:
        values = {
            "name": name,
            "venue": venue,
            "registration_deadline": registration_deadline,
            "wish_deadline": wish_deadline,
            "is_demo": is_demo,
            **values_of(rules, EventRules),
        }
        event_id = EventId(self._add(EventRow, values))
        self.add_slots(event_id, slots)
        return event_id

    def add_slots(self, event_id: EventId, slots: Iterable[SlotDraft]) -> list[SlotId]:
        """Ids of the new slots, in the order of ``slots``. Raise StateConflict ``slot_taken`` if two start together."""
        values = [{"event_id": event_id, **values_of(slot, SlotDraft)} for slot in slots]
        return [SlotId(slot_id) for slot_id in self._add_many(SlotRow, values)]

    def remove_slots(self, event_id: EventId, slot_ids: Iterable[SlotId]) -> None:
        """Remove slots with everything in them: opened times of participants, and meetings."""
        for batch in batches(sorted(slot_ids)):
            self._connection.execute(delete(SLOTS).where(SLOTS.c.event_id == event_id, SLOTS.c.id.in_(batch)))

    def set_tables(self, event_id: EventId, tables: Mapping[SlotId, int]) -> None:
        """Set the number of tables of these slots."""
        for slot_id, number in tables.items():
            slot = (SLOTS.c.event_id == event_id, SLOTS.c.id == slot_id)
            self._connection.execute(update(SLOTS).where(*slot).values(tables=number))

    def mark_table_lost(self, event_id: EventId, table: int, slot_ids: Iterable[SlotId]) -> None:
        """Record that a table, counted from 1, cannot be used in these slots."""
        lost = self.list_lost_tables(event_id)
        values = [
            {"event_id": event_id, "slot_id": it, "table_number": table} for it in slot_ids if (it, table) not in lost
        ]
        self._add_many(LostTableRow, values)

    def list_lost_tables(self, event_id: EventId) -> frozenset[tuple[SlotId, int]]:
        """Slots with their unusable tables, counted from 1."""
        rows = self._connection.execute(
            select(LOST_TABLES.c.slot_id, LOST_TABLES.c.table_number).where(LOST_TABLES.c.event_id == event_id)
        )
        return frozenset((SlotId(row.slot_id), row.table_number) for row in rows)

    def find(self, event_id: EventId) -> Event | None:
        return next(iter(self._read(self._connection.execute(select(TABLE).where(TABLE.c.id == event_id)).all())), None)

    def get(self, event_id: EventId) -> Event:
        found = self.find(event_id)
        if found is None:
            raise NotFound("event_not_found", id=event_id)
        return found

    def get_for_update(self, event_id: EventId) -> Event:
        """The event, locked until the unit ends. Planners and publishers of one event work one after the other."""
        self._connection.execute(self._locked(select(TABLE.c.id).where(TABLE.c.id == event_id)))
        return self.get(event_id)

    def save(self, event: Event) -> None:
        """Save everything but the slots."""
        values = values_of(event, Event, leave_out={"id", "slots"})
        if self._connection.execute(update(TABLE).where(TABLE.c.id == event.id).values(**values)).rowcount == 0:
            raise NotFound("event_not_found", id=event.id)

    def list_all(self) -> tuple[Event, ...]:
        """All events, newest first."""
        return tuple(self._read(self._connection.execute(select(TABLE).order_by(TABLE.c.id.desc())).all()))

    def _read(self, rows: Sequence[Any]) -> list[Event]:
        slots: dict[int, list[Slot]] = defaultdict(list)
        query = select(SLOTS).where(SLOTS.c.event_id.in_([row.id for row in rows])).order_by(SLOTS.c.starts_at)
        for row in self._connection.execute(query):
            slots[row.event_id].append(build(Slot, row))
        return [build(Event, row, slots=tuple(slots[row.id])) for row in rows]
