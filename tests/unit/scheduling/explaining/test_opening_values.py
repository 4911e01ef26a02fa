"""Value that one opening would add."""

from hypothesis import given, settings

from matchmaker.scheduling.explaining.opening_values import apply_opening, value_openings
from matchmaker.scheduling.explaining.openings import Opening, OpeningKind
from matchmaker.scheduling.explaining.unmet_reasons import explain_unmet
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.planning.solver import solve
from tests.unit.scheduling.brute_force import best_score
from tests.unit.scheduling.sample_events import events, make_event, open_person


def test_value_openings_names_the_slot_that_several_wait_for():
    # Three founders are there in slot 1 only, where the investor is closed; opening it places one of them.
    people = [open_person(0), open_person(1), open_person(1), open_person(1)]
    problem = make_event(people, [(0, 1, 3), (0, 2, 5), (0, 3, 4)], tables=(3, 3))
    timetable = solve(problem, time_limit=5.0)
    (gain,) = value_openings(problem, timetable, explain_unmet(problem, timetable), time_limit=5.0, max_openings=1)
    assert gain.opening == Opening(OpeningKind.SLOT, 0, 1)
    assert (gain.pairs, gain.met, gain.value, gain.proven) == ((0, 1, 2), 1, 5, True)


def test_value_openings_names_one_meeting_more_once_when_it_fits_in_many_slots():
    # The investor takes one meeting; the two founders who lose could come in either of the slots left.
    people = [open_person(0, 1, 2, max_meetings=1), open_person(0, 1, 2), open_person(0, 1), open_person(1, 2)]
    problem = make_event(people, [(0, 1, 9), (0, 2, 5), (0, 3, 4)], tables=(3, 3, 3))
    timetable = solve(problem, time_limit=5.0)
    gains = value_openings(problem, timetable, explain_unmet(problem, timetable), time_limit=5.0)
    assert [(it.opening.kind, it.opening.person) for it in gains] == [(OpeningKind.MEETING, 0)]
    assert (gains[0].pairs, gains[0].met) == ((1, 2), 1)


def test_open_up_adds_a_meeting_or_a_table():
    problem = make_event([open_person(0, max_meetings=1), open_person(0)], [(0, 1, 1)], tables=(1,))
    assert apply_opening(problem, Opening(OpeningKind.MEETING, 0, 0)).people[0].max_meetings == 2
    assert apply_opening(problem, Opening(OpeningKind.TABLE, None, 0)).tables == (2,)


@settings(max_examples=40, deadline=None)
@given(events(has_rarer_rules=False))
def test_value_openings_finds_what_brute_force_finds(problem: Problem):
    timetable = solve(problem, time_limit=5.0)
    if timetable.broken_rules:
        return
    for gain in value_openings(problem, timetable, explain_unmet(problem, timetable), time_limit=5.0):
        best = best_score(apply_opening(problem, gain.opening))
        assert best is not None
        assert gain.proven
        assert gain.value == max(0, best[2] - timetable.value)
