from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.planning.scenarios import forecast_scenarios, resize
from tests.unit.scheduling.brute_force import best_score
from tests.unit.scheduling.sample_events import events, make_event, open_person


def test_forecast_gives_how_many_wishes_more_tables_and_slots_would_meet():
    people = [open_person(0, 1)] * 6
    pairs = [(a, b, 1) for a in range(3) for b in range(3, 6)]
    problem = make_event(people, pairs, tables=(2, 2))
    found = forecast_scenarios(problem, tables=(1, 2, 3), slots=(1, 2, 3), time_limit=1)
    assert [(it.tables, it.slots, it.met) for it in found] == [
        (1, 1, 1),
        (1, 2, 2),
        (1, 3, 3),
        (2, 1, 2),
        (2, 2, 4),
        (2, 3, 6),
        (3, 1, 3),
        (3, 2, 6),
        (3, 3, 9),
    ]
    assert all(it.proven and it.wishes == 9 for it in found)


def test_resize_keeps_a_pause_and_cuts_what_lies_beyond():
    people = [open_person(0, 1, 2), open_person(0, 1, 2)]
    problem = make_event(people, [(0, 1, 1)], tables=(2, 0, 2), days=(0, 0, 1), fixed=((0, 2),))
    smaller = resize(problem, 5, 2)
    assert (smaller.tables, smaller.days, smaller.fixed) == ((5, 0), (0, 0), ())
    larger = resize(problem, 5, 4)
    assert (larger.tables, larger.days, larger.fixed) == ((5, 0, 5, 5), (0, 0, 1, 1), ((0, 2),))
    assert larger.people[0].open_slots == frozenset(range(4))


@settings(max_examples=40, deadline=None)
@given(events(), st.integers(0, 3), st.integers(0, 3))
def test_forecast_is_the_brute_force_optimum_of_the_resized_event(problem: Problem, tables: int, slots: int):
    best = best_score(resize(problem, tables, slots))
    (found,) = forecast_scenarios(problem, tables=[tables], slots=[slots], time_limit=5)
    assert (found.value, found.proven) == (best[2] if best else 0, True)
