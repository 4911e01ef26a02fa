"""The selection of pairs without slots: the most valuable set within everybody's capacity, and so an upper bound.

Often the wishes go between two sides (founders and investors) and no groups limit them. Then this is a b-matching on a
bipartite graph: a min-cost flow, whose solution is integral (Edmonds and Karp, 1972). Otherwise it is a small integer
program.
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
    """Pairs that should meet, and an upper bound of the goal's score for timetables with the meetings placed so far."""

    pairs: tuple[int, ...]
    bound: int | None


def select_pairs(timetable: PartialTimetable, goal: Goal, *, time_limit: float) -> PairSelection:
    """The most valuable set of pairs within the capacities that are left.

    Only locked meetings block slots, as all others may still move.

    Parameters
    ----------
    timetable : PartialTimetable
        With the meetings that stay.
    goal : Goal
        Its candidates are left out when they are placed, have no reachable slot, or have no budget.
    time_limit : float
        Seconds for the program; the flow is always quick and ignores it.

    Returns
    -------
    PairSelection
        The bound is None only when the time ended before anything was proven.
    """
    reach = {
        pair: slots
        for pair, slots in zip(goal.candidates, list_reachable_slots(timetable, goal.candidates), strict=True)
        if slots and timetable.slot_of[pair] == UNPLACED and timetable.has_budget(pair)
    }
    side = find_bipartition(timetable.ends, list(reach))
    if side is None or any(map(partial(_has_linking_rules, timetable.problem), reach)):
        return _select_by_program(timetable, goal, reach, time_limit=time_limit)
    return _select_by_flow(timetable, goal, reach, side=side)


def _has_linking_rules(problem: Problem, pair: int) -> bool:
    """Whether a rule other than capacity links this pair to other pairs."""
    return problem.pairs[pair].substitute_for is not None or bool(GROUP.keys(problem, pair))


def list_reachable_slots(timetable: PartialTimetable, pairs: Iterable[int]) -> list[int]:
    """Slots of each pair, as bits, that no locked meeting takes. Moving other meetings could free them."""
    busy, load = [0] * len(timetable.free_slots), [0] * timetable.problem.slots
    for pair in timetable.locked:
        slot = timetable.slot_of[pair]
        load[slot] += 1
        for person in timetable.ends[pair]:
            busy[person] |= 1 << slot
    shut = sum(1 << t for t, n in enumerate(load) if n >= timetable.tables[t])
    ends = ((pair, *timetable.ends[pair]) for pair in pairs)
    return [timetable.open_slots[pair] & ~(busy[a] | busy[b] | shut) for pair, a, b in ends]


def find_bipartition(ends: Sequence[tuple[int, int]], pairs: Sequence[int]) -> dict[int, bool] | None:
    """A side for everybody in the pairs, so that every pair joins both sides; None when there is an odd cycle."""
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


def _list_capacities(timetable: PartialTimetable, reach: Mapping[int, int]) -> dict[int, int]:
    """Number of meetings that each person in the pairs can still have.

    It is the least of three numbers. The first is the budget. The second is the reachable slots of the waiting pairs.
    The third is the reachable slots of all the person's pairs, minus the placed meetings that may move.
    """
    waiting: dict[int, int] = {}
    for pair, slots in reach.items():
        for person in timetable.ends[pair]:
            waiting[person] = waiting.get(person, 0) | slots
    everywhere, placed = dict(waiting), Counter[int]()
    movable = [pair for pair, _ in timetable.list_meetings() if pair not in timetable.locked]
    for pair, slots in zip(movable, list_reachable_slots(timetable, movable), strict=True):
        for person in timetable.ends[pair]:
            everywhere[person] = everywhere.get(person, 0) | slots
            placed[person] += 1
    return {
        person: min(
            timetable.count_remaining(person), slots.bit_count(), everywhere[person].bit_count() - placed[person]
        )
        for person, slots in waiting.items()
    }


def _count_seats(timetable: PartialTimetable) -> int:
    return sum(tables - load for tables, load in zip(timetable.tables, timetable.slot_loads, strict=True))


def _select_by_program(
    timetable: PartialTimetable, goal: Goal, reach: Mapping[int, int], *, time_limit: float
) -> PairSelection:
    placed, pairs = timetable.list_meetings(), list(reach)
    program = PlanProgram(timetable, [(pair, ANY_SLOT) for pair in pairs], [(pair, ANY_SLOT) for pair, _ in placed])
    of_person: dict[int, list[int]] = {}
    for column, pair in enumerate(pairs):
        for person in timetable.ends[pair]:
            of_person.setdefault(person, []).append(column)
    for person, capacity in _list_capacities(timetable, reach).items():
        program.limit(of_person[person], capacity)
    program.limit(range(len(pairs)), _count_seats(timetable))
    solution = program.maximise(goal, time_limit=time_limit)
    return PairSelection(tuple(pair for pair, _ in solution.cells or ()), solution.bound)


def _select_by_flow(
    timetable: PartialTimetable, goal: Goal, reach: Mapping[int, int], *, side: dict[int, bool]
) -> PairSelection:
    arcs = list(_list_arcs(timetable, goal, reach, side=side))
    flow = min_cost_circulation(_PEOPLE + len(timetable.free_slots), arcs)
    chosen = tuple(pair for pair, units in zip(reach, flow.units, strict=False) if units)
    placed = [pair for pair, _ in timetable.list_meetings()]
    return PairSelection(chosen, goal.score(timetable.problem, placed) - flow.cost)


def _list_arcs(
    timetable: PartialTimetable, goal: Goal, reach: Mapping[int, int], *, side: dict[int, bool]
) -> Iterator[Arc]:
    """Arcs of the flow network.

    One arc for each pair, two for each person (up to the floor with a bonus, then the rest), and one for all tables.
    """
    for pair in reach:
        a, b = timetable.ends[pair]
        tail, head = (a, b) if side[a] else (b, a)
        yield Arc(_PEOPLE + tail, _PEOPLE + head, 1, -goal.values[pair])
    counted = goal.count(timetable.problem, [pair for pair, _ in timetable.list_meetings()])
    for person, capacity in _list_capacities(timetable, reach).items():
        tail, head = (_SOURCE, _PEOPLE + person) if side[person] else (_PEOPLE + person, _SINK)
        under = min(capacity, max(0, goal.floors[person] - counted[person]))
        yield Arc(tail, head, under, -goal.bonus)
        yield Arc(tail, head, capacity - under)
    yield Arc(_SINK, _SOURCE, _count_seats(timetable))
