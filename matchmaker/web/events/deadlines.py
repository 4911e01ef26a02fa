"""Days and deadlines of an event, in the time zone of Shanghai."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext, ngettext

from matchmaker.domain.events import Event, Slot, is_open
from matchmaker.domain.local_time import local_day

SOON = timedelta(days=3)
"""A deadline within this time is highlighted: who visits twice a week still sees it once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline and the text for the remaining time. ``is_soon`` highlights it."""

    name: str
    at: datetime
    left: str
    is_open: bool
    is_soon: bool


def sort_upcoming_first(events: Iterable[Event], now: datetime) -> list[Event]:
    """Future events with the next one first, then past events with the latest first.

    An event is past when its last slot has ended. One without slots is still in the future.
    """
    coming: list[tuple[datetime, Event]] = []
    past: list[tuple[datetime, Event]] = []
    waiting: list[Event] = []
    for event in events:
        if not event.slots:
            waiting.append(event)
            continue
        ends = max(slot.ends_at for slot in event.slots)
        (coming if ends > now else past).append((min(slot.starts_at for slot in event.slots), event))
    coming.sort(key=lambda it: it[0])
    past.sort(key=lambda it: it[0], reverse=True)
    return [*(event for _, event in coming), *waiting, *(event for _, event in past)]


def list_deadlines(event: Event, now: datetime) -> list[Deadline]:
    """The deadlines of an event in order of time."""
    return [
        _make_deadline(gettext("Registration"), event.registration_deadline, now),
        _make_deadline(gettext("Wishes"), event.wish_deadline, now),
    ]


def _make_deadline(name: str, at: datetime, now: datetime) -> Deadline:
    still = is_open(at, now)
    return Deadline(
        name=name, at=at, left=describe_time_left(at - now), is_open=still, is_soon=still and at - now < SOON
    )


def describe_time_left(left: timedelta) -> str:
    """The remaining time as text: days and hours, on the last day hours and minutes."""
    if left <= timedelta(0):
        return gettext("closed")
    minutes = max(1, int(left.total_seconds() // 60))
    days, hours, minutes = minutes // (24 * 60), minutes // 60 % 24, minutes % 60
    parts = [
        ngettext("%(num)s day", "%(num)s days", days) if days else "",
        ngettext("%(num)s hour", "%(num)s hours", hours) if hours else "",
        ngettext("%(num)s minute", "%(num)s minutes", minutes) if minutes and not days else "",
    ]
    return gettext("%(time)s left", time=gettext(" ").join(it for it in parts if it))


def day_of(slot: Slot) -> date:
    """The day of a slot in the time zone of Shanghai."""
    return local_day(slot.starts_at)


def group_by_day(slots: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    """Slots in order of time, grouped by day."""
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    return [(day, list(of_day)) for day, of_day in itertools.groupby(ordered, key=day_of)]
