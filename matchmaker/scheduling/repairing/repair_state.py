"""The rest of a disturbed day: what stands, what is broken, and the steps that put it right."""

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


# Longest chain of evictions and evictions tried for one meeting: a quick look, people are waiting.
MAX_DEPTH, MAX_EVICTIONS = 4, 400

# Seconds for placing the broken meetings exactly; a few dozen cells take milliseconds.
EXACT_SECONDS = 0.5


class RepairState:
    """A calendar in which only what lies ahead moves.

    Attributes
    ----------
    calendar : Calendar
        Meetings of the past and locked ones are locked in it.
    standing : set of (pair, slot)
        Meetings that the disruption leaves where they are.
    broken : list of int
        Pairs that met, and must move or go.
    musts : tuple of int
        Pairs of a new guest.
    guest : int
        The guest, -1 without one.
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
        self.calendar = PartialTimetable(problem)
        self.now = now
        self.guest = -1 if disruption.guest is None else len(problem.people) - 1
        self.musts = tuple(range(len(problem.pairs) - len(disruption.musts), len(problem.pairs)))
        locked = {it.pair for it in placements if it.slot < now} | set(locks) | {pair for pair, _ in problem.fixed}
        self.standing = {
            (it.pair, it.slot) for it in placements if not is_affected(problem, disruption, it.pair, it.slot)
        }
        unseated = {it.pair for it in placements if has_lost_table(disruption, it)}
        self.standing -= self._list_overflow(problem, unseated, locked)
        for pair, slot in self.standing:
            self.calendar.place(pair, slot)
        self.calendar.locked = {pair for pair, _ in self.standing if pair in locked}
        self.broken = sorted({it.pair for it in placements} - {pair for pair, _ in self.standing})
        ahead = -1 << now
        self.calendar.open_slots = [slots & ahead for slots in self.calendar.open_slots]

    def _list_overflow(self, problem: Problem, unseated: set[int], locked: set[int]) -> set[tuple[int, int]]:
        """Meetings too many for the tables left: those who lost theirs, the cheapest first, locked ones last."""
        over: set[tuple[int, int]] = set()
        for slot in sorted({slot for pair, slot in self.standing if pair in unseated}):
            here = [pair for pair, t in self.standing if t == slot]
            here.sort(key=lambda pair: (pair in locked, pair not in unseated, problem.pairs[pair].value, pair))
            over |= {(pair, slot) for pair in here[: max(0, len(here) - self.calendar.tables[slot])]}
        return over

    def copy_slots(self) -> list[int]:
        """Slot of each pair now, or NOWHERE."""
        return list(self.calendar.slot_of)

    def place_musts(self) -> None:
        """A new guest's meetings; what is in their way becomes broken."""
        self.broken += place_guest_meetings(self.calendar, self.musts)

    def place_broken(self) -> None:
        """The broken meetings in slots that are free to both, most value first, exactly; nobody else moves."""
        calendar = self.calendar
        waiting = [pair for pair in self.broken if calendar.slot_of[pair] == UNPLACED and calendar.has_budget(pair)]
        cells = [(pair, slot) for pair in waiting for slot in iter_bits(calendar.find_free_slots(pair))]
        if not cells:
            return
        goals = [make_goal(calendar.problem, origin) for origin in (PairOrigin.WISHED, PairOrigin.SUGGESTED)]
        for goal in goals:
            mine = [
                (pair, slot) for pair, slot in cells if goal.values[pair] and calendar.find_free_slots(pair) >> slot & 1
            ]
            answer = PlanProgram(calendar, mine, calendar.list_meetings()).maximise(goal, time_limit=EXACT_SECONDS)
            for pair, slot in answer.cells or ():
                calendar.place(pair, slot)

    def insert_by_chains(self, rng: random.Random, *, tries: int) -> None:
        """Save broken meetings that fit nowhere by moving others, as few as the dice find."""
        before = self.copy_slots()
        if all(before[pair] != UNPLACED for pair in self.broken):
            return
        found = []
        for _ in range(tries):
            self.calendar.restore(before)
            pusher = EjectionChains(self.calendar, rng=rng, effort=MAX_EVICTIONS)
            for pair in sorted(self._list_waiting(self.broken), key=self._rank):
                pusher.insert(pair, MAX_DEPTH)
            after = self.copy_slots()
            found.append((len(self._list_waiting(self.broken)), len(self._list_touched(before, after)), after))
        self.calendar.restore(min(found)[-1])

    def _list_touched(self, before: Sequence[int], after: Sequence[int]) -> set[int]:
        """People of the pairs that stand elsewhere."""
        moved = (pair for pair, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
        return {person for pair in moved for person in self.calendar.ends[pair]}

    def _list_waiting(self, pairs: Iterable[int]) -> list[int]:
        return [pair for pair in pairs if self.calendar.slot_of[pair] == UNPLACED]

    def _rank(self, pair: int) -> tuple[int, int]:
        return -self.calendar.problem.pairs[pair].value, pair

    def fill_gaps(self, *, is_mutual: bool) -> None:
        """Unmet wishes of those who lost a meeting, in slots that are free; only mutual ones when people are at hand.

        The earliest slot is taken first: who waits there, waits now.
        """
        calendar = self.calendar
        left = {person for pair in self._list_waiting(self.broken) for person in calendar.ends[pair]}
        pairs = calendar.problem.pairs
        wanted = [
            pair
            for pair in self._list_waiting(range(len(pairs)))
            if is_wished(pairs[pair])
            and not left.isdisjoint(calendar.ends[pair])
            and (pairs[pair].is_mutual or not is_mutual)
            and pair not in self.broken
        ]
        for pair in sorted(wanted, key=self._rank):
            slots = calendar.find_free_slots(pair) if calendar.has_budget(pair) else 0
            if slots:
                calendar.place(pair, iter_bits(slots)[0])
