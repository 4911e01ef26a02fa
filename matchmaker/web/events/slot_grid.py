"""Slots of an event from a few numbers of its organizer: days, hours, length, pause, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from matchmaker.domain.events import SlotDraft
from matchmaker.domain.local_time import from_local


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGrid:
    """Slots of ``length`` with ``pause`` between, every day in [starts, ends) except the break. Times are local."""

    first_day: date
    days: int
    starts: time
    ends: time
    length: timedelta
    pause: timedelta
    tables: int
    break_starts: time | None = None
    break_ends: time | None = None


def make_slots(grid: SlotGrid) -> list[SlotDraft]:
    """All slots in order of time. A slot that would overlap the break starts after it."""
    days = (grid.first_day + timedelta(days=it) for it in range(grid.days))
    return [
        SlotDraft(starts_at=from_local(start), ends_at=from_local(start + grid.length), tables=grid.tables)
        for day in days
        for start in _list_slot_starts(grid, day)
    ]


def _list_slot_starts(grid: SlotGrid, day: date) -> Iterator[datetime]:
    end = datetime.combine(day, grid.ends)
    start = datetime.combine(day, grid.starts)
    while start + grid.length <= end:
        resume = _find_end_of_break(grid, day, start)
        if resume is not None:
            start = resume
            continue
        yield start
        start += grid.length + grid.pause


def _find_end_of_break(grid: SlotGrid, day: date, start: datetime) -> datetime | None:
    """The end of the break if a slot from ``start`` would overlap it, otherwise None."""
    if grid.break_starts is None or grid.break_ends is None:
        return None
    pause, resume = datetime.combine(day, grid.break_starts), datetime.combine(day, grid.break_ends)
    return resume if start < resume and start + grid.length > pause and pause < resume else None
