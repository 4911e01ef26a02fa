"""First fit: each pair in a free slot, the tightest pairs first."""

import random
from collections.abc import Iterable

from matchmaker.scheduling.calendar import UNPLACED, PartialTimetable


def iter_bits(mask: int) -> list[int]:
    """Slots of a mask, ascending."""
    slots = []
    while mask:
        low = mask & -mask
        slots.append(low.bit_length() - 1)
        mask ^= low
    return slots


def place_first_fit(calendar: PartialTimetable, pairs: Iterable[int], *, rng: random.Random) -> list[int]:
    """Place each pair in its emptiest free slot, pairs with the least room first; the pairs left over.

    Tightness is the number of slots that both have open less the meetings both still wait for.
    """
    waiting = [pair for pair in pairs if calendar.slot_of[pair] == UNPLACED]
    wanted: dict[int, int] = {}
    for pair in waiting:
        for person in calendar.ends[pair]:
            wanted[person] = wanted.get(person, 0) + 1

    def slack(pair: int) -> tuple[int, int, float]:
        a, b = calendar.ends[pair]
        spare = min(calendar.free_slots[a].bit_count() - wanted[a], calendar.free_slots[b].bit_count() - wanted[b])
        return spare, calendar.find_free_slots(pair).bit_count(), rng.random()

    left = []
    for pair in sorted(waiting, key=slack):
        if not place_if_free(calendar, pair):
            left.append(pair)
    return left


def place_if_free(calendar: PartialTimetable, pair: int) -> bool:
    """Place a pair in the free slot that fewest others could use; whether there was one."""
    slots = calendar.find_free_slots(pair) if calendar.has_budget(pair) else 0
    if slots:
        calendar.place(pair, min(iter_bits(slots), key=lambda t: calendar.slot_loads[t] / calendar.tables[t]))
    return bool(slots)
