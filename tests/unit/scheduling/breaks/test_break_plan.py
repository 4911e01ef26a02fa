from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from matchmaker.optimise.integer_program import SolverStatus
from matchmaker.scheduling.breaks.break_formula import BreakFormula, Counting, list_domains
from matchmaker.scheduling.breaks.break_plan import plan_fewest_breaks
from matchmaker.scheduling.breaks.count import count_all_breaks, count_breaks, list_day_masks
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.validation import list_broken_rules
from tests.unit.scheduling.brute_force import list_timetables
from tests.unit.scheduling.sample_events import events, make_event, open_person


def list_own_breaks(problem: Problem, meetings: tuple[tuple[int, int], ...]) -> list[int]:
    """Breaks of each person who meets."""
    busy: dict[int, int] = {}
    for pair, slot in meetings:
        for person in problem.pairs[pair].people:
            busy[person] = busy.get(person, 0) | 1 << slot
    return [count_breaks(mask, list_day_masks(problem)) for mask in busy.values()]


def fewest_breaks(problem: Problem, *, spread: int | None) -> int | None:
    """Fewest breaks of all timetables that hold every pair, by brute force."""
    fewest = None
    for meetings in list_timetables(problem):
        own = list_own_breaks(problem, meetings)
        is_fair = spread is None or not own or max(own) - min(own) <= spread
        if len(meetings) == len(problem.pairs) and is_fair:
            fewest = sum(own) if fewest is None else min(fewest, sum(own))
    return fewest


def test_plan_fewest_breaks_proves_the_break_that_a_late_partner_costs():
    # 0 must meet 1 in slot 0 and 2 in slot 2: one break, whatever else.
    people = [open_person(0, 1, 2), open_person(0), open_person(2)]
    plan = plan_fewest_breaks(make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1)), time_limit=30)
    assert (plan.status, plan.breaks, plan.bound) == (SolverStatus.OPTIMAL, 1, 1)
    assert plan.meetings == ((0, 0), (1, 2))


def test_plan_fewest_breaks_turns_the_order_when_a_precedence_requires_it():
    people = [open_person(0, 1, 2)] * 3
    problem = make_event(people, [(0, 1, 1), (0, 2, 1), (1, 2, 1)], tables=(1, 1, 1), precedences=((2, 1), (1, 0)))
    assert plan_fewest_breaks(problem, time_limit=30).meetings == ((0, 2), (1, 1), (2, 0))


def test_plan_fewest_breaks_reports_infeasible_when_three_meet_in_two_slots():
    problem = make_event([open_person(0, 1)] * 3, [(0, 1, 1), (1, 2, 1), (0, 2, 1)], tables=(3, 3))
    assert plan_fewest_breaks(problem, time_limit=30).status is SolverStatus.INFEASIBLE
    assert plan_fewest_breaks(problem, [0, 2], time_limit=30).status is SolverStatus.OPTIMAL


def test_plan_fewest_breaks_reports_infeasible_when_a_budget_is_short():
    people = [open_person(0, 1, max_meetings=1), open_person(0, 1), open_person(0, 1)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(3, 3))
    assert plan_fewest_breaks(problem, time_limit=30).status is SolverStatus.INFEASIBLE


def test_plan_fewest_breaks_rejects_a_choice_without_a_fixed_pair():
    problem = make_event([open_person(0)] * 2, [(0, 1, 1)], tables=(1,), fixed=((0, 0),))
    with pytest.raises(ValueError, match=r"fixed \[0\]"):
        plan_fewest_breaks(problem, [], time_limit=1)


def test_plan_fewest_breaks_keeps_the_known_timetable_when_none_is_better():
    people = [open_person(0, 1, 2), open_person(0), open_person(2)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1))
    plan = plan_fewest_breaks(problem, time_limit=30, encodings=(Counting.PEOPLE,), low=0, known=1)
    assert (plan.status, plan.breaks, plan.bound, plan.meetings) == (SolverStatus.OPTIMAL, 1, 1, ())


def test_list_domains_keeps_room_for_those_before_and_after():
    people = [open_person(0, 1, 2, 3)] * 4
    pairs = [(0, 1, 1), (0, 2, 1), (0, 3, 1)]
    problem = make_event(people, pairs, tables=(1,) * 4, precedences=((0, 1), (1, 2)), fixed=((2, 2),))
    assert list_domains(problem, range(3)) == {0: [0], 1: [1], 2: [2]}


def solve_formula(
    problem: Problem, *, spread: int | None, most: int, counting: Counting
) -> tuple[tuple[int, int], ...] | None:
    """A solution with at most so many breaks, asked in this process."""
    made = BreakFormula(problem, range(len(problem.pairs)), spread=spread, counting=counting)
    limit = made.formula.count(made.breaks, max_count=most + 1, is_exact=False)
    with Solver(name="glucose4", bootstrap_with=made.formula.clauses) as solver:
        if not solver.solve([-limit[most]] if len(limit) > most else []):
            return None
        held = set(solver.get_model() or [])
    return tuple(cell for cell, literal in made.cells.items() if literal in held)


@settings(max_examples=150, deadline=None)
@given(
    events(most_slots=4, has_rarer_rules=False),
    st.sampled_from((None, 0, 1)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(tuple(Counting)),
)
def test_break_formula_has_the_brute_force_optimum(
    problem: Problem,
    spread: int | None,
    is_long: bool,
    is_roomy: bool,
    counting: Counting,
):
    half = problem.slots // 2
    problem = replace(problem, days=(0,) * half + (1,) * (problem.slots - half) if is_long else ())
    people = tuple(replace(it, max_meetings=9, group=None) for it in problem.people)
    if is_roomy:
        people = tuple(replace(it, open_slots=frozenset(range(problem.slots))) for it in people)
        problem = replace(problem, vetoed=frozenset(), tables=(2,) * problem.slots)
    problem = replace(problem, people=people)
    fewest = fewest_breaks(problem, spread=spread)
    if fewest is None:
        assert solve_formula(problem, spread=spread, most=99, counting=counting) is None
        return
    meetings = solve_formula(problem, spread=spread, most=fewest, counting=counting)
    assert meetings is not None
    assert list_broken_rules(problem, meetings) == ()
    assert count_all_breaks(problem, meetings) == fewest
    if fewest:
        assert solve_formula(problem, spread=spread, most=fewest - 1, counting=counting) is None
