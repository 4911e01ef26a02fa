"""A timetable for the organizer: slots × tables, unmet wishes with names, and people below the fairness floor."""

from collections import Counter
from collections.abc import Mapping, Sequence

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import FAIRNESS_FLOOR, Event, Wish
from matchmaker.domain.ids import EventId, InvestorId, ParticipationId, StartupId, TimetableId
from matchmaker.domain.listings import ParticipationWithProfile
from matchmaker.domain.timetables import Meeting, Timetable, UnmetWish
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.meetings.timetables.views import (
    GridCell,
    PersonBelowFloor,
    SlotGridRow,
    TimetableView,
    UnmetView,
)
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require

Entries = Mapping[ParticipationId, ParticipationWithProfile]


def list_timetables(context: Context, actor: Actor, event_id: EventId) -> tuple[Timetable, ...]:
    """Versions of an event, the newest first, without their meetings."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        unit.events.get(event_id)
        return unit.timetables.list_for_event(event_id)


def list_attending(context: Context, actor: Actor, event_id: EventId) -> tuple[ParticipationWithProfile, ...]:
    """Registered participants, sorted by name."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        entries = unit.participations.list_entries(event_id, state=ParticipationState.REGISTERED)
    return tuple(sorted(entries, key=lambda it: (it.profile.name, it.participation.id)))


def list_names(context: Context, actor: Actor, event_id: EventId) -> tuple[tuple[ParticipationId, str], ...]:
    """Ids and names of registered participants, sorted by name."""
    return tuple((it.participation.id, it.profile.name) for it in list_attending(context, actor, event_id))


def get_timetable(context: Context, actor: Actor, timetable_id: TimetableId) -> TimetableView:
    """One version as a grid."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        timetable = unit.timetables.get(timetable_id)
        event = unit.events.get(timetable.event_id)
        everybody = unit.participations.list_entries(timetable.event_id, state=None)
        wishes = unit.wishes.list_for_event(timetable.event_id)
    entries = {entry.participation.id: entry for entry in everybody}
    rows = _make_rows(event, timetable.meetings, entries)
    unmet = name_unmet(timetable.unmet, entries, wishes)
    return TimetableView(
        timetable=timetable,
        event=event,
        rows=rows,
        tables=max((len(row.cells) for row in rows), default=0),
        unmet=unmet,
        below_floor=_list_below_floor(timetable, entries, unmet),
    )


def _make_rows(event: Event, meetings: Sequence[Meeting], entries: Entries) -> tuple[SlotGridRow, ...]:
    """Every slot with its tables, and with the tables of the plan if there were more at that time."""
    cells = {(meeting.slot_id, meeting.table): _make_cell(meeting, entries) for meeting in meetings}
    tables = {slot.id: slot.tables for slot in event.slots}
    for slot_id, table in cells:
        tables[slot_id] = max(tables[slot_id], table)
    return tuple(
        SlotGridRow(slot=slot, cells=tuple(cells.get((slot.id, table)) for table in range(1, tables[slot.id] + 1)))
        for slot in event.slots
    )


def _make_cell(meeting: Meeting, entries: Entries) -> GridCell:
    startup = entries[meeting.startup_participation_id]
    investor = entries[meeting.investor_participation_id]
    return GridCell(
        startup_id=StartupId(startup.profile.id),
        startup=startup.profile.name,
        investor_id=InvestorId(investor.profile.id),
        investor=investor.profile.name,
        origin=meeting.origin,
        startup_state=startup.participation.state,
        investor_state=investor.participation.state,
    )


def name_unmet(unmet: Sequence[UnmetWish], entries: Entries, wishes: Sequence[Wish]) -> tuple[UnmetView, ...]:
    """Unmet wishes with names, the highest rank of each wisher first. The data name people who block them."""
    ranks = {(wish.wisher_id, wish.wished_id): wish.rank for wish in wishes}
    views = [
        UnmetView(
            wisher_id=wish.wisher_id,
            wisher=entries[wish.wisher_id].profile.name,
            wished_id=wish.wished_id,
            wished=entries[wish.wished_id].profile.name,
            rank=ranks.get((wish.wisher_id, wish.wished_id)),
            code=wish.code,
            data=_name_data(wish.data, entries),
            is_proven=wish.is_proven,
        )
        for wish in unmet
    ]
    return tuple(sorted(views, key=lambda it: (it.wisher, it.wisher_id, it.rank or 0)))


def _name_data(data: Mapping[str, object], entries: Entries) -> dict[str, object]:
    """The data with a name for each id of a participation: ``who`` for ``who_id``."""
    names = {
        key.removesuffix("_id"): entries[ParticipationId(value)].profile.name
        for key, value in data.items()
        if key.endswith("who_id") and isinstance(value, int) and value in entries
    }
    return {**data, **names}


def _list_below_floor(
    timetable: Timetable, entries: Entries, unmet: Sequence[UnmetView]
) -> tuple[PersonBelowFloor, ...]:
    """People below the fairness floor, each once, with the names of all their roles."""
    meeting_counts = Counter(
        participation_id
        for meeting in timetable.meetings
        for participation_id in (meeting.startup_participation_id, meeting.investor_participation_id)
    )
    people = []
    for participation_id in timetable.quality.short:
        roles = _list_roles(participation_id, entries)
        person = PersonBelowFloor(
            participation_id=participation_id,
            name=" · ".join(entries[it].profile.name for it in roles),
            meetings=sum(meeting_counts[it] for it in roles),
            floor=FAIRNESS_FLOOR,
            unmet=tuple(it for it in unmet if it.wisher_id in roles),
        )
        people.append(person)
    return tuple(sorted(people, key=lambda it: (it.meetings, it.participation_id)))


def _list_roles(participation_id: ParticipationId, entries: Entries) -> tuple[ParticipationId, ...]:
    """The participation and the registered ones that share its calendar."""
    account_id = entries[participation_id].participation.account_id
    of_account = (it.participation for it in entries.values() if account_id is not None)
    registered = {
        it.id for it in of_account if it.account_id == account_id and it.state is ParticipationState.REGISTERED
    }
    return tuple(sorted(registered | {participation_id}))
