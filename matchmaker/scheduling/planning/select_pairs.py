"""Which pairs meet, slots apart: the most valuable set within everybody's capacity, and so an upper bound.

When the wishes go between two sides (founders and investors) and no groups limit them, this is a b-matching on a
bipartite graph: a min-cost flow, whose answer is whole (Edmonds and Karp, 1972). Otherwise it is a small linear program
in whole numbers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from matchmaker.optimise.min_cost_flow import Arc, min_cost_circulation
from matchmaker.scheduling.model.goal import Goal
from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import ANY_SLOT, GROUP
from matchmaker.scheduling.planning.plan_program import PlanProgram

_SOURCE, _SINK, _PEOPLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class PairSelection:
    """Pairs that should meet, and the goal's score that no timetable with what is placed already can exceed."""

    pairs: tuple[int, ...]
    bound: int | None


def select_pairs(calendar: PartialTimetable, goal: Goal, *, time_limit: float) -> PairSelection:
    """Best set of pairs within the capacities that the calendar has left, in slots as if nothing but locks stood.

    Parameters
    ----------
    calendar : Calendar
        With the meetings that stay.
    goal : Goal
        Its candidates that are placed, or have no slot in reach or no budget, are left out.
    time_limit : float
        Seconds; the flow ignores them, it is always quick.

    Returns
    -------
    Choice
        The bound is None only when time ran out before anything was proven.
    """
    reach = {
        pair: slots
        for pair, slots in zip(goal.candidates, list_reachable_slots(calendar, goal.candidates), strict=True)
        if slots and calendar.slot_of[pair] == UNPLACED and calendar.has_budget(pair)
    }
    side = find_bipartition(calendar.ends, list(reach))
    if side is None or any(map(partial(_has_linking_rules, calendar.problem), reach)):
        return _choose_by_program(calendar, goal, reach, time_limit=time_limit)
    return _choose_by_flow(calendar, goal, reach, side=side)


def _has_linking_rules(problem: Problem, pair: int) -> bool:
    """Whether whom a pair meets depends on other pairs in more ways than through its people's capacity."""
    return problem.pairs[pair].substitute_for is not None or bool(GROUP.keys(problem, pair))


def list_reachable_slots(calendar: PartialTimetable, pairs: Iterable[int]) -> list[int]:
    """Slots of each pair, as bits, that no locked meeting takes: all that moving the others could open."""
    busy, load = [0] * len(calendar.free_slots), [0] * calendar.problem.slots
    for pair in calendar.locked:
        slot = calendar.slot_of[pair]
        load[slot] += 1
        for person in calendar.ends[pair]:
            busy[person] |= 1 << slot
    shut = sum(1 << t for t, n in enumerate(load) if n >= calendar.tables[t])
    ends = ((pair, *calendar.ends[pair]) for pair in pairs)
    return [calendar.open_slots[pair] & ~(busy[a] | busy[b] | shut) for pair, a, b in ends]


def find_bipartition(ends: Sequence[tuple[int, int]], pairs: Sequence[int]) -> dict[int, bool] | None:
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


def _list_capacities(calendar: PartialTimetable, reach: Mapping[int, int]) -> dict[int, int]:
    """Meetings that each person in the pairs can still take.

    The budget, and no more than slots in reach, with those of the meetings that stay but may move.
    """
    waiting: dict[int, int] = {}
    for pair, slots in reach.items():
        for person in calendar.ends[pair]:
            waiting[person] = waiting.get(person, 0) | slots
    everywhere, placed = dict(waiting), Counter[int]()
    movable = [pair for pair, _ in calendar.list_meetings() if pair not in calendar.locked]
    for pair, slots in zip(movable, list_reachable_slots(calendar, movable), strict=True):
        for person in calendar.ends[pair]:
            everywhere[person] = everywhere.get(person, 0) | slots
            placed[person] += 1
    return {
        person: min(
            calendar.count_remaining(person), slots.bit_count(), everywhere[person].bit_count() - placed[person]
        )
        for person, slots in waiting.items()
    }


def _count_seats(calendar: PartialTimetable) -> int:
    return sum(tables - load for tables, load in zip(calendar.tables, calendar.slot_loads, strict=True))


def _choose_by_program(
    calendar: PartialTimetable, goal: Goal, reach: Mapping[int, int], *, time_limit: float
) -> PairSelection:
    placed, pairs = calendar.list_meetings(), list(reach)
    program = PlanProgram(calendar, [(pair, ANY_SLOT) for pair in pairs], [(pair, ANY_SLOT) for pair, _ in placed])
    of_person: dict[int, list[int]] = {}
    for column, pair in enumerate(pairs):
        for person in calendar.ends[pair]:
            of_person.setdefault(person, []).append(column)
    for person, capacity in _list_capacities(calendar, reach).items():
        program.limit(of_person[person], capacity)
    program.limit(range(len(pairs)), _count_seats(calendar))
    answer = program.maximise(goal, time_limit=time_limit)
    return PairSelection(tuple(pair for pair, _ in answer.cells or ()), answer.bound)


def _choose_by_flow(
    calendar: PartialTimetable, goal: Goal, reach: Mapping[int, int], *, side: dict[int, bool]
) -> PairSelection:
    arcs = list(_list_arcs(calendar, goal, reach, side=side))
    flow = min_cost_circulation(_PEOPLE + len(calendar.free_slots), arcs)
    chosen = tuple(pair for pair, units in zip(reach, flow.units, strict=False) if units)
    placed = [pair for pair, _ in calendar.list_meetings()]
    return PairSelection(chosen, goal.score(calendar.problem, placed) - flow.cost)


def _list_arcs(
    calendar: PartialTimetable, goal: Goal, reach: Mapping[int, int], *, side: dict[int, bool]
) -> Iterator[Arc]:
    """An arc a pair from side to side, then each person's capacity, the part under the floor rewarded, and the room."""
    for pair in reach:
        a, b = calendar.ends[pair]
        tail, head = (a, b) if side[a] else (b, a)
        yield Arc(_PEOPLE + tail, _PEOPLE + head, 1, -goal.values[pair])
    counted = goal.count(calendar.problem, [pair for pair, _ in calendar.list_meetings()])
    for person, capacity in _list_capacities(calendar, reach).items():
        tail, head = (_SOURCE, _PEOPLE + person) if side[person] else (_PEOPLE + person, _SINK)
        under = min(capacity, max(0, goal.floors[person] - counted[person]))
        yield Arc(tail, head, under, -goal.bonus)
        yield Arc(tail, head, capacity - under)
    yield Arc(_SINK, _SOURCE, _count_seats(calendar))
