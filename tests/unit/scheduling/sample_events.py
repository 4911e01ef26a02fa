"""Small events, written by hand or drawn by Hypothesis."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Person, Problem


def open_person(*slots: int, max_meetings: int = 9, min_meetings: int = 0, group: int | None = None) -> Person:
    return Person(frozenset(slots), max_meetings=max_meetings, min_meetings=min_meetings, group=group)


def make_event(
    people: Iterable[Person], pairs: Iterable[tuple[int, int, int]], *, tables: tuple[int, ...], **other: object
) -> Problem:
    """An event of wished pairs given as (a, b, value)."""
    wishes = tuple(MeetingPair(a, b, value) for a, b, value in pairs)
    return Problem(len(tables), tables, tuple(people), wishes, **other)  # type: ignore[arg-type]  # fields by name


@st.composite
def events(draw: st.DrawFn, *, most_pairs: int = 5, most_slots: int = 3, has_rarer_rules: bool = True) -> Problem:
    """Events small enough for brute force; odd rings and every rule occur."""
    s = draw(st.integers(1, most_slots))
    n = draw(st.integers(2, 5))
    person = st.builds(
        Person,
        st.frozensets(st.integers(0, s - 1)),
        max_meetings=st.integers(0, 3),
        min_meetings=st.integers(0, 2),
        group=st.sampled_from((None, None, 0)),
        max_in_a_row=st.sampled_from((None, None, None, 1, 2)),
    )
    people = tuple(draw(st.lists(person, min_size=n, max_size=n)))
    both = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda ab: ab[0] < ab[1])
    ends = draw(st.lists(both, unique=True, max_size=most_pairs))
    origin = st.sampled_from((PairOrigin.WISHED, PairOrigin.WISHED, PairOrigin.SUGGESTED))
    session = st.none() | st.frozensets(st.integers(0, s - 1), min_size=1)
    pairs = tuple(
        draw(st.builds(MeetingPair, st.just(a), st.just(b), st.integers(1, 9), origin, st.booleans(), session))
        for a, b in ends
    )
    order = st.tuples(st.integers(0, len(pairs) - 1), st.integers(0, len(pairs) - 1)).filter(lambda ab: ab[0] != ab[1])
    precedences = draw(st.lists(order, max_size=2, unique=True)) if len(pairs) > 1 else []
    vetoed = frozenset(draw(st.sets(both.map(frozenset), max_size=1)))
    fixed = (
        draw(st.lists(st.tuples(st.integers(0, len(pairs) - 1), st.integers(0, s - 1)), max_size=1)) if pairs else []
    )
    tables = tuple(draw(st.lists(st.integers(0, 2), min_size=s, max_size=s)))
    problem = Problem(s, tables, people, pairs, vetoed, tuple(fixed), precedences=tuple(precedences))
    return draw(_with_rarer_rules(problem)) if has_rarer_rules else problem


@st.composite
def _with_rarer_rules(draw: st.DrawFn, problem: Problem) -> Problem:
    """The same event with pauses, people who know each other, musts and a colleague who may stand in."""
    pairs = [
        replace(pair, is_must=pair.origin is PairOrigin.WISHED and draw(st.integers(0, 4)) == 0)
        for pair in problem.pairs
    ]
    for index, pair in enumerate(problem.pairs):
        colleagues = [p for p, it in enumerate(problem.people) if it.group is not None and p not in pair.people]
        if (
            pair.origin is PairOrigin.WISHED
            and pair.value > 1
            and problem.people[pair.b].group is not None
            and colleagues
        ):
            pairs.append(
                MeetingPair(pair.a, colleagues[0], pair.value - 1, is_requested=pair.is_requested, substitute_for=index)
            )
            break
    seen = [pair.people for pair in problem.pairs]
    if len(pairs) > len(seen) and pairs[-1].people in seen:
        pairs.pop()
    known = draw(st.sets(st.sampled_from(seen), max_size=1)) if seen else set()
    pauses = draw(st.frozensets(st.integers(0, problem.slots - 1), max_size=1))
    return replace(problem, pairs=tuple(pairs), met_before=frozenset(known), pauses=pauses)
