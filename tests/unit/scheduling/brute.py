"""The tests' own, slow truth: every timetable of a tiny event, checked by rules written a second time."""

from collections.abc import Iterator, Sequence

from matchmaker.scheduling.problem import PairOrigin, Problem

Meetings = tuple[tuple[int, int], ...]


def is_valid(problem: Problem, meetings: Sequence[tuple[int, int]]) -> bool:
    """Whether meetings (pair, slot) keep the rules, tables as numbers only, fixed meetings apart."""
    for t in range(problem.slots):
        here = [problem.pairs[p] for p, slot in meetings if slot == t]
        people = [person for pair in here for person in (pair.a, pair.b)]
        if len(here) > problem.tables[t] or len(people) != len(set(people)):
            return False
        if any(t not in problem.people[person].open_slots for person in people):
            return False
    met = [problem.pairs[p] for p, _ in meetings]
    is_vetoed = any({pair.a, pair.b} == set(veto) for pair in met for veto in problem.vetoed)
    if is_vetoed or not is_in_order(problem, meetings):
        return False
    for index, person in enumerate(problem.people):
        mine = [pair for pair in met if index in (pair.a, pair.b)]
        if len(mine) > person.most:
            return False
        groups = [problem.people[pair.a + pair.b - index].group for pair in mine if not pair.asked]
        groups = [group for group in groups if group is not None]
        if len(groups) != len(set(groups)):
            return False
    return True


def is_in_order(problem: Problem, meetings: Sequence[tuple[int, int]]) -> bool:
    """Whether meetings keep their sessions and precedences."""
    if any(slot not in (problem.pairs[p].session or range(problem.slots)) for p, slot in meetings):
        return False
    when = dict(meetings)
    return not any(a in when and b in when and when[a] >= when[b] for a, b in problem.precedences)


def list_timetables(problem: Problem) -> Iterator[Meetings]:
    """All valid sets of (pair, slot) that hold the fixed meetings."""
    fixed = dict(problem.fixed)

    def extend(pair: int, chosen: Meetings) -> Iterator[Meetings]:
        if not is_valid(problem, chosen):
            return
        if pair == len(problem.pairs):
            yield chosen
            return
        if pair in fixed:
            yield from extend(pair + 1, (*chosen, (pair, fixed[pair])))
            return
        yield from extend(pair + 1, chosen)
        for slot in range(problem.slots):
            yield from extend(pair + 1, (*chosen, (pair, slot)))

    return extend(0, ())


def score(problem: Problem, meetings: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Floor served by wishes, their value, floor served by all, value of the suggested ones."""
    wished = [p for p, _ in meetings if problem.pairs[p].origin is PairOrigin.WISHED]
    suggested = [p for p, _ in meetings if problem.pairs[p].origin is PairOrigin.SUGGESTED]

    def served(pairs: list[int]) -> int:
        ends = [person for p in pairs for person in (problem.pairs[p].a, problem.pairs[p].b)]
        return sum(min(ends.count(index), person.least) for index, person in enumerate(problem.people))

    def value(pairs: list[int]) -> int:
        return sum(problem.pairs[p].value for p in pairs)

    return served(wished), value(wished), served(wished + suggested), value(suggested)


def best_score(problem: Problem) -> tuple[int, int, int, int] | None:
    """Lexicographic optimum, or None when the fixed meetings contradict each other."""
    return max((score(problem, meetings) for meetings in list_timetables(problem)), default=None)
