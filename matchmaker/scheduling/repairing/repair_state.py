"""The state of a repair: which meetings are unaffected, which are broken, and the steps that repair them."""

import random
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.scheduling.model.goal import make_goal
from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable, iter_bits
from matchmaker.scheduling.model.problem import PairOrigin, Placement, Problem
from matchmaker.scheduling.model.timetable import is_wished
from matchmaker.scheduling.planning.ejection_chains import EjectionChains
from matchmaker.scheduling.planning.plan_program import PlanProgram
from matchmaker.scheduling.repairing.disruption import Disruption, has_lost_table, is_affected

# Cost of a slot that is not possible: higher than any sum of people and values.
_IMPOSSIBLE = 1e15


def place_guest_meetings(timetable: PartialTimetable, musts: Sequence[int]) -> list[int]:
    """Place the pairs of one guest in the timetable; returns the pairs that had to be removed.

    The guest has one meeting at a time, so this is an assignment of pairs to slots (Kuhn, 1955). The cost of a slot is
    the number of people whose meetings are in the way. Among equal numbers it is the value of these meetings. The sum
    is exact unless the guest's meetings disturb the same person several times, who is then counted several times.

    Parameters
    ----------
    timetable : PartialTimetable
        Its locked pairs keep their slots.
    musts : sequence of int
        Pairs of the guest that are not placed.
    """
    slots = sorted({slot for pair in musts for slot in iter_bits(timetable.open_slots[pair])})
    if not slots:
        return []
    in_the_way = {(pair, slot): _list_in_way(timetable, pair, slot, musts) for pair in musts for slot in slots}
    scale = 1 + sum(pair.value for pair in timetable.problem.pairs)
    cost = np.full((len(musts), len(slots)), _IMPOSSIBLE)
    for (pair, slot), victims in in_the_way.items():
        if victims is not None:
            people = {person for victim in victims for person in timetable.ends[victim]} - set(timetable.ends[pair])
            value = sum(timetable.problem.pairs[victim].value for victim in victims)
            cost[musts.index(pair), slots.index(slot)] = len(people) + value / scale
    removed: list[int] = []
    for row, column in zip(*linear_sum_assignment(cost), strict=True):
        victims = in_the_way[musts[row], slots[column]]
        if victims is not None:
            removed += _replace_meetings(timetable, musts[row], slots[column], victims)
    return removed


def _replace_meetings(timetable: PartialTimetable, pair: int, slot: int, victims: Sequence[int]) -> list[int]:
    """Remove the meetings in the way and place the pair; returns them, empty when the pair does not fit even then."""
    removed = [victim for victim in victims if timetable.slot_of[victim] != UNPLACED]
    for victim in removed:
        timetable.remove(victim)
    if timetable.has_budget(pair) and timetable.find_free_slots(pair) >> slot & 1:
        timetable.place(pair, slot)
        return removed
    for victim in removed:
        timetable.place(victim, slot)
    return []


def _list_in_way(timetable: PartialTimetable, pair: int, slot: int, musts: Sequence[int]) -> list[int] | None:
    """Meetings that must be removed so that a pair can meet in a slot; None when that is not possible."""
    if not timetable.open_slots[pair] & timetable.find_slots_in_order(pair) & 1 << slot:
        return None
    if any(
        timetable.count_remaining(person) <= 0 and timetable.pair_at[person][slot] == UNPLACED
        for person in timetable.ends[pair]
    ):
        return None
    victims = {timetable.pair_at[person][slot] for person in timetable.ends[pair]} - {UNPLACED}
    if not victims and not timetable.slots_with_table >> slot & 1:
        here = [other for other, t in enumerate(timetable.slot_of) if t == slot and other not in timetable.locked]
        if not here:
            return None
        victims = {min(here, key=lambda other: (timetable.problem.pairs[other].value, other))}
    is_removable = victims.isdisjoint(timetable.locked) and victims.isdisjoint(musts)
    return sorted(victims) if is_removable else None


# Longest chain of evictions, and evictions tried for one meeting. Small, as people are waiting for the result.
MAX_DEPTH, MAX_EVICTIONS = 4, 400

# Seconds to place the broken meetings exactly; a few dozen cells take milliseconds.
EXACT_SECONDS = 0.5


class RepairState:
    """A timetable in which only future meetings may move.

    Attributes
    ----------
    timetable : PartialTimetable
        Meetings of the past and locked ones are locked in it.
    unaffected : set of (pair, slot)
        Meetings that the disruption does not affect.
    broken : list of int
        Pairs of the old timetable that must move or be cancelled.
    musts : tuple of int
        Pairs of a new guest.
    guest : int
        Index of the guest, -1 without one.
    """

    def __init__(
        self,
        problem: Problem,
        placements: Sequence[Placement],
        disruption: Disruption,
        *,
        now: int,
        locks: Collection[int],
    ) -> None:
        self.timetable = PartialTimetable(problem)
        self.now = now
        self.guest = -1 if disruption.guest is None else len(problem.people) - 1
        self.musts = tuple(range(len(problem.pairs) - len(disruption.musts), len(problem.pairs)))
        locked = {it.pair for it in placements if it.slot < now} | set(locks) | {pair for pair, _ in problem.fixed}
        self.unaffected = {
            (it.pair, it.slot) for it in placements if not is_affected(problem, disruption, it.pair, it.slot)
        }
        unseated = {it.pair for it in placements if has_lost_table(disruption, it)}
        self.unaffected -= self._list_overflow(problem, unseated, locked)
        for pair, slot in self.unaffected:
            self.timetable.place(pair, slot)
        self.timetable.locked = {pair for pair, _ in self.unaffected if pair in locked}
        self.broken = sorted({it.pair for it in placements} - {pair for pair, _ in self.unaffected})
        ahead = -1 << now
        self.timetable.open_slots = [slots & ahead for slots in self.timetable.open_slots]

    def _list_overflow(self, problem: Problem, unseated: set[int], locked: set[int]) -> set[tuple[int, int]]:
        """Meetings for which a slot has too few tables left.

        Meetings that lost their table go first, then by least value; locked meetings go last.
        """
        overflow: set[tuple[int, int]] = set()
        for slot in sorted({slot for pair, slot in self.unaffected if pair in unseated}):
            here = [pair for pair, t in self.unaffected if t == slot]
            here.sort(key=lambda pair: (pair in locked, pair not in unseated, problem.pairs[pair].value, pair))
            overflow |= {(pair, slot) for pair in here[: max(0, len(here) - self.timetable.tables[slot])]}
        return overflow

    def copy_slots(self) -> list[int]:
        """The current slot of each pair, or UNPLACED."""
        return list(self.timetable.slot_of)

    def place_musts(self) -> None:
        """Place the meetings of a new guest. Meetings removed for them become broken."""
        self.broken += place_guest_meetings(self.timetable, self.musts)

    def place_broken(self) -> None:
        """Place the most valuable set of broken meetings in slots free to both people; no other meeting moves."""
        timetable = self.timetable
        waiting = [pair for pair in self.broken if timetable.slot_of[pair] == UNPLACED and timetable.has_budget(pair)]
        cells = [(pair, slot) for pair in waiting for slot in iter_bits(timetable.find_free_slots(pair))]
        if not cells:
            return
        goals = [make_goal(timetable.problem, origin) for origin in (PairOrigin.WISHED, PairOrigin.SUGGESTED)]
        for goal in goals:
            open_cells = [
                (pair, slot)
                for pair, slot in cells
                if goal.values[pair] and timetable.find_free_slots(pair) >> slot & 1
            ]
            program = PlanProgram(timetable, open_cells, timetable.list_meetings())
            solution = program.maximise(goal, time_limit=EXACT_SECONDS)
            for pair, slot in solution.cells or ():
                timetable.place(pair, slot)

    def insert_by_chains(self, rng: random.Random, *, tries: int) -> None:
        """Keep broken meetings that fit nowhere by moving others.

        Of several random searches, the one that disturbs the fewest people wins.
        """
        before = self.copy_slots()
        if all(before[pair] != UNPLACED for pair in self.broken):
            return
        found = []
        for _ in range(tries):
            self.timetable.restore(before)
            chains = EjectionChains(self.timetable, rng=rng, effort=MAX_EVICTIONS)
            for pair in sorted(self._list_waiting(self.broken), key=self._rank):
                chains.insert(pair, MAX_DEPTH)
            after = self.copy_slots()
            found.append((len(self._list_waiting(self.broken)), len(self._list_touched(before, after)), after))
        self.timetable.restore(min(found)[-1])

    def _list_touched(self, before: Sequence[int], after: Sequence[int]) -> set[int]:
        """People of the pairs whose slot differs."""
        moved = (pair for pair, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
        return {person for pair in moved for person in self.timetable.ends[pair]}

    def _list_waiting(self, pairs: Iterable[int]) -> list[int]:
        return [pair for pair in pairs if self.timetable.slot_of[pair] == UNPLACED]

    def _rank(self, pair: int) -> tuple[int, int]:
        return -self.timetable.problem.pairs[pair].value, pair

    def fill_gaps(self, *, is_mutual: bool) -> None:
        """Place unmet wishes of people who lost a meeting, in their earliest free slot.

        With ``is_mutual`` only mutual wishes count: after a no-show, as both people are waiting.
        """
        timetable = self.timetable
        losers = {person for pair in self._list_waiting(self.broken) for person in timetable.ends[pair]}
        pairs = timetable.problem.pairs
        wanted = [
            pair
            for pair in self._list_waiting(range(len(pairs)))
            if is_wished(pairs[pair])
            and not losers.isdisjoint(timetable.ends[pair])
            and (pairs[pair].is_mutual or not is_mutual)
            and pair not in self.broken
        ]
        for pair in sorted(wanted, key=self._rank):
            slots = timetable.find_free_slots(pair) if timetable.has_budget(pair) else 0
            if slots:
                timetable.place(pair, iter_bits(slots)[0])
