"""The timetable while it is planned: free slots as bit masks, consistent with the rules after each step."""

import random
from collections.abc import Iterable

from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import (
    BUDGET_RULES,
    ONE_AT_A_TIME,
    TABLES,
    Key,
    RuleLabel,
    find_run,
    get_open_bits,
)

UNPLACED = -1


class PartialTimetable:
    """The meetings placed so far. ``place`` and ``remove`` update all counts.

    ``find_free_slots`` never returns a forbidden slot. A set of slots is an int, in which bit t represents slot t. So
    one ``&`` checks all slots together.

    Attributes
    ----------
    ends : list of (int, int)
        The two people of each pair.
    open_slots : list of int
        Slots of each pair that the availability rules allow.
    tables : list of int
        Usable tables of each slot.
    free_slots : list of int
        Slots in which each person has no meeting.
    slots_with_table : int
        Slots with a free table.
    pair_at : list of list of int
        pair_at[person][slot] is the pair that meets there, or UNPLACED.
    slot_of : list of int
        Slot of each pair, or UNPLACED.
    slot_loads : list of int
        Meetings in each slot.
    locked : set of int
        Pairs that the search must not move or remove.
    budget_left : list of int
        Meetings that each budget still allows.
    budgets : list of tuple of int
        Budgets, as indexes of ``budget_left``, that each pair uses.
    order : dict
        Pairs with precedences -> (other pair, whether the other must be earlier).
    rows : dict
        People with a limit of meetings in a row -> windows of slots, as bits, that they must not fill.
    """

    def __init__(self, problem: Problem) -> None:
        m, n, s = len(problem.pairs), len(problem.people), problem.slots
        self.problem = problem
        self.ends = [(pair.a, pair.b) for pair in problem.pairs]
        self.open_slots = [get_open_bits(problem, pair) for pair in range(m)]
        self.tables = [TABLES.limit(problem, (), t) for t in range(s)]
        self.free_slots = [sum(1 << t for t in range(s) if ONE_AT_A_TIME.limit(problem, (p,), t)) for p in range(n)]
        self.slots_with_table = sum(1 << t for t in range(s) if self.tables[t] > 0)
        self.pair_at = [[UNPLACED] * s for _ in range(n)]
        self.slot_of = [UNPLACED] * m
        self.slot_loads = [0] * s
        self.locked: set[int] = set()
        self.budget_left: list[int] = []
        self.budgets = self._number_budgets()
        self.order = _list_order(problem)
        self.rows = _list_rows(problem)

    def _number_budgets(self) -> list[tuple[int, ...]]:
        numbers: dict[tuple[RuleLabel, Key], int] = {}
        result = []
        for pair in range(len(self.problem.pairs)):
            budgets = []
            for rule in BUDGET_RULES:
                for key in rule.keys(self.problem, pair):
                    if (rule.label, key) not in numbers:
                        numbers[rule.label, key] = len(self.budget_left)
                        self.budget_left.append(rule.limit(self.problem, key))
                    budgets.append(numbers[rule.label, key])
            result.append(tuple(budgets))
        return result

    def count_remaining(self, person: int) -> int:
        """Number of meetings that the person can still have."""
        return self.problem.people[person].max_meetings - self.count_meetings(person)

    def count_meetings(self, person: int) -> int:
        """Number of meetings of the person."""
        return self.problem.slots - self.pair_at[person].count(UNPLACED)

    def has_budget(self, pair: int) -> bool:
        """Whether one more meeting of the pair is within every budget."""
        return all(self.budget_left[key] > 0 for key in self.budgets[pair])

    def find_free_slots(self, pair: int) -> int:
        """Slots, as bits, in which the pair can be placed now. Budgets are not checked."""
        a, b = self.ends[pair]
        slots = self.open_slots[pair] & self.free_slots[a] & self.free_slots[b] & self.slots_with_table
        if self.rows:
            slots &= self.find_slots_within_rows(a) & self.find_slots_within_rows(b)
        return slots & self.find_slots_in_order(pair) if pair in self.order else slots

    def find_slots_within_rows(self, person: int) -> int:
        """Slots, as bits, that do not complete a row that is too long; the person's busy slots are included."""
        full = 0
        for window in self.rows.get(person, ()):
            left = window & self.free_slots[person]
            if left & (left - 1) == 0:
                full |= left
        return ~full

    def fills_row(self, person: int, busy: int) -> bool:
        """Whether meetings in the slots ``busy``, as bits, are too many in a row."""
        return any(window & busy == window for window in self.rows.get(person, ()))

    def find_slots_in_order(self, pair: int) -> int:
        """Slots, as bits, after all placed meetings that must be earlier and before all that must be later."""
        slots = -1
        for other, is_earlier in self.order.get(pair, ()):
            slot = self.slot_of[other]
            if slot != UNPLACED:
                slots &= -1 << slot + 1 if is_earlier else (1 << slot) - 1
        return slots

    def place(self, pair: int, slot: int) -> None:
        """Place an unplaced pair in a slot of ``find_free_slots``."""
        a, b = self.ends[pair]
        bit = 1 << slot
        self.free_slots[a] &= ~bit
        self.free_slots[b] &= ~bit
        self.pair_at[a][slot] = self.pair_at[b][slot] = pair
        self.slot_of[pair] = slot
        self.slot_loads[slot] += 1
        if self.slot_loads[slot] >= self.tables[slot]:
            self.slots_with_table &= ~bit
        for key in self.budgets[pair]:
            self.budget_left[key] -= 1

    def remove(self, pair: int) -> int:
        """Remove a placed pair; returns the slot that it had."""
        a, b = self.ends[pair]
        slot = self.slot_of[pair]
        bit = 1 << slot
        self.free_slots[a] |= bit
        self.free_slots[b] |= bit
        self.pair_at[a][slot] = self.pair_at[b][slot] = UNPLACED
        self.slot_of[pair] = UNPLACED
        self.slot_loads[slot] -= 1
        self.slots_with_table |= bit
        for key in self.budgets[pair]:
            self.budget_left[key] += 1
        return slot

    def list_meetings(self) -> list[tuple[int, int]]:
        """(pair, slot) of every meeting, by pair."""
        return [(pair, slot) for pair, slot in enumerate(self.slot_of) if slot != UNPLACED]

    def restore(self, slot_of: list[int]) -> None:
        """Restore an earlier state, given as a copy of ``slot_of``."""
        changed = [p for p, (now, then) in enumerate(zip(self.slot_of, slot_of, strict=True)) if now != then]
        for pair in changed:
            if self.slot_of[pair] != UNPLACED:
                self.remove(pair)
        for pair in changed:
            if slot_of[pair] != UNPLACED:
                self.place(pair, slot_of[pair])


def _list_order(problem: Problem) -> dict[int, list[tuple[int, bool]]]:
    order: dict[int, list[tuple[int, bool]]] = {}
    for earlier, later in problem.precedences:
        order.setdefault(later, []).append((earlier, True))
        order.setdefault(earlier, []).append((later, False))
    return order


def _list_rows(problem: Problem) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for index, person in enumerate(problem.people):
        limit = problem.slots if person.max_in_a_row is None else person.max_in_a_row
        for first in range(problem.slots - limit):
            if find_run(problem, first)[1] >= first + limit:
                rows.setdefault(index, []).append((1 << limit + 1) - 1 << first)
    return rows


def iter_bits(mask: int) -> list[int]:
    """Slots of a mask, ascending."""
    slots = []
    while mask:
        low = mask & -mask
        slots.append(low.bit_length() - 1)
        mask ^= low
    return slots


def place_first_fit(timetable: PartialTimetable, pairs: Iterable[int], *, rng: random.Random) -> list[int]:
    """Place each pair in its emptiest free slot, tightest pairs first; returns the pairs that found no slot.

    A pair is tight when one of its people has few free slots for the meetings that still wait.
    """
    waiting = [pair for pair in pairs if timetable.slot_of[pair] == UNPLACED]
    wanted: dict[int, int] = {}
    for pair in waiting:
        for person in timetable.ends[pair]:
            wanted[person] = wanted.get(person, 0) + 1

    def slack(pair: int) -> tuple[int, int, float]:
        a, b = timetable.ends[pair]
        spare = min(timetable.free_slots[a].bit_count() - wanted[a], timetable.free_slots[b].bit_count() - wanted[b])
        return spare, timetable.find_free_slots(pair).bit_count(), rng.random()

    left = []
    for pair in sorted(waiting, key=slack):
        if not place_if_free(timetable, pair):
            left.append(pair)
    return left


def place_if_free(timetable: PartialTimetable, pair: int) -> bool:
    """Place a pair in the free slot with the smallest share of tables in use; returns whether there was one."""
    slots = timetable.find_free_slots(pair) if timetable.has_budget(pair) else 0
    if slots:
        timetable.place(pair, min(iter_bits(slots), key=lambda t: timetable.slot_loads[t] / timetable.tables[t]))
    return bool(slots)
