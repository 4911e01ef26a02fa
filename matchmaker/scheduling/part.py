"""A part of the timetable: which pairs may move, and to which slots, while everything else stands still."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.scheduling.calendar import UNPLACED, PartialTimetable
from matchmaker.scheduling.goal import Goal
from matchmaker.scheduling.place import iter_bits


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Pairs that may move, and the slots, as bits, that they may move to."""

    pairs: frozenset[int]
    slots: int


def list_movable(calendar: PartialTimetable, goal: Goal) -> frozenset[int]:
    """Pairs that the search for a goal may move: placed or wanted, and not fixed."""
    placed = {pair for pair, _ in calendar.list_meetings()}
    return frozenset((placed | set(goal.candidates)) - calendar.locked)


def make_full_neighbourhood(calendar: PartialTimetable, goal: Goal) -> Neighbourhood:
    """The part that is everything."""
    return Neighbourhood(list_movable(calendar, goal), (1 << calendar.problem.slots) - 1)


def list_fixed_meetings(calendar: PartialTimetable, part: Neighbourhood) -> list[tuple[int, int]]:
    """(pair, slot) of the meetings that stand still."""
    return [(pair, slot) for pair, slot in calendar.list_meetings() if pair not in part.pairs]


def list_cells(calendar: PartialTimetable, part: Neighbourhood) -> Iterator[tuple[int, int]]:
    """(pair, slot) that the part leaves to decide: where nothing outside of it is in the way."""
    busy = [0] * len(calendar.free_slots)
    for pair, slot in list_fixed_meetings(calendar, part):
        for person in calendar.ends[pair]:
            busy[person] |= 1 << slot
    for pair in sorted(part.pairs):
        a, b = calendar.ends[pair]
        yield from ((pair, slot) for slot in iter_bits(calendar.open_slots[pair] & part.slots & ~busy[a] & ~busy[b]))


def draw_neighbourhood(calendar: PartialTimetable, goal: Goal, *, max_cells: int, rng: random.Random) -> Neighbourhood:
    """A few slots, one of them open to a pair that waits, with all who meet in them and all who wait for them."""
    movable = list_movable(calendar, goal)
    waiting = sorted(p for p in movable if calendar.slot_of[p] == UNPLACED and calendar.open_slots[p])
    slots = list(range(calendar.problem.slots))
    rng.shuffle(slots)
    if waiting:
        first = rng.choice(iter_bits(calendar.open_slots[rng.choice(waiting)]))
        slots.sort(key=lambda slot: slot != first)
    mask, pairs = 0, frozenset[int]()
    for slot in slots:
        wider = mask | 1 << slot
        here = {p for p in movable if calendar.slot_of[p] == slot}
        now = pairs | here | {p for p in waiting if calendar.open_slots[p] >> slot & 1}
        if mask and sum((calendar.open_slots[p] & wider).bit_count() for p in now) > max_cells:
            break
        mask, pairs = wider, now
    return Neighbourhood(pairs, mask)
