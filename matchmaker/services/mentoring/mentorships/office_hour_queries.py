"""Office hours to look at: a mentor's own with who comes and why, those a founder can book, those a founder booked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import MentorId, OfficeHourId
from matchmaker.domain.office_hours import HourEntry, HourState, can_cancel
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require

LOOK_BACK = timedelta(days=30)
"""How long a slot that is over stays on one's list."""

MOST_SHOWN = 200
"""Slots on the page of all that can be booked."""

SHOWN_STATES = frozenset({HourState.OFFERED, HourState.BOOKED, HourState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class HourView:
    """A slot as its mentor, its booker or somebody who may book it sees it; ``cancel_until`` is the booker's limit."""

    entry: HourEntry
    is_past: bool
    can_cancel: bool
    cancel_until: datetime


def list_mentor_hours(context: Context, actor: Actor, mentor_id: MentorId) -> list[HourView]:
    """A mentor's slots of the last month and to come, with who booked them and why."""
    require(actor.mentor_id == mentor_id or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.office_hours.list_for_mentor(mentor_id, since=context.now() - LOOK_BACK, states=SHOWN_STATES)
    return [_view(context, it, PartyKind.MENTOR) for it in found]


def list_own_bookings(context: Context, actor: Actor) -> list[HourView]:
    """What the actor's startups booked, of the last month and to come."""
    with context.open_unit(readonly=True) as unit:
        since = context.now() - LOOK_BACK
        found = unit.office_hours.list_booked(actor.startup_ids, since=since, states=SHOWN_STATES)
    return [_view(context, it, PartyKind.STARTUP) for it in found]


def list_open_hours(context: Context, actor: Actor) -> list[HourEntry]:
    """Slots that can be booked, of all mentors but oneself, the earliest first."""
    require(permissions.can_browse_profiles(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.office_hours.list_offered(since=context.now(), most=MOST_SHOWN)
    return [it for it in found if it.mentor.id != actor.mentor_id and it.hour.starts_at > context.now()]


def get_hour(context: Context, actor: Actor, hour_id: OfficeHourId) -> HourView:
    """A slot that the actor offers, booked, or can book."""
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
