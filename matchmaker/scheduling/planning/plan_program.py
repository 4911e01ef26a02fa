"""The rules and a goal as an integer program, over all cells (pair, slot) or over the cells of one part.

A column states whether a pair meets in a slot. Every rule becomes rows: they limit the columns that use the same
resource. Without slots (all cells in ``ANY_SLOT``) the program chooses pairs only. On timetables its linear relaxation
is nearly always integral, so it is solved quickly.
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
    """A goal of an earlier stage, and the two results that must not fall: meetings up to the floor, and value."""

    goal: Goal
    floor_served: int
    total_value: int


@dataclass(frozen=True, slots=True)
class ProgramSolution:
    """The best cells found, None without a solution; and an upper bound of the goal's score, None when unproven."""

    cells: tuple[Cell, ...] | None
    bound: int | None


class PlanProgram:
    """A program over some cells. The meetings outside keep their slots and use their part of every resource."""

    def __init__(self, timetable: PartialTimetable, cells: Sequence[Cell], outside: Collection[Cell]) -> None:
        self.timetable = timetable
        self.cells = tuple(cells)
        self.outside = [pair for pair, _ in outside]
        self.program = IntegerProgram([1] * len(self.cells))
        self._add_rules(outside)

    def _add_rules(self, outside: Collection[Cell]) -> None:
        problem = self.timetable.problem
        rows: dict[ResourceUse, list[int]] = {}
        for column, (pair, slot) in enumerate(self.cells):
            for use in list_resource_uses(problem, pair, slot):
                rows.setdefault(use, []).append(column)
        used = Counter(use for pair, slot in outside for use in list_resource_uses(problem, pair, slot))
        for use, columns in rows.items():
            self.limit(columns, get_capacity(problem, use) - used[use])

    def limit(self, columns: Sequence[int], most: int) -> None:
        """Choose at most ``most`` of the columns."""
        if most < len(columns):
            self.program.add_row([(column, 1) for column in columns], high=most)

    def hold_goal(self, kept: KeptGoal) -> None:
        """Keep an earlier goal at its level."""
        problem = self.timetable.problem
        served = kept.floor_served - kept.goal.floor_served(problem, self.outside)
        if kept.goal.bonus and served > 0:
            self.program.add_row(self._make_floor_terms(kept.goal), low=served)
        low = kept.total_value - kept.goal.total_value(self.outside)
        self.program.add_row(self._make_value_terms(kept.goal), low=low)

    def maximise(self, goal: Goal, *, time_limit: float) -> ProgramSolution:
        """Maximise the floor, then the value, in two programs.

        One weighted sum of both would need very large weights.
        """
        served_bound, left = 0, time_limit
        if goal.bonus:
            served = self._make_floor_terms(goal)
            result = self.program.maximise(served, time_limit=time_limit / 2)
            if result.status is not SolverStatus.OPTIMAL:
                return self._to_solution(result, None)
            self.program.add_row(served, low=result.objective)
            served_bound, left = (
                result.objective + goal.floor_served(self.timetable.problem, self.outside),
                time_limit / 2,
            )
        result = self.program.maximise(self._make_value_terms(goal), time_limit=left)
        if result.bound is None:
            return self._to_solution(result, None)
        return self._to_solution(result, goal.bonus * served_bound + result.bound + goal.total_value(self.outside))

    def _to_solution(self, result: ProgramResult, bound: int | None) -> ProgramSolution:
        if result.status in (SolverStatus.INFEASIBLE, SolverStatus.UNKNOWN):
            return ProgramSolution(None, bound)
        chosen = zip(self.cells, result.values[: len(self.cells)], strict=True)
        return ProgramSolution(tuple(cell for cell, is_chosen in chosen if is_chosen), bound)

    def _make_value_terms(self, goal: Goal) -> Terms:
        return [(column, goal.values[pair]) for column, (pair, _) in enumerate(self.cells) if goal.values[pair]]

    def _make_floor_terms(self, goal: Goal) -> Terms:
        """Add a column for each person: meetings up to the floor, no more than the person's meetings."""
        columns_of: dict[int, list[int]] = {}
        for column, (pair, _) in enumerate(self.cells):
            if goal.counts_for_floor[pair]:
                for person in self.timetable.ends[pair]:
                    columns_of.setdefault(person, []).append(column)
        counted = goal.count(self.timetable.problem, self.outside)
        terms = []
        for person, columns in columns_of.items():
            under = min(goal.floors[person] - counted[person], len(columns))
            if under > 0:
                served = self.program.add_column(under)
                self.program.add_row([(served, 1), *((column, -1) for column in columns)], high=0)
                terms.append((served, 1))
        return terms
