"""The fewest people whose meetings must move, proven by a separate linear program, to compare repairs with."""

from collections.abc import Sequence
from typing import Any

from matchmaker.optimise.integer_program import IntegerProgram, SolverStatus
from matchmaker.scheduling.model.problem import Placement, Problem
from matchmaker.scheduling.model.rules import get_capacity, list_open_slots, list_resource_uses
from matchmaker.scheduling.repairing.disruption import Disruption, has_lost_table
from matchmaker.scheduling.repairing.repair import Alternative

SECONDS = 30.0


def count_least_moved(
    problem: Problem, before: Sequence[Placement], disruption: Disruption, *, now: int, goal: Alternative
) -> int:
    """People moved at least by any timetable with the value and the musts of an alternative; a proven lower bound.

    People at a lost table move in any case; other changes of table are not counted.
    """
    old = {it.pair: it.slot for it in before}
    program, cells = IntegerProgram(), {}
    for pair in range(len(problem.pairs)):
        for slot in list_open_slots(problem, pair):
            if slot >= now or old.get(pair) == slot:
                cells[pair, slot] = program.add_column()
    uncounted = disruption.informed_people | ({len(problem.people) - 1} if disruption.guest else set())
    moved = {person: program.add_column() for person in range(len(problem.people)) if person not in uncounted}
    _add_rules(program, problem, cells)
    _fix_past(program, cells, old, now=now)
    _count_moves(program, problem, cells, old=old, moved=moved)
    unseated = (it.pair for it in before if has_lost_table(disruption, it))
    for person in {person for pair in unseated for person in problem.pairs[pair].people} & moved.keys():
        program.add_row([(moved[person], 1)], low=1)
    program.add_row([(column, problem.pairs[pair].value) for (pair, _), column in cells.items()], low=goal.value)
    musts = range(len(problem.pairs) - len(disruption.musts), len(problem.pairs))
    wanted = [(column, 1) for (pair, _), column in cells.items() if pair in musts]
    program.add_row(wanted, low=len(musts) - len(goal.missing_musts))
    outcome = program.maximise([(column, -1) for column in moved.values()], time_limit=SECONDS)
    if outcome.bound is None or outcome.status is SolverStatus.INFEASIBLE:
        raise ArithmeticError(f"fewest people moved: got {outcome.status}, expected a bound")
    return -outcome.bound


def _add_rules(program: IntegerProgram, problem: Problem, cells: dict[tuple[int, int], int]) -> None:
    rows: dict[Any, list[int]] = {}
    for (pair, slot), column in cells.items():
        for use in list_resource_uses(problem, pair, slot):
            rows.setdefault(use, []).append(column)
    for use, columns in rows.items():
        program.add_row([(column, 1) for column in columns], high=get_capacity(problem, use))


def _fix_past(program: IntegerProgram, cells: dict[tuple[int, int], int], old: dict[int, int], *, now: int) -> None:
    for pair, slot in old.items():
        if slot < now:
            program.add_row([(cells[pair, slot], 1)], low=1)


def _count_moves(
    program: IntegerProgram,
    problem: Problem,
    cells: dict[tuple[int, int], int],
    *,
    old: dict[int, int],
    moved: dict[int, int],
) -> None:
    """Count people who lose or exchange a meeting as moved."""
    for pair, slot in old.items():
        for person in problem.pairs[pair].people & moved.keys():
            stays = [(cells[pair, slot], 1)] if (pair, slot) in cells else []
            program.add_row([*stays, (moved[person], 1)], low=1)
    for (pair, slot), column in cells.items():
        for person in problem.pairs[pair].people & moved.keys() if old.get(pair) != slot else ():
            program.add_row([(moved[person], 1), (column, -1)], low=0)
