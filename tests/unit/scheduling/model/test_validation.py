"""Each rule with a timetable that keeps it and one that breaks it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.model.problem import Placement, Problem
from matchmaker.scheduling.model.rules import RuleLabel, Violation, list_open_slots
from matchmaker.scheduling.model.validation import list_broken_rules, validate
from tests.unit.scheduling.brute_force import is_valid
from tests.unit.scheduling.sample_events import events, make_event, open_person


def make_day(**other: object) -> Problem:
    """Two founders (0, 1) and two investors (2, 3) with three slots and two tables; everybody wants everybody."""
    people = [open_person(0, 1, 2), open_person(0, 1, 2), open_person(0, 1), open_person(1, 2, max_meetings=1)]
    pairs = [(0, 2, 1), (1, 2, 1), (0, 3, 1), (1, 3, 1)]
    return make_event(people, pairs, tables=(2, 2, 1), **other)


def check(problem: Problem, *meetings: tuple[int, int, int]) -> tuple[Violation, ...]:
    return validate(problem, [Placement(*it) for it in meetings])


def test_validate_finds_nothing_when_all_rules_hold():
    assert check(make_day(), (0, 0, 0), (1, 1, 0), (2, 1, 1)) == ()


def test_validate_names_closed_slot_when_one_of_the_two_is_away():
    assert check(make_day(), (0, 2, 0)) == (Violation(RuleLabel.OPEN_SLOTS, (0, 2), 2),)


def test_validate_names_the_session_when_a_meeting_is_outside_of_it():
    day = make_day()
    problem = replace(day, pairs=(replace(day.pairs[0], session=frozenset({0})), *day.pairs[1:]))
    assert check(problem, (0, 0, 0)) == ()
    assert check(problem, (0, 1, 0)) == (Violation(RuleLabel.SESSION, (0, 2), 1),)


def test_validate_names_the_precedence_when_the_order_is_turned():
    problem = make_day(precedences=((0, 3),))
    assert check(problem, (0, 0, 0), (3, 1, 0)) == ()
    assert check(problem, (0, 1, 0), (3, 1, 1)) == (Violation(RuleLabel.PRECEDENCE, (0, 2, 1, 3)),)
    assert check(problem, (3, 1, 0)) == ()


def test_validate_names_veto_when_the_two_meet():
    problem = make_day(vetoed=frozenset({frozenset({0, 2})}))
    assert check(problem, (1, 0, 0)) == ()
    assert check(problem, (0, 0, 0)) == (Violation(RuleLabel.VETO, (0, 2), 0),)


def test_validate_names_the_person_when_two_meetings_share_a_slot():
    assert check(make_day(), (0, 0, 0), (1, 0, 1)) == (Violation(RuleLabel.ONE_AT_A_TIME, (2,), 0),)


def test_validate_names_the_person_when_meetings_exceed_most():
    assert check(make_day(), (2, 1, 0), (3, 2, 0)) == (Violation(RuleLabel.MAX_MEETINGS, (3,)),)


def test_validate_names_the_slot_when_tables_run_out():
    problem = replace(make_day(), tables=(2, 1, 1))
    found = check(problem, (0, 1, 0), (3, 1, 0))
    assert Violation(RuleLabel.TABLES, (), 1) in found


def test_validate_names_the_two_when_they_meet_twice():
    assert check(make_day(), (0, 0, 0), (0, 1, 0)) == (Violation(RuleLabel.ONCE, (0, 2)),)


def test_validate_names_the_partner_when_a_whole_group_comes():
    day = make_day()
    people = (*day.people[:2], replace(day.people[2], group=7), replace(day.people[3], group=7))
    problem = replace(day, people=people)
    assert check(problem, (0, 0, 0), (3, 1, 0)) == ()
    assert check(problem, (0, 0, 0), (2, 1, 0)) == (Violation(RuleLabel.GROUP, (0,)),)
    asked = replace(problem, pairs=(*problem.pairs[:2], replace(problem.pairs[2], is_requested=True), problem.pairs[3]))
    assert check(asked, (0, 0, 0), (2, 1, 0)) == ()


def test_validate_names_the_fixed_meeting_when_it_has_moved():
    problem = make_day(fixed=((0, 0),))
    assert check(problem, (0, 0, 0)) == ()
    assert check(problem, (0, 1, 0)) == (Violation(RuleLabel.FIXED, (0, 2), 0),)
    assert check(problem) == (Violation(RuleLabel.FIXED, (0, 2), 0),)


def test_validate_names_the_table_when_it_is_shared_or_missing():
    assert check(make_day(), (0, 1, 0), (3, 1, 0)) == (
        Violation(RuleLabel.TABLE, (0, 2), 1),
        Violation(RuleLabel.TABLE, (1, 3), 1),
    )
    assert check(make_day(), (3, 2, 1)) == (Violation(RuleLabel.TABLE, (1, 3), 2),)


def test_validate_rejects_a_pair_that_does_not_exist():
    with pytest.raises(ValueError, match="pair below 4, slot below 3"):
        check(make_day(), (4, 0, 0))


def test_list_open_slots_is_the_common_ones_when_nothing_is_vetoed():
    assert list_open_slots(make_day(), 2) == (1, 2)
    assert list_open_slots(make_day(vetoed=frozenset({frozenset({0, 3})})), 2) == ()


@settings(max_examples=300, deadline=None)
@given(events(), st.data())
def test_conflicts_are_found_exactly_when_brute_force_finds_one(problem: Problem, data: st.DataObject):
    if not problem.pairs:
        return
    cells = st.tuples(st.integers(0, len(problem.pairs) - 1), st.integers(0, problem.slots - 1))
    meetings = data.draw(st.lists(cells, max_size=4, unique_by=lambda cell: cell[0]))
    assert (list_broken_rules(problem, meetings) == ()) == is_valid(problem, meetings)
