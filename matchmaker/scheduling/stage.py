"""One goal brought as high as time allows: choose, place, push, then plan parts again exactly."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from matchmaker.optimise.cpsat import Status
from matchmaker.scheduling.calendar import NOWHERE, Calendar
from matchmaker.scheduling.choose import choose
from matchmaker.scheduling.goal import Goal
from matchmaker.scheduling.neighbourhood import Kept, Part, PartModel, list_cells
from matchmaker.scheduling.place import iter_bits, place_first_fit
from matchmaker.scheduling.repair import Pusher
from matchmaker.scheduling.timetable import Phase

# Longest chain of evictions and evictions tried for one pair, from a quick look to a thorough one.
PUSHES = ((2, 200), (4, 1000), (6, 4000))

# Cells (pair, slot) that CP-SAT plans again at once: about a second on one core.
PART_CELLS = 6000

# Below this many cells the whole problem is one part, and CP-SAT's bound is a proof.
WHOLE_CELLS = 20_000

# Seconds for one part; a part that is not finished by then is left, another is tried.
PART_SECONDS = 3.0


@dataclass(slots=True)
class Clock:
    """Time and the caller's wish to stop, both asked between steps."""

    time_limit: float
    start: float = field(default_factory=time.monotonic)
    is_cancelled: bool = False

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.start

    def is_over(self, share: float = 1.0) -> bool:
        """Whether the share of the time limit is used up, or the caller stopped the run."""
        return self.is_cancelled or self.seconds >= self.time_limit * share


@dataclass(slots=True)
class Stage:
    """The search for one goal in a calendar.

    Attributes
    ----------
    calendar : Calendar
        Changed in place; never worse for the goal or for the kept ones.
    goal : Goal
    kept : tuple of Kept
        Goals of earlier stages, whose scores must not fall.
    clock : Clock
    share : float
        Part of the time limit after which the stage ends.
    report : callable
        Told the phase after every improvement.
    """

    calendar: Calendar
    goal: Goal
    clock: Clock
    rng: random.Random
    report: Callable[[Phase], None]
    share: float = 1.0
    workers: int = 1
    kept: tuple[Kept, ...] = ()
    score: int = 0
    bound: int = 0
    value_bound: int = 0

    def run(self) -> None:
        """Raise ``score`` towards ``bound``; equal means proven."""
        self._rescore()
        choice = choose(self.calendar, self.goal)
        self.bound = self.score + choice.gain_bound
        self.value_bound = self._bound_value()
        place_first_fit(self.calendar, choice.whole, rng=self.rng)
        place_first_fit(self.calendar, choice.half, rng=self.rng)
        self._rescore()
        self.report(Phase.PLACE)
        self._push(set(choice.whole) | set(choice.half))
        if not self._is_done():
            self._push(set(self.goal.candidates))
        if not self._is_done():
            self._improve()

    def _bound_value(self) -> int:
        """Upper bound of the values alone, whatever the floor gets."""
        plain = replace(self.goal, bonus=0)
        placed = [pair for pair, _ in self.calendar.list_meetings()]
        return plain.score(self.calendar.problem, placed) + choose(self.calendar, plain).gain_bound

    def _is_done(self) -> bool:
        return self.score >= self.bound or self.clock.is_over(self.share)

    def _rescore(self) -> None:
        placed = [pair for pair, _ in self.calendar.list_meetings()]
        self.score = self.goal.score(self.calendar.problem, placed)

    def _push(self, wanted: set[int]) -> None:
        """Push in what is wanted and not placed, the dearest first."""
        for depth, effort in PUSHES:
            pusher = Pusher(self.calendar, rng=self.rng, effort=effort)
            waiting = [pair for pair in wanted if self.calendar.slot_of[pair] == NOWHERE]
            for pair in sorted(waiting, key=lambda p: (-self.goal.values[p], p)):
                if self.clock.is_over(self.share):
                    break
                pusher.push_in(pair, depth)
            self._rescore()
            self.report(Phase.PLACE)
            if self._is_done():
                break

    def _improve(self) -> None:
        """Plan parts again until the bound, the end of the time, or the proof that nothing is left."""
        movable = self._list_movable()
        everything = Part(frozenset(movable), (1 << self.calendar.problem.slots) - 1)
        if sum(1 for _ in list_cells(self.calendar, everything)) <= WHOLE_CELLS:
            self._replan(everything, seconds=self.clock.time_limit)
            return
        while not self._is_done():
            self._replan(self._draw_part(), seconds=PART_SECONDS)

    def _list_movable(self) -> set[int]:
        calendar = self.calendar
        placed = {pair for pair, _ in calendar.list_meetings()}
        return (placed | set(self.goal.candidates)) - calendar.locked

    def _draw_part(self) -> Part:
        """Some slots around an unplaced candidate, and all who meet in them or wait for them."""
        calendar, movable = self.calendar, self._list_movable()
        waiting = sorted(p for p in movable if calendar.slot_of[p] == NOWHERE and calendar.open[p])
        slots = list(range(calendar.problem.slots))
        first = self.rng.choice(iter_bits(calendar.open[self.rng.choice(waiting)])) if waiting else slots[0]
        self.rng.shuffle(slots)
        slots.sort(key=lambda t: t != first)
        mask, pairs, cells = 0, set[int](), 0
        for slot in slots:
            here = {p for p in movable if calendar.slot_of[p] == slot}
            now = pairs | here | {p for p in waiting if calendar.open[p] >> slot & 1}
            cells = sum((calendar.open[p] & (mask | 1 << slot)).bit_count() for p in now)
            if mask and cells > PART_CELLS:
                break
            mask, pairs = mask | 1 << slot, now
        return Part(frozenset(pairs), mask)

    def _replan(self, part: Part, *, seconds: float) -> None:
        goals = (*(kept.goal for kept in self.kept), self.goal)
        model = PartModel(self.calendar, goals, part)
        for position, kept in enumerate(self.kept):
            model.keep(position, kept.score)
        left = self.clock.time_limit * self.share - self.clock.seconds
        outcome, chosen = model.solve(
            time_limit=max(0.01, min(seconds, left)),
            seed=self.rng.randrange(1 << 30),
            workers=self.workers,
            should_stop=self._listen,
        )
        if outcome.status in (Status.OPTIMAL, Status.FEASIBLE):
            if outcome.objective + model.constants[-1] > self.score:
                self._adopt(part, chosen)
            if part.pairs >= self._list_movable() and part.slots.bit_count() == self.calendar.problem.slots:
                self.bound = min(self.bound, outcome.bound + model.constants[-1])
        self._rescore()
        self.report(Phase.IMPROVE)

    def _listen(self) -> bool:
        self.report(Phase.IMPROVE)
        return self.clock.is_cancelled

    def _adopt(self, part: Part, chosen: dict[int, int]) -> None:
        slot_of = list(self.calendar.slot_of)
        for pair in part.pairs:
            slot_of[pair] = chosen.get(pair, NOWHERE)
        self.calendar.restore(slot_of)
