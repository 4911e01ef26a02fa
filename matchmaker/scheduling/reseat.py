"""Tables after a repair: whoever keeps slot and table sits on, the others take what is free."""

from collections.abc import Iterable, Sequence

from matchmaker.scheduling.problem import Placement, Problem


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
