"""The steps of a stage on their own: selecting pairs, ejection chains, and planning parts again."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.model.goal import make_goal
from matchmaker.scheduling.model.partial_timetable import UNPLACED, PartialTimetable
from matchmaker.scheduling.model.problem import PairOrigin, Problem
from matchmaker.scheduling.model.time_budget import TimeBudget
from matchmaker.scheduling.model.validation import list_broken_rules
from matchmaker.scheduling.planning.ejection_chains import EjectionChains
from matchmaker.scheduling.planning.select_pairs import find_bipartition, select_pairs
from matchmaker.scheduling.planning.stage import Stage, draw_neighbourhood, list_cells, make_full_neighbourhood
from tests.unit.scheduling.brute_force import best_score
from tests.unit.scheduling.sample_events import events, make_event, open_person

RANDOM = st.randoms(use_true_random=False)


def make_chain_day() -> tuple[Problem, PartialTimetable]:
    """0 and 3 can only meet in slot 0, where 0 sits with 1; they can go to slot 1 if 1 and 2 go to slot 2."""
    people = [open_person(0, 1), open_person(0, 1, 2), open_person(1, 2), open_person(0)]
    problem = make_event(people, [(0, 1, 1), (1, 2, 1), (0, 3, 1)], tables=(1, 1, 1))
    timetable = PartialTimetable(problem)
    timetable.place(0, 0)
    timetable.place(1, 1)
    return problem, timetable


def make_ring() -> Problem:
    return make_event([open_person(0, 1)] * 3, [(0, 1, 1), (1, 2, 1), (0, 2, 1)], tables=(3, 3))


def make_wish_stage(problem: Problem, rng: random.Random, *, seconds: float, whole_cells: int) -> Stage:
    timetable = PartialTimetable(problem)
    for pair, slot in problem.fixed:
        timetable.place(pair, slot)
        timetable.locked.add(pair)
    goal = make_goal(problem, PairOrigin.WISHED)
    return Stage(timetable, goal, TimeBudget(seconds), rng, lambda _phase: None, whole_cells=whole_cells)


@settings(deadline=None)
@given(RANDOM)
def test_push_in_moves_two_meetings_when_the_chain_needs_both(rng: random.Random):
    _, timetable = make_chain_day()
    assert EjectionChains(timetable, rng=rng, effort=100).insert(2, depth=2)
    assert timetable.slot_of == [1, 2, 0]


@settings(deadline=None)
@given(RANDOM)
def test_push_in_changes_nothing_when_no_chain_is_short_enough(rng: random.Random):
    _, timetable = make_chain_day()
    before = (
        list(timetable.slot_of),
        list(timetable.free_slots),
        timetable.slots_with_table,
        list(timetable.budget_left),
    )
    assert not EjectionChains(timetable, rng=rng, effort=100).insert(2, depth=1)
    assert (timetable.slot_of, timetable.free_slots, timetable.slots_with_table, timetable.budget_left) == before


@settings(deadline=None)
@given(RANDOM)
def test_push_in_leaves_fixed_meetings_where_they_are(rng: random.Random):
    _, timetable = make_chain_day()
    timetable.locked.add(1)
    assert not EjectionChains(timetable, rng=rng, effort=100).insert(2, depth=5)


def test_split_sides_is_none_when_three_want_each_other():
    assert find_bipartition([(0, 1), (1, 2), (0, 2)], [0, 1, 2]) is None
    assert find_bipartition([(0, 1), (1, 2)], [0, 1]) == {0: True, 1: False, 2: True}


def test_choose_promises_too_much_when_slots_matter():
    timetable = PartialTimetable(make_ring())
    assert select_pairs(timetable, make_goal(timetable.problem, PairOrigin.WISHED), time_limit=5).bound == 3


@settings(max_examples=100, deadline=None)
@given(events())
def test_choose_bounds_the_brute_force_optimum(problem: Problem):
    best = best_score(problem)
    if best is None:
        return
    stage = make_wish_stage(problem, random.Random(0), seconds=5, whole_cells=0)  # noqa: S311 - a search
    choice = select_pairs(stage.timetable, stage.goal, time_limit=5)
    assert choice.bound is not None
    assert choice.bound >= stage.goal.bonus * best[1] + best[2]


def test_stage_reaches_the_optimum_by_parts_when_the_whole_is_too_large():
    rng = random.Random(0)  # noqa: S311 - a search, not a secret
    stage = make_wish_stage(make_ring(), rng, seconds=0.2, whole_cells=0)
    stage.run()
    assert (stage.score, stage.bound) == (2, 3)


@settings(max_examples=30, deadline=None)
@given(events(), RANDOM)
def test_stage_by_parts_keeps_rules_and_bound(problem: Problem, rng: random.Random):
    if list_broken_rules(problem, problem.fixed):
        return
    stage = make_wish_stage(problem, rng, seconds=0.03, whole_cells=0)
    stage.run()
    meetings = stage.timetable.list_meetings()
    assert list_broken_rules(problem, meetings) == ()
    assert stage.goal.score(problem, [pair for pair, _ in meetings]) == stage.score <= stage.bound


@settings(deadline=None)
@given(events(), RANDOM)
def test_draw_part_holds_still_what_is_outside(problem: Problem, rng: random.Random):
    if list_broken_rules(problem, problem.fixed):
        return
    stage = make_wish_stage(problem, rng, seconds=1, whole_cells=0)
    timetable, goal = stage.timetable, stage.goal
    for pair in goal.candidates:
        slots = (
            timetable.find_free_slots(pair) if timetable.slot_of[pair] == UNPLACED and timetable.has_budget(pair) else 0
        )
        if slots:
            timetable.place(pair, slots.bit_length() - 1)
    part = draw_neighbourhood(timetable, goal, max_cells=2, rng=rng)
    cells = set(list_cells(timetable, part))
    assert part.pairs <= make_full_neighbourhood(timetable, goal).pairs
    assert not part.pairs & timetable.locked
    assert {(pair, slot) for pair, slot in timetable.list_meetings() if pair in part.pairs} <= cells
    assert all(part.slots >> slot & 1 for _, slot in cells)
