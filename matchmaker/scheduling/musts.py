"""A new guest who has to meet some people: in which slots, with the fewest others disturbed."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.scheduling.calendar import UNPLACED, PartialTimetable
from matchmaker.scheduling.place import iter_bits

# Cost of a slot that cannot be had, above any number of people times their weight.
_NEVER = 1e15


def place_guest_meetings(calendar: PartialTimetable, musts: Sequence[int]) -> list[int]:
    """Put the pairs of one guest into the calendar; the pairs that had to go.

    The guest sits in one slot at a time, so pairs and slots are an assignment (Kuhn, 1955). A slot costs the people
    whose meetings are in the way, and among as many people the value of these meetings. Somebody in the way twice is
    counted twice, so the sum is exact unless the guest's meetings disturb the same people.

    Parameters
    ----------
    calendar : Calendar
        Its locked pairs stay.
    musts : sequence of int
        Pairs that share the guest, not placed.
    """
    slots = sorted({slot for pair in musts for slot in iter_bits(calendar.open_slots[pair])})
    if not slots:
        return []
    ways = {(pair, slot): _list_in_way(calendar, pair, slot, musts) for pair in musts for slot in slots}
    scale = 1 + sum(pair.value for pair in calendar.problem.pairs)
    cost = np.full((len(musts), len(slots)), _NEVER)
    for (pair, slot), victims in ways.items():
        if victims is not None:
            people = {person for victim in victims for person in calendar.ends[victim]} - set(calendar.ends[pair])
            value = sum(calendar.problem.pairs[victim].value for victim in victims)
            cost[musts.index(pair), slots.index(slot)] = len(people) + value / scale
    gone: list[int] = []
    for row, column in zip(*linear_sum_assignment(cost), strict=True):
        victims = ways[musts[row], slots[column]]
        if victims is not None:
            gone += _enter(calendar, musts[row], slots[column], victims)
    return gone


def _enter(calendar: PartialTimetable, pair: int, slot: int, victims: Sequence[int]) -> list[int]:
    """Take out what is in the way and still there, and put the pair there."""
    gone = [victim for victim in victims if calendar.slot_of[victim] != UNPLACED]
    for victim in gone:
        calendar.remove(victim)
    if calendar.has_budget(pair) and calendar.find_free_slots(pair) >> slot & 1:
        calendar.place(pair, slot)
        return gone
    for victim in gone:
        calendar.place(victim, slot)
    return []


def _list_in_way(calendar: PartialTimetable, pair: int, slot: int, musts: Sequence[int]) -> list[int] | None:
    """Meetings that have to go for a pair to meet in a slot, None when some of them may not."""
    if not calendar.open_slots[pair] & calendar.find_slots_in_order(pair) & 1 << slot:
        return None
    if any(
        calendar.count_remaining(person) <= 0 and calendar.pair_at[person][slot] == UNPLACED
        for person in calendar.ends[pair]
    ):
        return None
    victims = {calendar.pair_at[person][slot] for person in calendar.ends[pair]} - {UNPLACED}
    if not victims and not calendar.slots_with_table >> slot & 1:
        here = [other for other, t in enumerate(calendar.slot_of) if t == slot and other not in calendar.locked]
        if not here:
            return None
        victims = {min(here, key=lambda other: (calendar.problem.pairs[other].value, other))}
    may_go = victims.isdisjoint(calendar.locked) and victims.isdisjoint(musts)
    return sorted(victims) if may_go else None
