"""Slots of an event from the few numbers an organizer thinks in: days, hours, length, pause, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from matchmaker.domain.events import SlotDraft
from matchmaker.domain.local_time import from_local


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGrid:
    """Slots of ``length`` with ``pause`` between, every day in [starts, ends) but for the break; times are local."""

    first_day: date
    days: int
    starts: time
    ends: time
    length: timedelta
    pause: timedelta
    tables: int
    break_starts: time | None = None
    break_ends: time | None = None


def make_slots(programme: SlotGrid) -> list[SlotDraft]:
    """All slots in order; a slot that would touch the break begins after it."""
    days = (programme.first_day + timedelta(days=it) for it in range(programme.days))
    return [
        SlotDraft(starts_at=from_local(start), ends_at=from_local(start + programme.length), tables=programme.tables)
        for day in days
        for start in _list_starts(programme, day)
    ]


def _list_starts(programme: SlotGrid, day: date) -> Iterator[datetime]:
    end = datetime.combine(day, programme.ends)
    start = datetime.combine(day, programme.starts)
    while start + programme.length <= end:
        resume = _find_resume(programme, day, start)
        if resume is not None:
            start = resume
            continue
        yield start
        start += programme.length + programme.pause


def _find_resume(programme: SlotGrid, day: date, start: datetime) -> datetime | None:
    """The end of the break, where a slot from ``start`` would touch it."""
    if programme.break_starts is None or programme.break_ends is None:
        return None
    pause, resume = datetime.combine(day, programme.break_starts), datetime.combine(day, programme.break_ends)
    return resume if start < resume and start + programme.length > pause and pause < resume else None
