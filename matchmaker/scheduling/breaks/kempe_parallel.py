"""Fewer breaks at city scale: the same chains as in ``kempe_chains``, thousands of them tried together.

Slots are paired at random. In each pair of slots the meetings form Kempe chains, linked through shared people. Each
chain can exchange its two slots independently. The cost of all chains is computed together. Chains accepted at the
current temperature are exchanged together, unless two of them touch the same person.

At high temperature a run of one meeting costs less than a longer run. So short runs tend to disappear instead of moving
at random. The idea comes from Johnson, Aragon, McGeoch and Schevon (1991), who coloured graphs by rewarding large
colour classes.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matchmaker.scheduling.breaks.count import list_day_masks
from matchmaker.scheduling.model.partial_timetable import PartialTimetable

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]
Bools = NDArray[np.bool_]

# Warmer and colder values were tried on events of 700 and 2,800 people. These left the fewest breaks.
START_TEMPERATURE, END_TEMPERATURE = 0.16, 0.08

# How much less than a break a run of one meeting, and of two, costs at the start; at the end they cost as much. Flatter
# and longer lists were tried and left more breaks.
SHORT_RUN_DISCOUNTS = (0.5, 0.1)

# Number of breaks of one person above which each further one costs half as much again, so that breaks are spread.
FAIR_BREAKS, EXTRA_BREAK_COST = 2, 0.5

# Share of the time that the passes may be behind the clock before some are skipped.
ALLOWED_DELAY = 0.05

# Passes between two checks of the clock, and of whether the timetable is the best so far.
PASSES_A_CHECK = 20

# Rounds of label propagation. A chain that is not complete by then is not moved. Five rounds left 3 % more breaks,
# fourteen rounds left no fewer.
LINKING_ROUNDS = 8

# The busy slots of a person are one machine word, with an empty bit between two days.
MAX_BITS = 62

_ONE = np.uint64(1)


class _Chains(NamedTuple):
    """The chains of one random pairing of slots: ``label[k]`` is the chain of meeting k, named by its first meeting.

    ``to`` is the other slot of each meeting. ``is_allowed`` marks chains that may be exchanged. ``meeting`` and
    ``person`` list the ends of the chains: the people whose busy slots change, and the meeting that causes it.
    ``after`` holds their busy slots after the exchange.
    """

    label: Ints
    to: Ints
    is_allowed: Bools
    meeting: Ints
    person: Ints
    after: Bits


def supports_parallel(timetable: PartialTimetable) -> bool:
    """Whether the event is supported: its slots fit a machine word, and no rule about order or rows links meetings."""
    problem = timetable.problem
    is_short = problem.slots + len(list_day_masks(problem)) <= MAX_BITS
    return is_short and not problem.precedences and not timetable.rows


class ParallelAnnealer:
    """Lowers the breaks of one timetable; ``best`` is the lowest number seen."""

    def __init__(self, timetable: PartialTimetable, *, seed: int) -> None:
        problem = timetable.problem
        self.timetable = timetable
        self.rng = np.random.default_rng(seed)
        self.pairs = [pair for pair, _ in timetable.list_meetings()]
        self.m, self.n, self.s = len(self.pairs), len(problem.people), problem.slots
        ends = np.array([timetable.ends[pair] for pair in self.pairs], dtype=np.intp).reshape(-1, 2)
        self.people = ends[:, 0].copy(), ends[:, 1].copy()
        self.rows = self.people[0] * self.s, self.people[1] * self.s
        self.slot: Ints = np.array([timetable.slot_of[pair] for pair in self.pairs], dtype=np.intp)
        self.every: Ints = np.arange(self.m, dtype=np.intp)
        self.cells = self.every * self.s
        self.shut = _mark_closed_slots(timetable, self.pairs)
        self.tables = np.array(timetable.tables, dtype=np.int64)
        self.bit, self.days = _lay_out_days(list_day_masks(problem), self.s)
        self.at: Ints = np.full(self.n * self.s, -1, dtype=np.intp)
        self.busy: Bits = np.zeros(self.n, dtype=np.uint64)
        for people, rows in zip(self.people, self.rows, strict=True):
            self.at[rows + self.slot] = self.every
            np.bitwise_or.at(self.busy, people, self.bit[self.slot])
        self.discount = 1.0
        self.best, self.best_slots = self.count(), self.slot.copy()

    def run(self, passes: int, *, bound: int, elapsed: Callable[[], float]) -> None:
        """Cool down over a number of passes. At the end the timetable holds the best state seen.

        ``elapsed`` returns the used share of the time; at 1 the run ends. A slow machine skips passes but reaches the
        same final temperature. A fast machine gives the same timetable in every run.
        """
        done = 0
        while self.best > bound:
            time_used = elapsed()
            if time_used > min(1.0, done / max(1, passes) + ALLOWED_DELAY):
                done = math.ceil(time_used * passes)
            part = done / max(1, passes)
            if part >= 1 or time_used >= 1:
                break
            self.discount = 1 - part
            for _ in range(PASSES_A_CHECK):
                self._pass(START_TEMPERATURE * (END_TEMPERATURE / START_TEMPERATURE) ** part)
            done += PASSES_A_CHECK
            self._store_if_best()
        slot_of = list(self.timetable.slot_of)
        for pair, slot in zip(self.pairs, self.best_slots.tolist(), strict=True):
            slot_of[pair] = slot
        self.timetable.restore(slot_of)

    def count(self) -> int:
        """Breaks of all people."""
        return int(self._count(self.busy).sum())

    def _count(self, busy: Bits) -> Ints:
        starts = np.bitwise_count(busy & ~(busy << _ONE)).astype(np.intp)
        for day in self.days:
            starts -= (busy & day) != 0
        return starts

    def _store_if_best(self) -> None:
        breaks = self.count()
        if breaks < self.best:
            self.best, self.best_slots = breaks, self.slot.copy()

    def _compute_cost(self, busy: Bits) -> Floats:
        """Cost of busy slots: the breaks, minus a discount for short runs, plus an extra cost above the fair number."""
        breaks = self._count(busy)
        cost = breaks + EXTRA_BREAK_COST * np.maximum(breaks - FAIR_BREAKS, 0)
        run, ends = busy & ~(busy << _ONE), busy & ~(busy >> _ONE)
        for less in SHORT_RUN_DISCOUNTS:
            cost -= self.discount * less * np.bitwise_count(run & ends)
            run = (run << _ONE) & busy
        return cost

    def _pass(self, temperature: float) -> None:
        chains = self._find_chains()
        added = self._compute_cost(chains.after) - self._compute_cost(self.busy[chains.person])
        cost = np.bincount(chains.label[chains.meeting], added, self.m)
        roots = np.flatnonzero(chains.is_allowed & (chains.label == self.every))
        accepted = roots[cost[roots] < self.rng.exponential(temperature, len(roots))]
        if len(accepted):
            self._exchange(chains, self._select_independent(chains, accepted))

    def _pair_slots(self) -> Ints:
        """The partner of each slot, at random; with an odd number one slot is its own partner."""
        drawn = self.rng.permutation(self.s)
        half = self.s // 2
        partner: Ints = np.arange(self.s, dtype=np.intp)
        partner[drawn[:half]], partner[drawn[half : 2 * half]] = drawn[half : 2 * half], drawn[:half]
        return partner

    def _find_chains(self) -> _Chains:
        """Find chains as connected components.

        Each meeting takes the smallest label of its neighbours (label propagation with pointer jumping).
        """
        to = self._pair_slots()[self.slot]
        first, second = (self.at[rows + to] for rows in self.rows)
        is_end = first < 0, second < 0
        for other, end in zip((first, second), is_end, strict=True):
            np.copyto(other, self.every, where=end)
        label = np.minimum(self.every, np.minimum(first, second))
        for _ in range(LINKING_ROUNDS):
            label = np.minimum(label, np.minimum(label[first], label[second]))
            label = label[label]
        is_cut = (label[first] != label) | (label[second] != label)
        is_shut = np.zeros(self.m, dtype=bool)
        is_shut[label[self.shut[self.cells + to] | is_cut]] = True
        is_allowed = ~is_shut[label] & (to != self.slot)
        ends = [np.flatnonzero(end & is_allowed) for end in is_end]
        meeting = np.concatenate(ends).astype(np.intp)
        person = np.concatenate([people[end] for people, end in zip(self.people, ends, strict=True)])
        after = self.busy[person] ^ self.bit[self.slot[meeting]] ^ self.bit[to[meeting]]
        return _Chains(label, to, is_allowed, meeting, person, after)

    def _select_independent(self, chains: _Chains, accepted: NDArray[np.int64]) -> Bools:
        """Which chains may be exchanged together.

        Of chains that touch the same person only one stays. Chains that would exceed the tables of a slot are dropped.
        """
        is_taken = np.zeros(self.m, dtype=bool)
        is_taken[accepted] = True
        rank = np.zeros(self.m, dtype=np.int64)
        rank[accepted] = self.rng.permutation(len(accepted)) + 1
        of_end = chains.label[chains.meeting]
        touched, chain = chains.person[is_taken[of_end]], of_end[is_taken[of_end]]
        first = np.zeros(self.n, dtype=np.int64)
        np.maximum.at(first, touched, rank[chain])
        is_taken[chain[first[touched] > rank[chain]]] = False
        moved = np.flatnonzero(is_taken[chains.label])
        come, go = (np.bincount(slots[moved], minlength=self.s) for slots in (chains.to, self.slot))
        load = np.bincount(self.slot, minlength=self.s) + come - go
        for slot in np.flatnonzero(load > self.tables):
            net = (chains.to[moved] == slot).astype(int) - (self.slot[moved] == slot)
            growing = np.flatnonzero(np.bincount(chains.label[moved], net, self.m) > 0)
            over = int(load[slot] - self.tables[slot])
            is_taken[self.rng.permutation(growing)[:over]] = False
        return is_taken

    def _exchange(self, chains: _Chains, is_taken: Bools) -> None:
        moved = np.flatnonzero(is_taken[chains.label])
        for rows in self.rows:
            self.at[rows[moved] + self.slot[moved]] = -1
        for rows in self.rows:
            self.at[rows[moved] + chains.to[moved]] = moved
        self.slot[moved] = chains.to[moved]
        changed = is_taken[chains.label[chains.meeting]]
        self.busy[chains.person[changed]] = chains.after[changed]


def _mark_closed_slots(timetable: PartialTimetable, pairs: Sequence[int]) -> Bools:
    """(meetings · s) whether a meeting cannot move to a slot; a locked meeting cannot move at all."""
    slots = range(timetable.problem.slots)
    shut = [
        [pair in timetable.locked or not timetable.open_slots[pair] >> slot & 1 for slot in slots] for pair in pairs
    ]
    return np.array(shut, dtype=bool).ravel()


def _lay_out_days(masks: Sequence[int], slots: int) -> tuple[Bits, Bits]:
    """The bit of each slot, with an empty one before each day, and the bits of each day."""
    day_of = [next(day for day, mask in enumerate(masks) if mask >> slot & 1) for slot in range(slots)]
    bit = np.array([1 << slot + day + 1 for slot, day in enumerate(day_of)], dtype=np.uint64)
    days = [sum(int(bit[slot]) for slot in range(slots) if day_of[slot] == day) for day in range(len(masks))]
    return bit, np.array(days, dtype=np.uint64)
