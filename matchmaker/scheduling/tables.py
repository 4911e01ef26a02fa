"""Which table each meeting sits at: owners at their own, the others where they sat before.

Slot by slot, an assignment of meetings to tables of least cost (Kuhn, 1955), where a person who changes tables costs
one and an owner away from the own table more than everything else. Exact in each slot given the slots before.
"""

from collections.abc import Iterable

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.scheduling.problem import Placement, Problem

# More than both people of a meeting can save by staying where they are.
_OWNER = 4


def seat(problem: Problem, meetings: Iterable[tuple[int, int]]) -> tuple[Placement, ...]:
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
    Cost is that of one assignment a slot, O(tables³) at worst.
    """
    by_slot: dict[int, list[int]] = {}
    for pair, slot in meetings:
        by_slot.setdefault(slot, []).append(pair)
    last: dict[int, int] = {}
    placed: list[Placement] = []
    for slot in sorted(by_slot):
        pairs = sorted(by_slot[slot])
        usable = problem.list_tables(slot)
        cost = _seat_costs(problem, pairs, tables=problem.tables[slot], last=last)[:, usable]
        rows, seats = linear_sum_assignment(cost)
        for row, seat in zip(rows.tolist(), seats.tolist(), strict=True):
            table = usable[seat]
            placed.append(Placement(pairs[row], slot, table))
            last[problem.pairs[pairs[row]].a] = last[problem.pairs[pairs[row]].b] = table
    return tuple(sorted(placed, key=lambda it: (it.slot, it.table)))


def count_table_moves(problem: Problem, placements: Iterable[Placement]) -> int:
    """Changes of table between consecutive meetings, over all people."""
    last: dict[int, int] = {}
    moves = 0
    for it in sorted(placements, key=lambda it: it.slot):
        for person in problem.pairs[it.pair].people:
            moves += last.get(person, it.table) != it.table
            last[person] = it.table
    return moves


def _seat_costs(problem: Problem, pairs: list[int], *, tables: int, last: dict[int, int]) -> np.ndarray:
    """(meetings, tables) cost of each seat, in people who move, less what an owner's own table is worth."""
    cost = np.zeros((len(pairs), tables))
    for row, index in enumerate(pairs):
        for person in problem.pairs[index].people:
            cost[row] += person in last
            if last.get(person, tables) < tables:
                cost[row, last[person]] -= 1
            own = problem.people[person].table
            if own is not None and own < tables:
                cost[row, own] -= _OWNER
    return cost
