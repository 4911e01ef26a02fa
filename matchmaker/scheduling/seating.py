"""The table of each meeting: owners sit at their own table, the others stay where they sat before.

Each slot is an assignment of meetings to tables with the least cost (Kuhn, 1955). A change of table costs one for each
person, a change of room one more. An owner away from the own table costs more than everything else. The first round is
exact in each slot, given the slots before. Further rounds also consider the slots after, until nothing changes.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matchmaker.scheduling.model.problem import Placement, Problem


def reseat_meetings(
    problem: Problem, before: Iterable[Placement], meetings: Iterable[tuple[int, int]]
) -> tuple[Placement, ...]:
    """Assign a table to each meeting, and keep as many tables as possible.

    Parameters
    ----------
    problem : Problem
    before : iterable of Placement
        The timetable so far. A meeting keeps its table if it keeps its slot and the table can still be used.
    meetings : iterable of (pair, slot)
        No more in a slot than it has tables.

    Returns
    -------
    tuple of Placement
        By slot and table.
    """
    old = {(it.pair, it.slot): it.table for it in before}
    free: dict[int, list[int]] = {}
    placed, waiting = [], []
    for pair, slot in sorted(meetings):
        if slot not in free:
            free[slot] = problem.list_tables(slot)
        tables = free[slot]
        table = old.get((pair, slot))
        if table in tables:
            tables.remove(table)
            placed.append(Placement(pair, slot, table))
        else:
            waiting.append((pair, slot))
    for pair, slot in waiting:
        table = _choose_table(problem, pair, free[slot])
        free[slot].remove(table)
        placed.append(Placement(pair, slot, table))
    return tuple(sorted(placed, key=lambda it: (it.slot, it.table)))


def _choose_table(problem: Problem, pair: int, free: Sequence[int]) -> int:
    """A table that one of the two owns, else the first that nobody owns, else any."""
    people = problem.pairs[pair].people
    own = {problem.people[person].table for person in people}
    owned = {it.table for it in problem.people}
    return min(free, key=lambda table: (table not in own, table in owned, table))


# Bonus of an own table: more than both people of a meeting can save by staying at their table, before and after.
_OWN_TABLE_BONUS = 9

# Bonus of the current table among equal ones, so that a further round changes nothing without need.
_CURRENT_TABLE_BONUS = 1e-3

# Largest number of rounds over all slots. The first few save nearly all changes that can be saved.
_ROUNDS = 4


def seat_meetings(problem: Problem, meetings: Iterable[tuple[int, int]]) -> tuple[Placement, ...]:
    """Assign a table to each meeting.

    Parameters
    ----------
    problem : Problem
    meetings : iterable of (pair, slot)
        No more in a slot than it has tables.

    Returns
    -------
    tuple of Placement
        By slot and table.

    Notes
    -----
    Runs a few assignments for each slot, O(tables³) each in the worst case.
    """
    given = list(meetings)
    by_slot: dict[int, list[int]] = {}
    for pair, slot in given:
        by_slot.setdefault(slot, []).append(pair)
    before, after = list_neighbours(problem, given)
    near = {pair: [*before.get(pair, ()), *after.get(pair, ())] for pair, _ in given}
    tables: dict[int, int] = {}
    for _ in range(_ROUNDS):
        old = dict(tables)
        for slot in sorted(by_slot):
            _seat_slot(problem, slot, sorted(by_slot[slot]), near=near, tables=tables)
        if tables == old:
            break
    placed = (Placement(pair, slot, tables[pair]) for pair, slot in given)
    return tuple(sorted(placed, key=lambda it: (it.slot, it.table)))


def list_neighbours(
    problem: Problem, meetings: Iterable[tuple[int, int]]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """For each pair the previous meetings of its two people, and their next meetings."""
    last: dict[int, int] = {}
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for pair, _ in sorted(meetings, key=lambda it: it[1]):
        for person in (problem.pairs[pair].a, problem.pairs[pair].b):
            if person in last:
                before.setdefault(pair, []).append(last[person])
                after.setdefault(last[person], []).append(pair)
            last[person] = pair
    return before, after


def count_table_moves(problem: Problem, placements: Iterable[Placement]) -> int:
    """Changes of table between consecutive meetings, over all people."""
    last: dict[int, int] = {}
    moves = 0
    for placement in sorted(placements, key=lambda it: it.slot):
        for person in problem.pairs[placement.pair].people:
            moves += last.get(person, placement.table) != placement.table
            last[person] = placement.table
    return moves


def bound_table_moves(problem: Problem, meetings: Iterable[tuple[int, int]]) -> int:
    """Lower bound of the changes of table for meetings given as (pair, slot).

    Two people who come from different meetings of one slot sat at different tables, so one of them moves. The same
    holds for two people who go to different meetings of one slot. A step is one person's way between two meetings. Each
    step is in at most one conflict of each kind. So the conflicts form paths and even cycles, and a path or cycle of k
    steps needs at least k // 2 moves.
    """
    given = list(meetings)
    slot_of = dict(given)
    before, after = list_neighbours(problem, given)
    linked: dict[tuple[int, int], list[tuple[int, int]]] = {}
    steps_in = {pair: [(other, pair) for other in others] for pair, others in before.items()}
    steps_out = {pair: [(pair, other) for other in others] for pair, others in after.items()}
    for steps, end in ((steps_in, 0), (steps_out, 1)):
        for both in steps.values():
            if len(both) == 2 and both[0] != both[1] and slot_of[both[0][end]] == slot_of[both[1][end]]:
                linked.setdefault(both[0], []).append(both[1])
                linked.setdefault(both[1], []).append(both[0])
    return _count_paired(linked)


def _count_paired(linked: Mapping[tuple[int, int], Sequence[tuple[int, int]]]) -> int:
    """Half of the nodes of each connected part, rounded down, summed."""
    total, seen = 0, set[tuple[int, int]]()
    for start in linked:
        stack, size = [start], 0
        while stack:
            step = stack.pop()
            if step not in seen:
                seen.add(step)
                size += 1
                stack.extend(linked[step])
        total += size // 2
    return total


def _seat_slot(
    problem: Problem, slot: int, pairs: list[int], *, near: Mapping[int, Sequence[int]], tables: dict[int, int]
) -> None:
    """Assign the tables of one slot again, given the tables of the meetings in ``near``."""
    usable = problem.list_tables(slot)
    cost = _compute_table_costs(problem, pairs, width=problem.tables[slot], near=near, tables=tables)[:, usable]
    rows, seats = linear_sum_assignment(cost)
    tables.update((pairs[row], usable[seat]) for row, seat in zip(rows.tolist(), seats.tolist(), strict=True))


def _compute_table_costs(
    problem: Problem, pairs: list[int], *, width: int, near: Mapping[int, Sequence[int]], tables: Mapping[int, int]
) -> NDArray[np.float64]:
    """(meetings, tables) cost of each table: changes of table and room, minus the bonus of an own table."""
    rooms = np.array(problem.rooms[:width] or (0,) * width)
    cost = np.zeros((len(pairs), width))
    for row, index in enumerate(pairs):
        for table in (tables[other] for other in near[index] if other in tables):
            if problem.rooms:
                cost[row, rooms != problem.rooms[table]] += 1
            if table < width:
                cost[row, table] -= 1
        for person in problem.pairs[index].people:
            own = problem.people[person].table
            if own is not None and own < width:
                cost[row, own] -= _OWN_TABLE_BONUS
        cost[row, tables.get(index, 0)] -= _CURRENT_TABLE_BONUS if index in tables else 0
    return cost
