import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.breaks.count import count_all_breaks
from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Problem
from matchmaker.scheduling.model.rules import RuleLabel, Violation
from matchmaker.scheduling.model.timetable import Phase, PlanProgress, Shortage
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.planning.solver import solve
from tests.unit.scheduling.brute_force import best_score, is_valid, list_timetables, score
from tests.unit.scheduling.sample_events import events, make_event, open_person


def plan(problem: Problem, **options):
    return solve(problem, time_limit=options.pop("time_limit", 5.0), **options)


def meetings_of(timetable):
    return [(it.pair, it.slot) for it in timetable.placed]


def test_solve_places_the_dearer_wish_when_one_slot_is_open():
    founders = [open_person(0), open_person(0)]
    problem = make_event([open_person(0), *founders], [(0, 1, 3), (0, 2, 5)], tables=(4,))
    timetable = plan(problem)
    assert [it.pair for it in timetable.placed] == [1]
    assert timetable.unmet_wishes == (0,)
    assert (timetable.value, timetable.bound, timetable.proven) == (5, 5, True)


def test_solve_moves_others_when_a_wish_fits_only_then():
    # 0 meets 1 and 2; 1 is there in slot 0 only, so 2 must take slot 1 although both are open to it.
    people = [open_person(0, 1), open_person(0), open_person(0, 1)]
    problem = make_event(people, [(0, 2, 9), (0, 1, 1)], tables=(1, 1))
    assert meetings_of(plan(problem)) == [(1, 0), (0, 1)]


def test_solve_proves_less_than_the_flow_bound_when_three_meet_in_two_slots():
    # An odd ring: capacities allow all three wishes, two slots do not, since every slot holds one of them.
    people = [open_person(0, 1)] * 3
    problem = make_event(people, [(0, 1, 1), (1, 2, 1), (0, 2, 1)], tables=(3, 3))
    timetable = plan(problem)
    assert (timetable.value, timetable.bound, timetable.proven) == (2, 2, True)


def test_solve_serves_the_floor_before_the_value():
    # The investor has one meeting; founder 2 is under the floor, founder 1 would add more value.
    people = [open_person(0), open_person(0), open_person(0, min_meetings=1)]
    problem = make_event(people, [(0, 1, 9), (0, 2, 1)], tables=(2,))
    timetable = plan(problem)
    assert [it.pair for it in timetable.placed] == [1]
    assert timetable.shortages == ()


def test_solve_never_lets_a_suggested_pair_replace_a_wish():
    people = [open_person(0), open_person(0), open_person(0, min_meetings=1)]
    problem = make_event(people, [(0, 1, 1)], tables=(2,))
    problem = replace(problem, pairs=(*problem.pairs, MeetingPair(0, 2, 1000, PairOrigin.SUGGESTED)))
    timetable = plan(problem)
    assert [it.pair for it in timetable.placed] == [0]
    assert timetable.shortages == (Shortage(2, 1),)


def test_solve_fills_free_capacity_with_suggested_pairs():
    people = [open_person(0, 1), open_person(0, 1), open_person(0, 1)]
    problem = make_event(people, [(0, 1, 1)], tables=(1, 1))
    problem = replace(problem, pairs=(*problem.pairs, MeetingPair(0, 2, 1, PairOrigin.SUGGESTED)))
    assert sorted(it.pair for it in plan(problem).placed) == [0, 1]


def test_solve_names_the_conflict_when_fixed_meetings_clash():
    people = [open_person(0), open_person(0), open_person(0)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(2,), fixed=((0, 0), (1, 0)))
    timetable = plan(problem)
    assert timetable.placed == ()
    assert timetable.broken_rules == (Violation(RuleLabel.ONE_AT_A_TIME, (0,), 0),)
    assert timetable.unmet_wishes == (0, 1)


def test_solve_leaves_no_break_when_none_is_needed():
    people = [open_person(0, 1, 2, 3), open_person(0, 3), open_person(1, 2, 3)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1, 1))
    timetable = plan(problem)
    assert (timetable.breaks, timetable.breaks_bound) == (0, 0)


def test_solve_keeps_what_it_has_when_cancelled():
    people = [open_person(0, 1, 2), open_person(0, 1, 2), open_person(0, 1, 2)]
    problem = make_event(people, [(0, 1, 1), (1, 2, 1)], tables=(1, 1, 1))
    reported: list[PlanProgress] = []

    def stop_after_placing(now: PlanProgress) -> bool:
        reported.append(now)
        return now.placed < 2

    timetable = plan(problem, progress=stop_after_placing)
    assert timetable.is_cancelled
    assert len(timetable.placed) == 2
    assert reported[-1].placed == 2


def test_solve_reports_values_within_the_bound_as_time_goes_on():
    reported: list[PlanProgress] = []
    plan(
        make_event([open_person(0, 1)] * 3, [(0, 1, 1), (1, 2, 1), (0, 2, 1)], tables=(3, 3)),
        progress=record_progress(reported),
    )
    assert all(now.value <= now.bound for now in reported)
    assert [now.seconds for now in reported] == sorted(now.seconds for now in reported)
    assert {Phase.CHOOSE, Phase.PLACE, Phase.IMPROVE} <= {now.phase for now in reported}


def test_progress_gives_the_gap_as_part_of_the_bound():
    assert PlanProgress(Phase.PLACE, value=3, bound=4, seconds=0.0, placed=1).gap == 0.25
    assert PlanProgress(Phase.PLACE, value=0, bound=0, seconds=0.0, placed=0).gap == 0.0


def record_progress(reported: list[PlanProgress]):
    def note_progress(now: PlanProgress) -> bool:
        reported.append(now)
        return True

    return note_progress


def test_solve_rejects_a_time_limit_that_is_no_time():
    with pytest.raises(ValueError, match="got 0, expected above 0"):
        solve(make_event([], [], tables=()), time_limit=0)


def test_solve_answers_with_nothing_when_nothing_is_asked():
    timetable = plan(make_event([], [], tables=()))
    assert (timetable.placed, timetable.value, timetable.proven) == ((), 0, True)


@settings(max_examples=150, deadline=None)
@given(events())
def test_solve_reaches_the_brute_force_optimum(problem: Problem):
    best = best_score(problem)
    timetable = plan(problem)
    if best is None:
        assert timetable.broken_rules
        return
    assert is_valid(problem, meetings_of(timetable))
    assert score(problem, meetings_of(timetable)) == best
    assert timetable.proven
    assert timetable.bound == timetable.value == best[2]


@settings(max_examples=60, deadline=None)
@given(events(most_pairs=4, most_slots=4))
def test_solve_proves_the_fewest_breaks_that_brute_force_finds(problem: Problem):
    timetable = plan(problem)
    placed = {it.pair for it in timetable.placed}
    alike = [it for it in list_timetables(problem) if {pair for pair, _ in it} == placed]
    if not timetable.broken_rules:
        assert timetable.breaks == timetable.breaks_bound == min(count_all_breaks(problem, it) for it in alike)


@settings(max_examples=40, deadline=None)
@given(events(most_pairs=8, most_slots=5))
def test_solve_gives_a_valid_timetable_within_its_bounds(problem: Problem):
    timetable = plan(problem, time_limit=0.05)
    if timetable.broken_rules:
        return
    assert validate(problem, timetable.placed) == ()
    assert set(problem.fixed) <= set(meetings_of(timetable))
    assert timetable.value <= timetable.bound
    assert timetable.breaks_bound <= timetable.breaks


@settings(max_examples=40, deadline=None)
@given(events(), st.randoms(use_true_random=False))
def test_solve_gives_the_same_value_when_people_are_renumbered(problem: Problem, order: random.Random):
    new = list(range(len(problem.people)))
    order.shuffle(new)
    people = [problem.people[new.index(index)] for index in range(len(new))]
    pairs = [replace(pair, a=new[pair.a], b=new[pair.b]) for pair in problem.pairs]
    vetoed, known = (
        frozenset(frozenset(new[p] for p in two) for two in those) for those in (problem.vetoed, problem.met_before)
    )
    renumbered = replace(problem, people=tuple(people), pairs=tuple(pairs), vetoed=vetoed, met_before=known)
    assert plan(renumbered).value == plan(problem).value


def test_solve_gives_the_same_timetable_when_the_seed_is_the_same():
    rng = random.Random(1)  # noqa: S311 - an event, not a secret
    people = [open_person(*rng.sample(range(6), 4)) for _ in range(12)]
    pairs = [(a, b, rng.randint(1, 5)) for a in range(6) for b in range(6, 12) if rng.random() < 0.6]
    problem = make_event(people, pairs, tables=(4,) * 6)
    assert plan(problem, seed=3).placed == plan(problem, seed=3).placed
