"""Which pairs meet, slots apart: the most valuable set within everybody's capacity, and so an upper bound.

When the wishes go between two sides (founders and investors) this is a b-matching on a bipartite graph, a min-cost flow
whose answer is whole (Edmonds and Karp, 1972). When they do not, the same flow on two copies of every person is the
half-integral relaxation of the b-matching (Schrijver, Combinatorial Optimization, 2003, chapter 31): still a bound.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchmaker.optimise.flow import Arc, cheapest_circulation
from matchmaker.scheduling.calendar import NOWHERE, Calendar
from matchmaker.scheduling.goal import Goal

_SOURCE, _SINK, _PEOPLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Pairs that should meet, and what no timetable can exceed.

    Attributes
    ----------
    whole, half : tuple of int
        Pairs taken fully, and pairs that the relaxation takes by half (only where wishes run in odd rings).
    gain_bound : int
        Upper bound of what these and all other candidates can add to the goal's score.
    """

    whole: tuple[int, ...]
    half: tuple[int, ...]
    gain_bound: int


def choose(calendar: Calendar, goal: Goal) -> Choice:
    """Best set of pairs within the capacities that the calendar has left.

    Parameters
    ----------
    calendar : Calendar
        With the meetings that stay.
    goal : Goal
        Its candidates that are placed, or have no slot or no budget, are left out.

    Returns
    -------
    Choice
    """
    open_pairs = [
        pair
        for pair in goal.candidates
        if calendar.slot_of[pair] == NOWHERE and calendar.list_slots(pair) and calendar.has_budget(pair)
    ]
    side = split_sides(calendar.ends, open_pairs)
    copies = 2 if side is None else 1
    arcs = list(_pair_arcs(calendar, goal, open_pairs, side=side))
    arcs += _people_arcs(calendar, goal, open_pairs, side=side)
    flow = cheapest_circulation(_PEOPLE + 2 * len(calendar.free), arcs)
    units = [sum(flow.units[copies * k : copies * (k + 1)]) for k in range(len(open_pairs))]
    whole = tuple(pair for pair, n in zip(open_pairs, units, strict=True) if n == copies)
    half = tuple(pair for pair, n in zip(open_pairs, units, strict=True) if 0 < n < copies)
    return Choice(whole, half, -flow.cost // copies)


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


def _pair_arcs(calendar: Calendar, goal: Goal, pairs: Sequence[int], *, side: dict[int, bool] | None) -> Iterator[Arc]:
    """One arc a pair from its first side to its second, or two, one each way between the copies."""
    for pair in pairs:
        a, b = calendar.ends[pair]
        for tail, head in ((a, b), (b, a)):
            if side is None or side[tail]:
                yield Arc(_PEOPLE + 2 * tail, _PEOPLE + 2 * head + 1, 1, -goal.values[pair])


def _people_arcs(
    calendar: Calendar, goal: Goal, pairs: Sequence[int], *, side: dict[int, bool] | None
) -> Iterator[Arc]:
    """Capacity of each person, the part under the floor rewarded, and of the room."""
    reach = [0] * len(calendar.free)
    counted = goal.count(calendar.problem, [pair for pair, _ in calendar.list_meetings()])
    for pair in pairs:
        slots = calendar.list_slots(pair)
        for person in calendar.ends[pair]:
            reach[person] |= slots
    for person, slots in enumerate(reach):
        if slots:
            capacity = min(calendar.spare(person), slots.bit_count())
            under = min(capacity, max(0, goal.floors[person] - counted[person]))
            for units, cost in ((under, -goal.bonus), (capacity - under, 0)):
                if side is None or side[person]:
                    yield Arc(_SOURCE, _PEOPLE + 2 * person, units, cost)
                if side is None or not side[person]:
                    yield Arc(_PEOPLE + 2 * person + 1, _SINK, units, cost)
    seats = sum(tables - load for tables, load in zip(calendar.tables, calendar.load, strict=True))
    yield Arc(_SINK, _SOURCE, seats if side is not None else 2 * seats)
