"""Chains of all slots together: the meetings and the rules stay, the count is right, and the optimum is found."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.breaks.count import count_all_breaks
from matchmaker.scheduling.breaks.kempe_parallel import ParallelAnnealer, supports_parallel
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.problem import MeetingPair, Person, Problem
from matchmaker.scheduling.model.validation import list_broken_rules
from tests.unit.scheduling.brute_force import list_timetables
from tests.unit.scheduling.sample_events import events, make_event, open_person


def place(problem: Problem, *meetings: tuple[int, int]) -> PartialTimetable:
    timetable = PartialTimetable(problem)
    for pair, slot in meetings:
        timetable.place(pair, slot)
    timetable.locked.update(pair for pair, _ in problem.fixed)
    return timetable


def sweep(timetable: PartialTimetable, *, passes: int = 200, seed: int = 0) -> ParallelAnnealer:
    it = ParallelAnnealer(timetable, seed=seed)
    it.run(passes, bound=0, elapsed=lambda: 0.0)
    return it


def make_crowd(seed: int) -> Problem:
    rng = random.Random(seed)  # noqa: S311 - an event, not a secret
    people = tuple(Person(frozenset(rng.sample(range(8), 6)), max_meetings=8) for _ in range(30))
    pairs = tuple(MeetingPair(a, b, 1) for a in range(20) for b in range(20, 30) if rng.random() < 0.2)
    return Problem(8, (6,) * 8, people, pairs, days=(0, 0, 0, 0, 1, 1, 1, 1))


def place_somehow(problem: Problem) -> PartialTimetable:
    timetable = PartialTimetable(problem)
    for pair in range(len(problem.pairs)):
        slots = timetable.find_free_slots(pair)
        if slots:
            timetable.place(pair, slots.bit_length() - 1)
    return timetable


def test_kempe_parallel_closes_the_gap_when_a_chain_must_turn():
    # 0 meets 1 and 2 in slots 0 and 2; moving 2 to slot 1 pushes its own meeting with 3 out of the way.
    people = [open_person(0, 1, 2), open_person(0), open_person(1, 2), open_person(1, 2)]
    timetable = place(make_event(people, [(0, 1, 1), (0, 2, 1), (2, 3, 1)], tables=(2, 2, 2)), (0, 0), (1, 2), (2, 1))
    assert sweep(timetable).best == 0
    assert timetable.slot_of == [0, 1, 2]


def test_kempe_parallel_counts_no_break_overnight():
    problem = make_event([open_person(0, 1, 2, 3)] * 3, [(0, 1, 1), (0, 2, 1)], tables=(1,) * 4, days=(0, 0, 1, 1))
    timetable = place(problem, (0, 0), (1, 3))
    assert ParallelAnnealer(timetable, seed=0).count() == 0


def test_kempe_parallel_leaves_a_locked_meeting_where_it_is():
    people = [open_person(0, 1, 2)] * 3
    timetable = place(make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1), fixed=((1, 2),)), (0, 0), (1, 2))
    assert sweep(timetable).best == 0
    assert timetable.slot_of == [1, 2]


def test_kempe_parallel_gives_the_same_timetable_when_the_seed_is_the_same():
    found = []
    for _ in range(2):
        timetable = place_somehow(make_crowd(1))
        sweep(timetable, seed=5)
        found.append(list(timetable.slot_of))
    assert found[0] == found[1]


def test_kempe_parallel_stops_when_the_time_is_over():
    timetable = place_somehow(make_crowd(1))
    before = list(timetable.slot_of)
    ParallelAnnealer(timetable, seed=0).run(10_000, bound=0, elapsed=lambda: 1.0)
    assert timetable.slot_of == before


def test_supports_parallel_is_false_when_meetings_are_tied_to_each_other():
    problem = make_crowd(1)
    assert supports_parallel(PartialTimetable(problem))
    assert not supports_parallel(PartialTimetable(replace(problem, precedences=((0, 1),))))
    tired = replace(problem.people[0], max_in_a_row=2)
    assert not supports_parallel(PartialTimetable(replace(problem, people=(tired, *problem.people[1:]))))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000))
def test_kempe_parallel_keeps_meetings_and_rules_of_a_crowd(seed: int):
    problem = make_crowd(seed)
    timetable = place_somehow(problem)
    before = timetable.list_meetings()
    found = sweep(timetable, passes=60, seed=seed)
    after = timetable.list_meetings()
    assert [pair for pair, _ in after] == [pair for pair, _ in before]
    assert list_broken_rules(problem, after) == ()
    assert found.best == count_all_breaks(problem, after) <= count_all_breaks(problem, before)


@settings(max_examples=40, deadline=None)
@given(events(most_pairs=4, most_slots=4, has_rarer_rules=False))
def test_kempe_parallel_keeps_the_rules_of_any_event(problem: Problem):
    best = max(list_timetables(problem), key=len, default=None)
    if best is None or not supports_parallel(PartialTimetable(problem)):
        return
    timetable = place(problem, *best)
    found = sweep(timetable, passes=40)
    after = timetable.list_meetings()
    assert [pair for pair, _ in after] == [pair for pair, _ in best]
    assert list_broken_rules(problem, after) == ()
    assert set(problem.fixed) <= set(after)
    assert found.best == count_all_breaks(problem, after) <= count_all_breaks(problem, best)
