from hypothesis import given, settings

from matchmaker.scheduling.explaining.infeasible_musts import find_infeasible_musts
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import RuleLabel, Violation
from tests.unit.scheduling.brute_force import list_timetables
from tests.unit.scheduling.sample_events import events, make_event, open_person


def test_find_infeasible_musts_names_the_two_musts_and_the_person_who_has_one_slot():
    people = [open_person(0), open_person(0, 1), open_person(0, 1), open_person(0, 1)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1), (1, 3, 1)], tables=(3, 3))
    assert set(find_infeasible_musts(problem, [0, 1, 2])) == {
        Violation(RuleLabel.ONE_AT_A_TIME, (0,), 0),
        Violation(RuleLabel.OPEN_SLOTS, (0, 1)),
        Violation(RuleLabel.OPEN_SLOTS, (0, 2)),
        Violation(RuleLabel.MUST, (0, 1)),
        Violation(RuleLabel.MUST, (0, 2)),
    }


def test_find_infeasible_musts_names_the_fixed_meeting_and_the_precedence():
    people = [open_person(0, 1)] * 3
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1), fixed=((0, 1),), precedences=((0, 1),))
    assert set(find_infeasible_musts(problem, [1])) == {
        Violation(RuleLabel.PRECEDENCE, (0, 1, 0, 2)),
        Violation(RuleLabel.FIXED, (0, 1), 1),
        Violation(RuleLabel.MUST, (0, 2)),
    }


def test_find_infeasible_musts_finds_none_when_all_can_meet():
    problem = make_event([open_person(0, 1)] * 3, [(0, 1, 1), (0, 2, 1)], tables=(1, 1))
    assert find_infeasible_musts(problem, [0, 1]) == ()


def test_find_infeasible_musts_counts_when_one_has_more_musts_than_slots():
    people = [open_person(*range(12), max_meetings=20), *[open_person(*range(12)) for _ in range(14)]]
    problem = make_event(people, [(0, other, 1) for other in range(1, 15)], tables=(9,) * 12)
    found = find_infeasible_musts(problem, range(14))
    assert [it.rule for it in found] == [RuleLabel.MUST] * 13 + [RuleLabel.ONE_AT_A_TIME]
    assert found[-1].people == (0,)
    assert find_infeasible_musts(problem, range(12)) == ()


@settings(max_examples=60, deadline=None)
@given(events())
def test_find_infeasible_musts_finds_one_exactly_when_no_timetable_holds_all(problem: Problem):
    musts = range(len(problem.pairs))
    is_possible = any(len(meetings) == len(problem.pairs) for meetings in list_timetables(problem))
    assert (find_infeasible_musts(problem, musts) == ()) == is_possible
