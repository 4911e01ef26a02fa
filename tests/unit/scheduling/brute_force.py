"""Brute force: every timetable of a tiny event, checked by a second implementation of the rules."""

from collections.abc import Iterator, Sequence

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Problem

Meetings = tuple[tuple[int, int], ...]


def is_valid(problem: Problem, meetings: Sequence[tuple[int, int]]) -> bool:
    """Whether meetings (pair, slot) keep the rules, tables as numbers only, fixed meetings apart."""
    if not all(is_seated(problem, meetings, t) for t in range(problem.slots)):
        return False
    met = [problem.pairs[p] for p, _ in meetings]
    if has_forbidden_meeting(problem, met) or not is_in_order(problem, meetings):
        return False
    roots = [p if problem.pairs[p].substitute_for is None else problem.pairs[p].substitute_for for p, _ in meetings]
    if len(roots) != len(set(roots)):
        return False
    for index, person in enumerate(problem.people):
        mine = [pair for pair in met if index in (pair.a, pair.b)]
        if len(mine) > person.max_meetings or has_long_row(problem, index, meetings):
            return False
        groups = [problem.people[pair.a + pair.b - index].group for pair in mine if not pair.is_requested]
        groups = [group for group in groups if group is not None]
        if len(groups) != len(set(groups)):
            return False
    return True


def is_seated(problem: Problem, meetings: Sequence[tuple[int, int]], t: int) -> bool:
    """Whether the meetings of a slot find people and tables."""
    here = [problem.pairs[p] for p, slot in meetings if slot == t]
    people = [person for pair in here for person in (pair.a, pair.b)]
    is_there = all(t in problem.people[person].open_slots for person in people)
    return is_there and len(here) <= problem.tables[t] and len(people) == len(set(people))


def has_forbidden_meeting(problem: Problem, met: Sequence[MeetingPair]) -> bool:
    """Whether two meet who must not, or who know each other and did not wish to."""
    is_vetoed = any({pair.a, pair.b} == set(veto) for pair in met for veto in problem.vetoed)
    suggested = [pair for pair in met if pair.origin is PairOrigin.SUGGESTED]
    return is_vetoed or any({pair.a, pair.b} == set(known) for pair in suggested for known in problem.met_before)


def has_long_row(problem: Problem, person: int, meetings: Sequence[tuple[int, int]]) -> bool:
    """Whether a person has more meetings in a row than allowed, counted slot by slot."""
    most, row = problem.people[person].max_in_a_row, 0
    busy = {slot for p, slot in meetings if person in (problem.pairs[p].a, problem.pairs[p].b)}
    for t in range(problem.slots):
        is_new_day = t > 0 and bool(problem.days) and problem.days[t] != problem.days[t - 1]
        if t in problem.pauses or is_new_day:
            row = 0
        row = row + 1 if t in busy else 0
        if most is not None and row > most:
            return True
    return False


def is_in_order(problem: Problem, meetings: Sequence[tuple[int, int]]) -> bool:
    """Whether meetings keep their sessions and precedences."""
    for p, slot in meetings:
        session = problem.pairs[p].session
        if session is not None and slot not in session:
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


def score(problem: Problem, meetings: Sequence[tuple[int, int]]) -> tuple[int, int, int, int, int]:
    """Musts, floor served by wishes, their value, floor served by all, value of the suggested ones."""
    musts = sum(problem.pairs[p].is_must for p, _ in meetings)
    wished = [p for p, _ in meetings if problem.pairs[p].origin is PairOrigin.WISHED]
    suggested = [p for p, _ in meetings if problem.pairs[p].origin is PairOrigin.SUGGESTED]

    def served(pairs: list[int]) -> int:
        ends = [person for p in pairs for person in (problem.pairs[p].a, problem.pairs[p].b)]
        return sum(min(ends.count(index), person.min_meetings) for index, person in enumerate(problem.people))

    def value(pairs: list[int]) -> int:
        return sum(problem.pairs[p].value for p in pairs)

    return musts, served(wished), value(wished), served(wished + suggested), value(suggested)


def best_score(problem: Problem) -> tuple[int, int, int, int, int] | None:
    """Lexicographic optimum, or None when the fixed meetings contradict each other."""
    return max((score(problem, meetings) for meetings in list_timetables(problem)), default=None)
