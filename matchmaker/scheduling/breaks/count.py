"""Idle gaps (breaks) between a person's meetings: their number, and a lower bound of it.

A break is a run of slots between two meetings of one person on one day (Bofill et al., JAIR 74, 2022, section 2).
Its length does not matter. With the slots of a day as bits, a run of meetings starts at each bit whose lower neighbour
is not set. The number of breaks is the number of runs minus one.
"""

from collections.abc import Iterable, Sequence

from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.problem import Problem


def list_day_masks(problem: Problem) -> list[int]:
    """Slots of each day, as bits."""
    masks: dict[int, int] = {}
    for slot, day in enumerate(problem.days or (0,) * problem.slots):
        masks[day] = masks.get(day, 0) | 1 << slot
    return list(masks.values())


def count_breaks(busy: int, days: Iterable[int]) -> int:
    """Breaks of a person who meets in the slots ``busy``, as bits."""
    total = 0
    for day in days:
        meetings = busy & day
        if meetings:
            total += (meetings & ~(meetings << 1)).bit_count() - 1
    return total


def count_breaks_per_person(problem: Problem, meetings: Iterable[tuple[int, int]]) -> list[int]:
    """Breaks of each person with at least one meeting, for meetings given as (pair, slot)."""
    busy: dict[int, int] = {}
    for pair, slot in meetings:
        for person in (problem.pairs[pair].a, problem.pairs[pair].b):
            busy[person] = busy.get(person, 0) | 1 << slot
    days = list_day_masks(problem)
    return [count_breaks(mask, days) for mask in busy.values()]


def count_all_breaks(problem: Problem, meetings: Iterable[tuple[int, int]]) -> int:
    """Breaks of all people together, for meetings given as (pair, slot)."""
    return sum(count_breaks_per_person(problem, meetings))


def min_breaks(open_slots: int, meetings: int, days: Sequence[int]) -> int:
    """Lower bound of a person's breaks for a number of meetings in the open slots.

    Each run of meetings is inside one run of open slots. The first run used on a day costs no break, each further run
    costs one. The bound uses the longest run of each day for free, then the longest of the remaining runs.

    Returns
    -------
    int
        0 when the meetings do not fit at all.
    """
    free, paid = [], []
    for day in days:
        lengths = sorted(_run_lengths(open_slots & day), reverse=True)
        free += lengths[:1]
        paid += lengths[1:]
    missing = meetings - sum(free)
    for breaks, length in enumerate(sorted(paid, reverse=True)):
        if missing <= 0:
            return breaks
        missing -= length
    return len(paid) if missing <= 0 else 0


def _run_lengths(mask: int) -> list[int]:
    lengths = []
    while mask:
        mask >>= (mask & -mask).bit_length() - 1
        length = (~mask & (mask + 1)).bit_length() - 1
        lengths.append(length)
        mask >>= length
    return lengths


def bound_breaks(timetable: PartialTimetable) -> int:
    """Lower bound of all breaks for the placed meetings: the sum of everybody's own lower bound."""
    days = list_day_masks(timetable.problem)
    reach = [0] * len(timetable.free_slots)
    count = [0] * len(timetable.free_slots)
    for pair, _ in timetable.list_meetings():
        for person in timetable.ends[pair]:
            reach[person] |= timetable.open_slots[pair]
            count[person] += 1
    return sum(min_breaks(slots, n, days) for slots, n in zip(reach, count, strict=True))
