"""An office hour as a calendar file; a later file of the same slot replaces the earlier entry."""

from collections.abc import Callable

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import OfficeHourId
from matchmaker.domain.office_hours import HourEntry, HourState
from matchmaker.notify.calendars import IcsEvent, make_calendar_file
from matchmaker.services.mentoring.mentorships.office_hour_queries import get_hour
from matchmaker.services.platform.context import Context

CANCELLED = frozenset({HourState.CANCELLED, HourState.WITHDRAWN})


def export_calendar(
    context: Context, actor: Actor, hour_id: OfficeHourId, *, hour_title: Callable[[HourEntry], str]
) -> bytes:
    """The slot as .ics; ``hour_title`` gives its title in the reader's language."""
    entry = get_hour(context, actor, hour_id).entry
    title = hour_title(entry)
    return make_calendar_file([to_calendar(entry, title)], name=title, now=context.now())


def to_calendar(entry: HourEntry, title: str) -> IcsEvent:
    """The calendar entry of a slot: the same ``uid`` for its life, a ``sequence`` that grows with every change."""
    return IcsEvent(
        uid=f"office-hour-{entry.hour.id}@matchmaker",
        sequence=entry.hour.sequence,
        starts_at=entry.hour.starts_at,
        ends_at=entry.hour.ends_at,
        summary=title,
        location=entry.hour.place,
        description=entry.booking.reason if entry.booking else "",
        is_cancelled=entry.hour.state in CANCELLED,
    )
