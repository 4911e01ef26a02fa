"""Office hours for reading: a mentor's own with their bookings, those a founder can book, and those booked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import MentorId, OfficeHourId
from matchmaker.domain.office_hours import HourEntry, HourState, can_cancel
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.notify.calendars import IcsEvent, make_calendar_file
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require

LOOK_BACK = timedelta(days=30)
"""How long a past slot stays on a person's list."""

MAX_SHOWN = 200
"""Most slots on the page of all slots that can be booked."""

SHOWN_STATES = frozenset({HourState.OFFERED, HourState.BOOKED, HourState.CANCELLED})

CANCELLED_STATES = frozenset({HourState.CANCELLED, HourState.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class HourView:
    """A slot as its mentor, its booker or a possible booker sees it. The booker may cancel until ``cancel_until``."""

    entry: HourEntry
    is_past: bool
    can_cancel: bool
    cancel_until: datetime


def list_mentor_hours(context: Context, actor: Actor, mentor_id: MentorId) -> list[HourView]:
    """A mentor's slots of the last month and of the future, with bookers and their reasons."""
    require(actor.mentor_id == mentor_id or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.office_hours.list_for_mentor(mentor_id, since=context.now() - LOOK_BACK, states=SHOWN_STATES)
    return [_view(context, it, PartyKind.MENTOR) for it in found]


def list_own_bookings(context: Context, actor: Actor) -> list[HourView]:
    """Slots that the actor's startups booked, of the last month and of the future."""
    with context.open_unit(readonly=True) as unit:
        since = context.now() - LOOK_BACK
        found = unit.office_hours.list_booked(actor.startup_ids, since=since, states=SHOWN_STATES)
    return [_view(context, it, PartyKind.STARTUP) for it in found]


def list_open_hours(context: Context, actor: Actor) -> list[HourEntry]:
    """Slots that can be booked, the earliest first, without the actor's own."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.office_hours.list_offered(since=context.now(), most=MAX_SHOWN)
    return [it for it in found if it.mentor.id != actor.mentor_id and it.hour.starts_at > context.now()]


def get_hour(context: Context, actor: Actor, hour_id: OfficeHourId) -> HourView:
    """A slot that the actor offers, has booked, or can book. NotFound for all others."""
    with context.open_unit(readonly=True) as unit:
        entry = unit.office_hours.get_entry(hour_id)
    is_mentor = actor.mentor_id == entry.mentor.id
    is_booker = entry.booking is not None and entry.booking.startup_id in actor.startup_ids
    if not (is_mentor or is_booker or entry.hour.state is HourState.OFFERED):
        raise NotFound("hour_not_found", id=hour_id)
    return _view(context, entry, PartyKind.MENTOR if is_mentor else PartyKind.STARTUP)


def _view(context: Context, entry: HourEntry, side: PartyKind) -> HourView:
    notice = timedelta(hours=context.settings.booking_notice_hours)
    return HourView(
        entry=entry,
        is_past=entry.hour.ends_at <= context.now(),
        can_cancel=can_cancel(entry.hour, side, context.now(), notice=notice),
        cancel_until=entry.hour.starts_at - notice,
    )


def export_calendar(
    context: Context, actor: Actor, hour_id: OfficeHourId, *, hour_title: Callable[[HourEntry], str]
) -> bytes:
    """The slot as .ics. ``hour_title`` gives its title in the reader's language.

    A later file of the same slot replaces the earlier entry.
    """
    entry = get_hour(context, actor, hour_id).entry
    title = hour_title(entry)
    return make_calendar_file([to_calendar(entry, title)], name=title, now=context.now())


def to_calendar(entry: HourEntry, title: str) -> IcsEvent:
    """The calendar entry of a slot. Its ``uid`` never changes; its ``sequence`` grows with every change."""
    return IcsEvent(
        uid=f"office-hour-{entry.hour.id}@matchmaker",
        sequence=entry.hour.sequence,
        starts_at=entry.hour.starts_at,
        ends_at=entry.hour.ends_at,
        summary=title,
        location=entry.hour.place,
        description=entry.booking.reason if entry.booking else "",
        is_cancelled=entry.hour.state in CANCELLED_STATES,
    )
