"""Which pairs meet, slots apart: the most valuable set within everybody's capacity, and so an upper bound.

When the wishes go between two sides (founders and investors) and no groups limit them, this is a b-matching on a
bipartite graph: a min-cost flow, whose answer is whole (Edmonds and Karp, 1972). Otherwise it is a small linear program
in whole numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchmaker.optimise.flow import Arc, cheapest_circulation
from matchmaker.scheduling.calendar import NOWHERE, Calendar
from matchmaker.scheduling.constraints import ANY_SLOT, GROUP
from matchmaker.scheduling.goal import Goal
from matchmaker.scheduling.plan_program import PlanProgram

_SOURCE, _SINK, _PEOPLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Pairs that should meet, and the goal's score that no timetable with what is placed already can exceed."""

    pairs: tuple[int, ...]
    bound: int | None


def choose(calendar: Calendar, goal: Goal, *, time_limit: float) -> Choice:
    """Best set of pairs within the capacities that the calendar has left.

    Parameters
    ----------
    calendar : Calendar
        With the meetings that stay.
    goal : Goal
        Its candidates that are placed, or have no slot or no budget, are left out.
    time_limit : float
        Seconds; the flow ignores them, it is always quick.

    Returns
    -------
    Choice
        The bound is None only when time ran out before anything was proven.
    """
    pairs = [
        pair
        for pair in goal.candidates
        if calendar.slot_of[pair] == NOWHERE and calendar.list_slots(pair) and calendar.has_budget(pair)
    ]
    side = split_sides(calendar.ends, pairs)
    if side is None or any(GROUP.keys(calendar.problem, pair) for pair in pairs):
        return _choose_by_program(calendar, goal, pairs, time_limit=time_limit)
    return _choose_by_flow(calendar, goal, pairs, side=side)


def split_sides(ends: Sequence[tuple[int, int]], pairs: Sequence[int]) -> dict[int, bool] | None:
    """A side for everybody in the pairs, such that every pair crosses, or None when there is an odd ring."""
    partners: dict[int, list[int]] = {}
    for pair in pairs:
        a, b = ends[pair]
        partners.setdefault(a, []).append(b)
        partners.setdefault(b, []).append(a)
    side: dict[int, bool] = {}
    for start in partners:
        if start in side:
            continue
        side[start] = True
        stack = [start]
        while stack:
            person = stack.pop()
            for other in partners[person]:
                if other not in side:
                    side[other] = not side[person]
                    stack.append(other)
                elif side[other] == side[person]:
                    return None
    return side


def _list_capacities(calendar: Calendar, pairs: Sequence[int]) -> dict[int, int]:
    """Meetings that each person in the pairs can still take: the budget, and no more than slots in reach."""
    reach: dict[int, int] = {}
    for pair in pairs:
        slots = calendar.list_slots(pair)
        for person in calendar.ends[pair]:
            reach[person] = reach.get(person, 0) | slots
    return {person: min(calendar.spare(person), slots.bit_count()) for person, slots in reach.items()}


def _count_seats(calendar: Calendar) -> int:
    return sum(tables - load for tables, load in zip(calendar.tables, calendar.load, strict=True))


def _choose_by_program(calendar: Calendar, goal: Goal, pairs: Sequence[int], *, time_limit: float) -> Choice:
    placed = calendar.list_meetings()
    program = PlanProgram(calendar, [(pair, ANY_SLOT) for pair in pairs], [(pair, ANY_SLOT) for pair, _ in placed])
    of_person: dict[int, list[int]] = {}
    for column, pair in enumerate(pairs):
        for person in calendar.ends[pair]:
            of_person.setdefault(person, []).append(column)
    for person, capacity in _list_capacities(calendar, pairs).items():
        program.limit(of_person[person], capacity)
    program.limit(range(len(pairs)), _count_seats(calendar))
    answer = program.maximise(goal, time_limit=time_limit)
    return Choice(tuple(pair for pair, _ in answer.cells or ()), answer.bound)


def _choose_by_flow(calendar: Calendar, goal: Goal, pairs: Sequence[int], *, side: dict[int, bool]) -> Choice:
    arcs = list(_list_arcs(calendar, goal, pairs, side=side))
    flow = cheapest_circulation(_PEOPLE + len(calendar.free), arcs)
    chosen = tuple(pair for pair, units in zip(pairs, flow.units, strict=False) if units)
    placed = [pair for pair, _ in calendar.list_meetings()]
    return Choice(chosen, goal.score(calendar.problem, placed) - flow.cost)


def _list_arcs(calendar: Calendar, goal: Goal, pairs: Sequence[int], *, side: dict[int, bool]) -> Iterator[Arc]:
    """An arc a pair from side to side, then each person's capacity, the part under the floor rewarded, and the room."""
    for pair in pairs:
        a, b = calendar.ends[pair]
        tail, head = (a, b) if side[a] else (b, a)
        yield Arc(_PEOPLE + tail, _PEOPLE + head, 1, -goal.values[pair])
    counted = goal.count(calendar.problem, [pair for pair, _ in calendar.list_meetings()])
    for person, capacity in _list_capacities(calendar, pairs).items():
        tail, head = (_SOURCE, _PEOPLE + person) if side[person] else (_PEOPLE + person, _SINK)
        under = min(capacity, max(0, goal.floors[person] - counted[person]))
        yield Arc(tail, head, under, -goal.bonus)
        yield Arc(tail, head, capacity - under)
    yield Arc(_SINK, _SOURCE, _count_seats(calendar))
