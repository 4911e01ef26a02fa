"""A part of the timetable planned again, exactly: CP-SAT over some slots, everything else held still.

With all slots in the part, this is the whole problem, and its bound is a proof.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matchmaker.optimise.cpsat import Outcome, Status, run_model
from matchmaker.scheduling.calendar import NOWHERE, Calendar
from matchmaker.scheduling.constraints import Use, get_limit, list_uses
from matchmaker.scheduling.goal import Goal

Cells = dict[tuple[int, int], cp_model.IntVar]


@dataclass(frozen=True, slots=True)
class Part:
    """What may change: pairs that may move, and the slots they may move to."""

    pairs: frozenset[int]
    slots: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A goal of an earlier stage and the score that must not fall."""

    goal: Goal
    score: int


def list_cells(calendar: Calendar, part: Part) -> Iterator[tuple[int, int]]:
    """(pair, slot) that the part leaves to decide: where nothing outside the part is in the way."""
    outside = [pair for pair in range(len(calendar.ends)) if pair not in part.pairs]
    busy = [0] * len(calendar.free)
    for pair in outside:
        if calendar.slot_of[pair] != NOWHERE:
            for person in calendar.ends[pair]:
                busy[person] |= 1 << calendar.slot_of[pair]
    for pair in sorted(part.pairs):
        a, b = calendar.ends[pair]
        slots = calendar.open[pair] & part.slots & ~busy[a] & ~busy[b]
        yield from ((pair, slot) for slot in range(slots.bit_length()) if slots >> slot & 1)


class PartModel:
    """The rules over the cells of one part, as a CP-SAT model."""

    def __init__(self, calendar: Calendar, goals: tuple[Goal, ...], part: Part) -> None:
        self.calendar = calendar
        self.part = part
        self.model = cp_model.CpModel()
        self.cells: Cells = {cell: self.model.new_bool_var("") for cell in list_cells(calendar, part)}
        self.outside = [(pair, slot) for pair, slot in calendar.list_meetings() if pair not in part.pairs]
        self._add_rules()
        self._add_hints()
        self.constants = [goal.score(calendar.problem, [pair for pair, _ in self.outside]) for goal in goals]
        self.scores = [self._score(goal) for goal in goals]

    def _add_rules(self) -> None:
        rows: dict[Use, list[cp_model.IntVar]] = {}
        for (pair, slot), cell in self.cells.items():
            for use in list_uses(self.calendar.problem, pair, slot):
                rows.setdefault(use, []).append(cell)
        taken = Counter(use for pair, slot in self.outside for use in list_uses(self.calendar.problem, pair, slot))
        for use, cells in rows.items():
            limit = get_limit(self.calendar.problem, use) - taken[use]
            if limit < len(cells):
                self._add_at_most(cells, limit)

    def _add_at_most(self, cells: list[cp_model.IntVar], limit: int) -> None:
        if limit == 1:
            self.model.add_at_most_one(cells)
        else:
            self.model.add(sum(cells) <= limit)

    def _add_hints(self) -> None:
        for (pair, slot), cell in self.cells.items():
            self.model.add_hint(cell, self.calendar.slot_of[pair] == slot)

    def _score(self, goal: Goal) -> cp_model.LinearExprT:
        terms: list[cp_model.LinearExprT] = []
        lifting: dict[int, list[cp_model.IntVar]] = {}
        for (pair, _), cell in self.cells.items():
            if goal.values[pair]:
                terms.append(goal.values[pair] * cell)
            if goal.lifts[pair]:
                for person in self.calendar.ends[pair]:
                    lifting.setdefault(person, []).append(cell)
        already = goal.count(self.calendar.problem, [pair for pair, _ in self.outside])
        for person, cells in lifting.items():
            under = min(goal.floors[person] - already[person], len(cells))
            if goal.bonus and under > 0:
                served = self.model.new_int_var(0, under, "")
                self.model.add(served <= sum(cells))
                terms.append(goal.bonus * served)
        return cp_model.LinearExpr.sum(terms)

    def keep(self, position: int, score: int) -> None:
        """Hold one of the scores, that of the whole timetable, at or above a value."""
        self.model.add(self.scores[position] >= score - self.constants[position])

    def solve(
        self, *, time_limit: float, seed: int, workers: int, should_stop: Callable[[], bool]
    ) -> tuple[Outcome, dict[int, int]]:
        """Maximise the last score; the outcome and the slot of each pair of the part."""
        self.model.maximize(self.scores[-1])
        outcome = run_model(
            self.model,
            list(self.cells.values()),
            time_limit=time_limit,
            seed=seed,
            workers=workers,
            should_stop=should_stop,
        )
        if outcome.status in (Status.INFEASIBLE, Status.UNKNOWN):
            return outcome, {}
        chosen = {pair: slot for (pair, slot), on in zip(self.cells, outcome.values, strict=True) if on}
        return outcome, chosen
