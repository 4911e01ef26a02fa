"""Meetings in a row, earlier meetings, musts and substitutes: rules kept, broken, planned and explained."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matchmaker.scheduling.explaining.infeasible_musts import find_infeasible_musts
from matchmaker.scheduling.explaining.unmet_reasons import UnmetMeetingReason, explain_unmet
from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Person, Placement, Problem
from matchmaker.scheduling.model.rules import RuleLabel, Violation, find_run
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.planning.solver import solve
from tests.unit.scheduling.brute_force import list_timetables, score
from tests.unit.scheduling.sample_events import events, make_event, open_person


def check(problem: Problem, *meetings: tuple[int, int]) -> tuple[Violation, ...]:
    return validate(problem, [Placement(pair, slot, 0) for pair, slot in meetings])


def make_long_day(**other: object) -> Problem:
    """Person 0 takes two meetings in a row, and meets three others who are there all day."""
    people = [Person(frozenset(range(4)), max_meetings=9, max_in_a_row=2), *[open_person(0, 1, 2, 3)] * 3]
    return make_event(people, [(0, 1, 3), (0, 2, 3), (0, 3, 3)], tables=(1,) * 4, **other)


def make_fund_day() -> Problem:
    """Founder 0 wishes for partner 1, who is full with founder 3; partner 2 of the same fund may come instead."""
    people = [open_person(0), open_person(0, group=5), open_person(0, group=5), open_person(0)]
    problem = make_event(people, [(0, 1, 4), (3, 1, 9)], tables=(2,))
    return replace(problem, pairs=(*problem.pairs, MeetingPair(0, 2, 3, substitute_for=0)))


def test_validate_names_the_person_when_a_row_is_too_long():
    assert check(make_long_day(), (0, 0), (1, 1), (2, 3)) == ()
    assert check(make_long_day(), (0, 0), (1, 1), (2, 2)) == (Violation(RuleLabel.IN_A_ROW, (0,), 0),)


def test_a_pause_or_a_night_ends_the_row():
    assert check(make_long_day(pauses=frozenset({2})), (0, 0), (1, 1), (2, 2)) == ()
    assert check(make_long_day(days=(0, 0, 1, 1)), (0, 0), (1, 1), (2, 2)) == ()
    assert find_run(make_long_day(pauses=frozenset({2})), 1) == (0, 1)


def test_solve_leaves_a_gap_when_the_row_would_be_too_long():
    timetable = solve(make_long_day(), time_limit=5.0)
    assert len(timetable.placed) == 3
    assert validate(make_long_day(), timetable.placed) == ()
    assert timetable.breaks == 1


def test_reason_is_too_many_in_a_row_when_only_that_is_in_the_way():
    problem = make_long_day()
    people = (replace(problem.people[0], open_slots=frozenset(range(3))), *problem.people[1:])
    day = replace(problem, people=people, pairs=(*problem.pairs[:2], replace(problem.pairs[2], value=1)))
    (unmet,) = explain_unmet(day, solve(day, time_limit=5.0))
    assert (unmet.pair, unmet.reason, [it.person for it in unmet.people]) == (2, UnmetMeetingReason.IN_A_ROW, [0])


def test_validate_names_two_who_know_each_other_when_nobody_asked():
    people = [open_person(0), open_person(0)]
    wished = make_event(people, [(0, 1, 1)], tables=(1,), met_before=frozenset({frozenset({0, 1})}))
    suggested = replace(wished, pairs=(MeetingPair(0, 1, 1, PairOrigin.SUGGESTED),))
    assert check(wished, (0, 0)) == ()
    assert check(suggested, (0, 0)) == (Violation(RuleLabel.MET_BEFORE, (0, 1), 0),)
    assert solve(suggested, time_limit=1.0).placed == ()


def test_solve_places_a_must_before_a_dearer_wish_and_the_floor():
    people = [open_person(0), open_person(0), open_person(0, min_meetings=1)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 9)], tables=(2,))
    assert [it.pair for it in solve(problem, time_limit=5.0).placed] == [1]
    must = replace(problem, pairs=(replace(problem.pairs[0], is_must=True), problem.pairs[1]))
    timetable = solve(must, time_limit=5.0)
    assert [it.pair for it in timetable.placed] == [0]
    assert (timetable.missing_musts, timetable.musts_proven, timetable.proven) == ((), True, True)


def test_solve_names_the_missing_must_and_find_infeasible_musts_the_reason():
    people = [open_person(0), open_person(0), open_person(0)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(2,))
    problem = replace(problem, pairs=tuple(replace(pair, is_must=True) for pair in problem.pairs))
    timetable = solve(problem, time_limit=5.0)
    assert len(timetable.missing_musts) == 1
    assert timetable.musts_proven
    assert Violation(RuleLabel.ONE_AT_A_TIME, (0,), 0) in find_infeasible_musts(problem, (0, 1))


def test_a_colleague_stands_in_when_the_wish_cannot_be():
    problem = make_fund_day()
    timetable = solve(problem, time_limit=5.0)
    assert [it.pair for it in timetable.placed] == [1, 2]
    assert timetable.unmet_wishes == ()
    assert explain_unmet(problem, timetable) == ()
    assert (timetable.value, timetable.proven) == (12, True)


def test_a_colleague_stays_away_when_the_wish_takes_place():
    problem = make_fund_day()
    alone = replace(problem, pairs=(problem.pairs[0], problem.pairs[2]))
    assert [it.pair for it in solve(alone, time_limit=5.0).placed] == [0]
    assert check(alone, (1, 0)) == ()
    later = replace(alone, slots=2, tables=(1, 1), people=tuple(open_all(it) for it in alone.people))
    assert Violation(RuleLabel.ONCE, (0, 1)) in check(later, (0, 0), (1, 1))


def open_all(person: Person) -> Person:
    return replace(person, open_slots=frozenset({0, 1}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"substitute_for": 1}, "pair 2 substitute_for: got 1"),
        ({"substitute_for": 7}, "pair 2 substitute_for: got 7"),
        ({"value": 4}, "expected a wish of more value, with a colleague of the same group"),
        ({"b": 3}, "pair 2 substitute_for: got 0"),
        ({"is_must": True}, "pair 2 substitute_for: got 0"),
    ],
)
def test_problem_refuses_a_stand_in_that_is_none(changes: dict[str, object], message: str):
    problem = make_fund_day()
    with pytest.raises(ValueError, match=message):
        replace(problem, pairs=(*problem.pairs[:2], replace(problem.pairs[2], **changes)))  # type: ignore[arg-type]  # fields by name


@settings(max_examples=60, deadline=None)
@given(events())
def test_suggested_bound_holds_among_timetables_with_the_same_wishes(problem: Problem):
    timetable = solve(problem, time_limit=5.0)
    if timetable.broken_rules:
        return
    wished = {it.pair for it in timetable.placed if problem.pairs[it.pair].origin is PairOrigin.WISHED}
    alike = [
        score(problem, meetings)
        for meetings in list_timetables(problem)
        if {pair for pair, _ in meetings if problem.pairs[pair].origin is PairOrigin.WISHED} == wished
    ]
    best_floor = max(it[3] for it in alike)
    assert timetable.suggested_value <= timetable.suggested_bound
    assert max(it[4] for it in alike if it[3] == best_floor) <= timetable.suggested_bound
    assert timetable.suggested_proven
