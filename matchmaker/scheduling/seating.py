"""Which table each meeting sits at: owners at their own, the others where they sat before.

Slot by slot, an assignment of meetings to tables of least cost (Kuhn, 1955), where a person who changes tables costs
one, who changes rooms one more, and an owner away from the own table more than everything else. Exact in each slot
given the slots before; then again given those after as well, as long as that saves a move.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matchmaker.scheduling.model.problem import Placement, Problem


def reseat_meetings(
    problem: Problem, before: Iterable[Placement], meetings: Iterable[tuple[int, int]]
) -> tuple[Placement, ...]:
    """Meetings given as (pair, slot) with a table each, by slot and table; as few as can be change tables.

    Parameters
    ----------
    problem : Problem
    before : iterable of Placement
        The timetable so far; its tables are kept where slot and table still hold.
    meetings : iterable of (pair, slot)
        No more in a slot than it has tables.

    Returns
    -------
    tuple of Placement
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
        table = _pick(problem, pair, free[slot])
        free[slot].remove(table)
        placed.append(Placement(pair, slot, table))
    return tuple(sorted(placed, key=lambda it: (it.slot, it.table)))


def _pick(problem: Problem, pair: int, free: Sequence[int]) -> int:
    """A table that one of the two owns, else the first that nobody owns, else any."""
    people = problem.pairs[pair].people
    mine = {problem.people[person].table for person in people}
    owned = {it.table for it in problem.people}
    return min(free, key=lambda table: (table not in mine, table in owned, table))


# More than both people of a meeting can save by staying where they are, before and after.
_OWNER = 9

# Of equally good seats the one taken already, so that seating again changes nothing without need.
_STAY = 1e-3

# Times that all slots are seated again at most; the first few save nearly all there is.
_ROUNDS = 4


def seat_meetings(problem: Problem, meetings: Iterable[tuple[int, int]]) -> tuple[Placement, ...]:
    """Meetings given as (pair, slot) with a table each, by slot and table.

    Parameters
    ----------
    problem : Problem
    meetings : iterable of (pair, slot)
        No more in a slot than it has tables.

    Returns
    -------
    tuple of Placement

    Notes
    -----
    Cost is that of a few assignments a slot, O(tables³) each at worst.
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
    """The pairs in which the two people of each pair sat before, and in which they sit next."""
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
    for it in sorted(placements, key=lambda it: it.slot):
        for person in problem.pairs[it.pair].people:
            moves += last.get(person, it.table) != it.table
            last[person] = it.table
    return moves


def bound_table_moves(problem: Problem, meetings: Iterable[tuple[int, int]]) -> int:
    """Fewest changes of table that meetings, given as (pair, slot), can do with; a lower bound.

    Two people who come from different meetings of one slot sat at different tables, so one of them moves; the same
    holds for two who part for meetings of one slot. A step of one person stands in at most one conflict of each kind,
    so the conflicts form paths and even rings, and of k steps on one of these k // 2 are moves.
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
    """Seat the meetings of a slot anew, given where their neighbours sit."""
    usable = problem.list_tables(slot)
    cost = _seat_costs(problem, pairs, width=problem.tables[slot], near=near, tables=tables)[:, usable]
    rows, seats = linear_sum_assignment(cost)
    tables.update((pairs[row], usable[seat]) for row, seat in zip(rows.tolist(), seats.tolist(), strict=True))


def _seat_costs(
    problem: Problem, pairs: list[int], *, width: int, near: Mapping[int, Sequence[int]], tables: Mapping[int, int]
) -> NDArray[np.float64]:
    """(meetings, tables) cost of each seat, in steps to other tables and rooms, less what an own table is worth."""
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
                cost[row, own] -= _OWNER
        cost[row, tables.get(index, 0)] -= _STAY if index in tables else 0
    return cost
