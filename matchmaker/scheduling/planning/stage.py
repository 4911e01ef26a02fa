"""One stage of the planner: raise one goal as far as time allows.

It selects pairs, places them, and inserts the rest by ejection chains. Then it plans parts of the timetable again,
exactly (large neighbourhood search).
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from matchmaker.optimise.integer_program import run_in_thread
from matchmaker.scheduling.model.goal import Goal
from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable, iter_bits, place_first_fit
from matchmaker.scheduling.model.time_budget import TimeBudget
from matchmaker.scheduling.model.timetable import Phase
from matchmaker.scheduling.planning.ejection_chains import EjectionChains
from matchmaker.scheduling.planning.plan_program import KeptGoal, PlanProgram
from matchmaker.scheduling.planning.select_pairs import PairSelection, select_pairs


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Pairs that may move, and the slots, as bits, that they may move to."""

    pairs: frozenset[int]
    slots: int


def list_movable(timetable: PartialTimetable, goal: Goal) -> frozenset[int]:
    """Pairs that the search for a goal may move: placed or wanted, and not fixed."""
    placed = {pair for pair, _ in timetable.list_meetings()}
    return frozenset((placed | set(goal.candidates)) - timetable.locked)


def make_full_neighbourhood(timetable: PartialTimetable, goal: Goal) -> Neighbourhood:
    """The neighbourhood of all movable pairs and all slots."""
    return Neighbourhood(list_movable(timetable, goal), (1 << timetable.problem.slots) - 1)


def list_fixed_meetings(timetable: PartialTimetable, part: Neighbourhood) -> list[tuple[int, int]]:
    """(pair, slot) of the meetings that keep their slots."""
    return [(pair, slot) for pair, slot in timetable.list_meetings() if pair not in part.pairs]


def list_cells(timetable: PartialTimetable, part: Neighbourhood) -> Iterator[tuple[int, int]]:
    """(pair, slot) that are open in the part: no meeting outside of it is in the way."""
    busy = [0] * len(timetable.free_slots)
    for pair, slot in list_fixed_meetings(timetable, part):
        for person in timetable.ends[pair]:
            busy[person] |= 1 << slot
    for pair in sorted(part.pairs):
        a, b = timetable.ends[pair]
        yield from ((pair, slot) for slot in iter_bits(timetable.open_slots[pair] & part.slots & ~busy[a] & ~busy[b]))


def draw_neighbourhood(timetable: PartialTimetable, goal: Goal, *, max_cells: int, rng: random.Random) -> Neighbourhood:
    """A few random slots, one of them open to a waiting pair.

    The neighbourhood holds the meetings in these slots and all waiting pairs that are open in them.
    """
    movable = list_movable(timetable, goal)
    waiting = sorted(p for p in movable if timetable.slot_of[p] == UNPLACED and timetable.open_slots[p])
    slots = list(range(timetable.problem.slots))
    rng.shuffle(slots)
    if waiting:
        first = rng.choice(iter_bits(timetable.open_slots[rng.choice(waiting)]))
        slots.sort(key=lambda slot: slot != first)
    mask, pairs = 0, frozenset[int]()
    for slot in slots:
        wider = mask | 1 << slot
        here = {p for p in movable if timetable.slot_of[p] == slot}
        now = pairs | here | {p for p in waiting if timetable.open_slots[p] >> slot & 1}
        if mask and sum((timetable.open_slots[p] & wider).bit_count() for p in now) > max_cells:
            break
        mask, pairs = wider, now
    return Neighbourhood(pairs, mask)


# (Longest chain of evictions, evictions tried for one pair), from a quick search to a thorough one.
CHAIN_LIMITS = ((2, 200), (4, 1000), (6, 4000))

# Part of the stage's time for inserting pairs that were not selected.
CHAINS_SHARE = 0.4

# Cells (pair, slot) of one neighbourhood: they take about a second on one core.
NEIGHBOURHOOD_CELLS = 8_000

# Up to this number of cells the whole event is one neighbourhood, and its bound is a proof. Above it, HiGHS needs
# minutes.
WHOLE_CELLS = 60_000

# Seconds for one neighbourhood. When it is not solved by then, another one is tried.
NEIGHBOURHOOD_SECONDS = 5.0


@dataclass(slots=True)
class Stage:
    """The search for one goal in a timetable, which it changes in place.

    Attributes
    ----------
    share : float
        Part of the time limit after which the stage ends.
    report : callable
        Called with the phase after every step.
    kept : tuple of KeptGoal
        Goals of earlier stages, which must not fall.
    score, bound : int
        Score of the goal reached so far, and its proven upper bound.
    value_bound : int
        Upper bound of the sum of values, independent of the floor.
    has_free_choices : bool
        Earlier stages could have chosen other pairs of equal value. So the capacities that are left prove no bound.
    whole_cells : int
        Largest number of cells for which the event counts as small.
    is_small : bool
        The whole event can be planned exactly in one program, so short chains are enough.
    """

    timetable: PartialTimetable
    goal: Goal
    clock: TimeBudget
    rng: random.Random
    report: Callable[[Phase], None]
    share: float = 1.0
    kept: tuple[KeptGoal, ...] = ()
    score: int = 0
    bound: int = 0
    value_bound: int = 0
    has_free_choices: bool = False
    whole_cells: int = WHOLE_CELLS
    is_small: bool = False

    def run(self) -> None:
        """Raise ``score`` towards ``bound``; the result is proven when both are equal."""
        whole = make_full_neighbourhood(self.timetable, self.goal)
        self.is_small = sum(1 for _ in list_cells(self.timetable, whole)) <= self.whole_cells
        everything = sum(self.goal.values)
        self.bound = self.goal.bonus * sum(self.goal.floors) + everything
        plain = replace(self.goal, bonus=0)
        first = self._select(plain)
        self.value_bound = everything if first.bound is None or self.has_free_choices else min(everything, first.bound)
        selection = self._select(self.goal) if self.goal.bonus else PairSelection(first.pairs, self.value_bound)
        if not self.has_free_choices:
            self._tighten_bound(selection.bound)
        place_first_fit(self.timetable, selection.pairs, rng=self.rng)
        self._rescore()
        self.report(Phase.PLACE)
        self._insert_missing(selection.pairs, share=self.share)
        if not self.is_done():
            self._insert_missing(self.goal.candidates, share=self.share * CHAINS_SHARE)
        if not self.is_done():
            self._improve()

    def _select(self, goal: Goal) -> PairSelection:
        return select_pairs(self.timetable, goal, time_limit=self.clock.seconds_left(self.share / 2))

    def is_done(self) -> bool:
        """Whether the bound is reached or the time is used up."""
        return self.score >= self.bound or self.clock.is_over(self.share)

    def _tighten_bound(self, bound: int | None) -> None:
        self.bound = self.bound if bound is None else min(self.bound, bound)

    def _rescore(self) -> None:
        placed = [pair for pair, _ in self.timetable.list_meetings()]
        self.score = self.goal.score(self.timetable.problem, placed)

    def _insert_missing(self, wanted: Iterable[int], *, share: float) -> None:
        """Insert wanted pairs that are not placed by ejection chains, the most valuable first."""
        by_value = sorted(wanted, key=lambda pair: (-self.goal.values[pair], pair))
        for depth, effort in CHAIN_LIMITS[:1] if self.is_small else CHAIN_LIMITS:
            chains = EjectionChains(self.timetable, rng=self.rng, effort=effort)
            for pair in by_value:
                if self.clock.is_over(share):
                    break
                if self.timetable.slot_of[pair] == UNPLACED:
                    chains.insert(pair, depth)
                    self.report(Phase.PLACE)
            self._rescore()
            self.report(Phase.PLACE)
            if self.is_done():
                break

    def _improve(self) -> None:
        """Plan a small event again as a whole, then parts, until the bound is reached or the time is over."""
        if self.is_small:
            whole = make_full_neighbourhood(self.timetable, self.goal)
            self._tighten_bound(self._replan(whole, seconds=self.clock.seconds_left(self.share)))
        while not self.is_done():
            part = draw_neighbourhood(self.timetable, self.goal, max_cells=NEIGHBOURHOOD_CELLS, rng=self.rng)
            self._replan(part, seconds=NEIGHBOURHOOD_SECONDS)

    def _replan(self, part: Neighbourhood, *, seconds: float) -> int | None:
        """Plan a part again and use the result unless it is worse; returns an upper bound of the part's score."""
        program = PlanProgram(
            self.timetable, list(list_cells(self.timetable, part)), list_fixed_meetings(self.timetable, part)
        )
        for kept in self.kept:
            program.hold_goal(kept)
        limit = min(seconds, self.clock.seconds_left(self.share))
        solution = run_in_thread(
            lambda: program.maximise(self.goal, time_limit=limit), should_continue=self._should_continue
        )
        if solution is None:
            return None
        if solution.cells is not None:
            self._use_if_better(part, dict(solution.cells))
        self.report(Phase.IMPROVE)
        return solution.bound

    def _should_continue(self) -> bool:
        self.report(Phase.IMPROVE)
        return not self.clock.is_cancelled

    def _use_if_better(self, part: Neighbourhood, chosen: dict[int, int]) -> None:
        """Move the pairs of a part to new slots, unless the score falls."""
        before, score = list(self.timetable.slot_of), self.score
        after = [chosen.get(p, UNPLACED) if p in part.pairs else slot for p, slot in enumerate(before)]
        self.timetable.restore(after)
        self._rescore()
        if self.score < score:
            self.timetable.restore(before)
            self._rescore()
