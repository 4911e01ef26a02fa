import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.breaks.count import count_all_breaks, count_breaks, list_day_masks, min_breaks
from matchmaker.scheduling.breaks.kempe_chains import Annealer
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.validation import list_broken_rules
from tests.unit.scheduling.brute_force import list_timetables, score
from tests.unit.scheduling.sample_events import events, make_event, open_person

WEEK = [0b000111, 0b111000]


def test_count_breaks_counts_stretches_less_one():
    assert count_breaks(0b10110111, [0b11111111]) == 2
    assert count_breaks(0, [0b1]) == 0


def test_count_breaks_ignores_the_night():
    assert count_breaks(0b100001, WEEK) == 0
    assert count_breaks(0b101101, WEEK) == 2


def test_list_day_masks_splits_slots_by_day():
    problem = make_event([], [], tables=(1,) * 6, days=(0, 0, 0, 1, 1, 1))
    assert list_day_masks(problem) == WEEK


def test_count_all_breaks_sums_over_people():
    people = [open_person(0, 1, 2), open_person(0), open_person(2)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1)], tables=(1, 1, 1))
    assert count_all_breaks(problem, [(0, 0), (1, 2)]) == 1


@settings(deadline=None)
@given(st.integers(0, 63), st.integers(0, 6), st.sampled_from([[0b111111], WEEK]))
def test_least_breaks_is_what_brute_force_finds(open_slots: int, meetings: int, days: list[int]):
    slots = [t for t in range(6) if open_slots >> t & 1]
    choices = [sum(1 << t for t in chosen) for chosen in combinations(slots, meetings)]
    fewest = min((count_breaks(busy, days) for busy in choices), default=0)
    assert min_breaks(open_slots, meetings, days) == fewest


@settings(max_examples=60, deadline=None)
@given(events(most_pairs=4, most_slots=4), st.randoms(use_true_random=False))
def test_annealer_keeps_the_meetings_and_the_rules(problem: Problem, rng: random.Random):
    best = max(list_timetables(problem), key=lambda meetings: score(problem, meetings), default=None)
    if best is None:
        return
    timetable = PartialTimetable(problem)
    for pair, slot in best:
        timetable.place(pair, slot)
    timetable.locked.update(pair for pair, _ in problem.fixed)
    annealer = Annealer(timetable, rng=rng)
    before = annealer.breaks
    annealer.run(200, bound=0, is_over=lambda: False)
    after = timetable.list_meetings()
    assert [pair for pair, _ in after] == [pair for pair, _ in best]
    assert list_broken_rules(problem, after) == ()
    assert set(problem.fixed) <= set(after)
    assert annealer.breaks == count_all_breaks(problem, after) <= before


def test_annealer_closes_the_gap_when_a_chain_must_turn():
    # 0 meets 1 and 2 in slots 0 and 2; moving 2 to slot 1 pushes its own meeting with 3 out of the way.
    people = [open_person(0, 1, 2), open_person(0), open_person(1, 2), open_person(1, 2)]
    problem = make_event(people, [(0, 1, 1), (0, 2, 1), (2, 3, 1)], tables=(2, 2, 2))
    timetable = PartialTimetable(problem)
    for pair, slot in ((0, 0), (1, 2), (2, 1)):
        timetable.place(pair, slot)
    annealer = Annealer(timetable, rng=random.Random(0))  # noqa: S311 - a search, not a secret
    annealer.run(500, bound=0, is_over=lambda: False)
    assert annealer.breaks == 0
    assert timetable.slot_of == [0, 1, 2]
