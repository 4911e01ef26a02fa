"""Changing an event.

Name, place and deadlines can always change. Slots and tables can change if no published meeting is in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.events import Event, EventRules, SlotDraft
from matchmaker.domain.ids import EventId, SlotId
from matchmaker.domain.timetables import Timetable
from matchmaker.services.meetings.events.event_list import check_event, check_rules
from matchmaker.services.meetings.timetables.views import SlotUse
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices.meeting_notices import sync_calendar_entries
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotChanges:
    """Changes of slots: ``tables`` of slots that stay, slots to remove, slots to add."""

    tables: Mapping[SlotId, int] = field(default_factory=dict)
    removed: frozenset[SlotId] = frozenset()
    added: Sequence[SlotDraft] = ()


def list_slot_uses(context: Context, actor: Actor, event_id: EventId) -> tuple[SlotUse, ...]:
    """The slots of an event with their use by the published timetable."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        event = unit.events.get(event_id)
        return _count_uses(event, unit.timetables.find_published(event_id))


def _count_uses(event: Event, published: Timetable | None) -> tuple[SlotUse, ...]:
    tables: dict[SlotId, list[int]] = {slot.id: [] for slot in event.slots}
    for meeting in published.meetings if published else ():
        tables[meeting.slot_id].append(meeting.table)
    return tuple(
        SlotUse(slot=slot, meetings=len(tables[slot.id]), last_table=max(tables[slot.id], default=0))
        for slot in event.slots
    )


def edit_event(
    context: Context,
    actor: Actor,
    event_id: EventId,
    *,
    name: str,
    venue: str,
    registration_deadline: datetime,
    wish_deadline: datetime,
    slots: SlotChanges,
    rules: EventRules | None = None,
) -> None:
    """Change an event. Without ``rules`` the rules stay. Open slots of participants stay open; new slots are closed.

    Raises StateConflict ``slot_in_use`` or ``table_in_use`` if a published meeting is in what would be removed.
    """
    require(permissions.can_organize(actor))
    with context.begin(actor) as case:
        before = case.unit.events.get_for_update(event_id)
        _check_slots(before, slots)
        after = replace(
            before,
            name=name.strip(),
            venue=venue.strip(),
            registration_deadline=registration_deadline,
            wish_deadline=wish_deadline,
            **({} if rules is None else _values(rules)),
        )
        check_rules(after)
        check_event(after, _list_remaining(before, slots))
        _check_unused(_count_uses(before, case.unit.timetables.find_published(event_id)), slots)
        case.unit.events.save(after)
        _save_slots(case.unit, event_id, slots)
        _record(case, before=before, after=case.unit.events.get(event_id))
        sync_calendar_entries(case, event_id)
        case.unit.commit()


def _values(rules: EventRules) -> dict[str, Any]:
    return {it.name: getattr(rules, it.name) for it in fields(EventRules)} | {"contact": rules.contact.strip()}


def _check_slots(event: Event, slots: SlotChanges) -> None:
    if not {*slots.tables, *slots.removed} <= {slot.id for slot in event.slots}:
        raise Invalid("invalid_fields", fields={"slots": "unknown_value"})


def _check_unused(uses: Sequence[SlotUse], slots: SlotChanges) -> None:
    for use in uses:
        when = use.slot.starts_at
        if use.slot.id in slots.removed and use.meetings:
            raise StateConflict("slot_in_use", when=when, count=use.meetings)
        if use.slot.id not in slots.removed and slots.tables.get(use.slot.id, use.slot.tables) < use.last_table:
            raise StateConflict("table_in_use", when=when, table=use.last_table)


def _list_remaining(event: Event, slots: SlotChanges) -> list[SlotDraft]:
    """The slots after the change, in order of time."""
    remaining = [
        SlotDraft(starts_at=slot.starts_at, ends_at=slot.ends_at, tables=slots.tables.get(slot.id, slot.tables))
        for slot in event.slots
        if slot.id not in slots.removed
    ]
    return sorted([*remaining, *slots.added], key=lambda slot: slot.starts_at)


def _save_slots(unit: UnitOfWork, event_id: EventId, slots: SlotChanges) -> None:
    unit.events.remove_slots(event_id, slots.removed)
    unit.events.set_tables(
        event_id, {slot: tables for slot, tables in slots.tables.items() if slot not in slots.removed}
    )
    unit.events.add_slots(event_id, slots.added)


def _record(case: UseCase[Actor], *, before: Event, after: Event) -> None:
    """Record the values that changed in the audit log."""
    old, new = _audit_values(before), _audit_values(after)
    changed = [key for key in new if new[key] != old[key]]
    record_audit(
        case,
        action="event.edit",
        kind="event",
        subject=after.id,
        before={key: old[key] for key in changed},
        after={key: new[key] for key in changed},
    )


def _audit_values(event: Event) -> dict[str, object]:
    return {
        "name": event.name,
        "venue": event.venue,
        "registration_deadline": event.registration_deadline.isoformat(),
        "wish_deadline": event.wish_deadline.isoformat(),
        "slots": len(event.slots),
        "seats": sum(slot.tables for slot in event.slots),
    }
