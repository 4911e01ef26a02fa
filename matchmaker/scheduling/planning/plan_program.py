"""The rules and a goal as a linear program, over all cells (pair, slot) or over those of a part of the timetable.

A column says whether a pair meets in a slot. Every rule becomes rows: at most so many of the columns that take up the
same. Without slots (all cells in ``ANY_SLOT``) the program chooses pairs only. On timetables its linear relaxation is
nearly always whole, which is why it is quick.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matchmaker.optimise.integer_program import IntegerProgram, ProgramResult, SolverStatus, Terms
from matchmaker.scheduling.model.goal import Goal
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.rules import ResourceUse, get_capacity, list_resource_uses

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeptGoal:
    """A goal of an earlier stage, and what must not fall: meetings under the floor, and value."""

    goal: Goal
    floor_served: int
    total_value: int


@dataclass(frozen=True, slots=True)
class ProgramSolution:
    """Best cells found, None when none were; and an upper bound of the goal's score, None when unproven."""

    cells: tuple[Cell, ...] | None
    bound: int | None


class PlanProgram:
    """A program over some cells; the meetings outside of it stay and take up their part of every rule."""

    def __init__(self, calendar: PartialTimetable, cells: Sequence[Cell], outside: Collection[Cell]) -> None:
        self.calendar = calendar
        self.cells = tuple(cells)
        self.outside = [pair for pair, _ in outside]
        self.program = IntegerProgram([1] * len(self.cells))
        self._add_rules(outside)

    def _add_rules(self, outside: Collection[Cell]) -> None:
        problem = self.calendar.problem
        rows: dict[ResourceUse, list[int]] = {}
        for column, (pair, slot) in enumerate(self.cells):
            for use in list_resource_uses(problem, pair, slot):
                rows.setdefault(use, []).append(column)
        taken = Counter(use for pair, slot in outside for use in list_resource_uses(problem, pair, slot))
        for use, columns in rows.items():
            self.limit(columns, get_capacity(problem, use) - taken[use])

    def limit(self, columns: Sequence[int], most: int) -> None:
        """At most so many of the columns."""
        if most < len(columns):
            self.program.add_row([(column, 1) for column in columns], high=most)

    def hold_goal(self, kept: KeptGoal) -> None:
        """Hold an earlier goal where it is."""
        problem = self.calendar.problem
        served = kept.floor_served - kept.goal.floor_served(problem, self.outside)
        if kept.goal.bonus and served > 0:
            self.program.add_row(self._served(kept.goal), low=served)
        self.program.add_row(self._worth(kept.goal), low=kept.total_value - kept.goal.total_value(self.outside))

    def maximise(self, goal: Goal, *, time_limit: float) -> ProgramSolution:
        """Floor first, then value: two programs, so that no weight spans both."""
        served_bound, left = 0, time_limit
        if goal.bonus:
            served = self._served(goal)
            outcome = self.program.maximise(served, time_limit=time_limit / 2)
            if outcome.status is not SolverStatus.OPTIMAL:
                return self._answer(outcome, None)
            self.program.add_row(served, low=outcome.objective)
            served_bound, left = (
                outcome.objective + goal.floor_served(self.calendar.problem, self.outside),
                time_limit / 2,
            )
        outcome = self.program.maximise(self._worth(goal), time_limit=left)
        if outcome.bound is None:
            return self._answer(outcome, None)
        return self._answer(outcome, goal.bonus * served_bound + outcome.bound + goal.total_value(self.outside))

    def _answer(self, outcome: ProgramResult, bound: int | None) -> ProgramSolution:
        if outcome.status in (SolverStatus.INFEASIBLE, SolverStatus.UNKNOWN):
            return ProgramSolution(None, bound)
        chosen = zip(self.cells, outcome.values[: len(self.cells)], strict=True)
        return ProgramSolution(tuple(cell for cell, on in chosen if on), bound)

    def _worth(self, goal: Goal) -> Terms:
        return [(column, goal.values[pair]) for column, (pair, _) in enumerate(self.cells) if goal.values[pair]]

    def _served(self, goal: Goal) -> Terms:
        """Meetings under the floor: a column a person, no more than the floor, no more than the meetings."""
        lifting: dict[int, list[int]] = {}
        for column, (pair, _) in enumerate(self.cells):
            if goal.counts_for_floor[pair]:
                for person in self.calendar.ends[pair]:
                    lifting.setdefault(person, []).append(column)
        already = goal.count(self.calendar.problem, self.outside)
        terms = []
        for person, columns in lifting.items():
            under = min(goal.floors[person] - already[person], len(columns))
            if under > 0:
                served = self.program.add_column(under)
                self.program.add_row([(served, 1), *((column, -1) for column in columns)], high=0)
                terms.append((served, 1))
        return terms
