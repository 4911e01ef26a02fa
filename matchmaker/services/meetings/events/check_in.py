"""Check-in: the organizers mark each day who was present, several of them at the door, or afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.check_ins import CheckIn, CheckInCount, CheckInEntry, Presence
from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.events import Event, Participation
from matchmaker.domain.ids import EventId, ParticipationId, SlotId
from matchmaker.domain.listings import Page
from matchmaker.domain.local_time import local_day, start_of_day
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDay:
    """A day of an event. Check-in opens at ``opens_at``, its midnight. Its first slot starts at ``begins_at``."""

    day: date
    opens_at: datetime
    begins_at: datetime
    slot_ids: frozenset[SlotId]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInSheet:
    """One day of check-in. ``to_report``: participants with meetings to come, so a disruption can be reported."""

    days: tuple[EventDay, ...]
    day: EventDay
    is_open: bool
    has_begun: bool
    count: CheckInCount
    page: Page[CheckInEntry]
    to_report: frozenset[ParticipationId]


def list_days(event: Event) -> tuple[EventDay, ...]:
    """The days of an event, in order."""
    found: dict[date, list[SlotId]] = {}
    begins: dict[date, datetime] = {}
    for slot in sorted(event.slots, key=lambda it: it.starts_at):
        day = local_day(slot.starts_at)
        found.setdefault(day, []).append(slot.id)
        begins.setdefault(day, slot.starts_at)
    return tuple(
        EventDay(
            day=day,
            opens_at=start_of_day(day),
            begins_at=begins[day],
            slot_ids=frozenset(slot_ids),
        )
        for day, slot_ids in found.items()
    )


def choose_day(days: Sequence[EventDay], now: datetime, wanted: date | None = None) -> EventDay:
    """The ``wanted`` day, else the last day that has opened, else the first."""
    if not days:
        raise NotFound("event_not_found")
    chosen = [it for it in days if it.day == wanted]
    opened = [it for it in days if it.opens_at <= now]
    return (chosen or opened[-1:] or days[:1])[0]


def get_check_in_sheet(
    context: Context,
    actor: Actor,
    event_id: EventId,
    *,
    day: date | None = None,
    search: str = "",
    kind: PartyKind | None = None,
    presence: Presence | None = None,
    is_unmarked: bool = False,
    page: int = 1,
) -> CheckInSheet:
    """A page of the participants expected on a day with their presence; filters: words, side and presence."""
    require(permissions.can_organize(actor))
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        days = list_days(unit.events.get(event_id))
        chosen = choose_day(days, now, day)
        count = unit.check_ins.count(event_id, chosen.day, slot_ids=chosen.slot_ids)
        found = unit.check_ins.list_page(
            event_id,
            chosen.day,
            slot_ids=chosen.slot_ids,
            search=search,
            kind=kind,
            presence=presence,
            is_open=is_unmarked,
            number=page,
        )
        to_report = _list_with_meetings_ahead(unit, event_id, now) if chosen.day == local_day(now) else frozenset()
    return CheckInSheet(
        days=days,
        day=chosen,
        is_open=chosen.opens_at <= now,
        has_begun=chosen.begins_at <= now,
        count=count,
        page=found,
        to_report=to_report,
    )


def _list_with_meetings_ahead(unit: UnitOfWork, event_id: EventId, now: datetime) -> frozenset[ParticipationId]:
    """Participants with a published meeting still to come."""
    published = unit.timetables.find_published(event_id)
    slots_ahead = {it.id for it in unit.events.get(event_id).slots if it.starts_at > now}
    meetings = [it for it in published.meetings if it.slot_id in slots_ahead] if published else []
    return frozenset(key for it in meetings for key in (it.startup_participation_id, it.investor_participation_id))


def mark_presence(
    context: Context,
    actor: Actor,
    event_id: EventId,
    participation_id: ParticipationId,
    *,
    day: date,
    presence: Presence | None,
) -> None:
    """Mark a participant as present or absent on a day. None removes the mark.

    A person who takes part on both sides is marked on both. The last mark counts; the same mark again changes nothing.
    """
    require(permissions.can_organize(actor))
    with context.begin(actor) as case:
        _require_open(case, event_id, day)
        own = case.unit.participations.get(participation_id)
        if own.event_id != event_id:
            raise NotFound("participation_not_found")
        for participation in _lock_person(case.unit, own):
            _mark(case, participation, day=day, presence=presence, is_requested=participation.id == own.id)
        case.unit.commit()


def mark_rest_absent(context: Context, actor: Actor, event_id: EventId, *, day: date) -> int:
    """Mark everybody who is expected on a day and has no mark as absent. Returns how many.

    Raises StateConflict ``event_day_not_begun`` before the first slot of the day.
    """
    require(permissions.can_organize(actor))
    with context.begin(actor) as case:
        chosen = _require_open(case, event_id, day)
        if chosen.begins_at > case.now:
            raise StateConflict("event_day_not_begun", deadline=chosen.begins_at)
        marked = case.unit.check_ins.mark_rest(event_id, day, slot_ids=chosen.slot_ids, at=case.now)
        if marked:
            after = {"day": day.isoformat(), "people": marked}
            record_audit(case, action="check_in.mark_rest", kind="event", subject=event_id, after=after)
        case.unit.commit()
    return marked


def _require_open(case: UseCase[Actor | None], event_id: EventId, day: date) -> EventDay:
    chosen = next((it for it in list_days(case.unit.events.get(event_id)) if it.day == day), None)
    if chosen is None:
        raise Invalid("invalid_fields", fields={"day": "unknown_value"})
    if chosen.opens_at > case.now:
        raise StateConflict("check_in_not_open", deadline=chosen.opens_at)
    return chosen


def _lock_person(unit: UnitOfWork, own: Participation) -> list[Participation]:
    """The participation and those of the same account at the event, locked in order of id."""
    of_account = unit.participations.list_for_account(own.account_id, own.event_id) if own.account_id else ()
    return [unit.participations.get_for_update(it) for it in sorted({own.id, *(other.id for other in of_account)})]


def _mark(
    case: UseCase[Actor], own: Participation, *, day: date, presence: Presence | None, is_requested: bool
) -> None:
    """Mark one participation. If it is not registered any more, only an existing mark can be changed."""
    before = case.unit.check_ins.find(own.id, day)
    if own.state is not ParticipationState.REGISTERED and before is None:
        if is_requested:
            raise StateConflict("not_registered")
        return
    if (before.presence if before else None) is presence:
        return
    if presence is None:
        case.unit.check_ins.remove(own.id, day)
    else:
        check_in = CheckIn(participation_id=own.id, day=day, presence=presence, marked_at=case.now)
        case.unit.check_ins.put(own.event_id, check_in)
    record_audit(
        case,
        action="check_in.mark" if presence else "check_in.undo",
        kind="participation",
        subject=own.id,
        before={"presence": before.presence.value} if before else None,
        after={"day": day.isoformat(), **({"presence": presence.value} if presence else {})},
    )
