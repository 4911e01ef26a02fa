import pytest

from matchmaker.scheduling import fewer_breaks
from matchmaker.scheduling.breaks import bound_breaks
from matchmaker.scheduling.calendar import Calendar
from matchmaker.scheduling.problem import Problem
from matchmaker.scheduling.solver import solve
from matchmaker.scheduling.validate import validate
from tests.unit.scheduling.cases import make_event, open_person

FEWEST = 1
"""Six people in a ring meet their neighbours at the only table: whoever begins the ring waits until it is closed."""


@pytest.fixture
def ring() -> Problem:
    people = [open_person(*range(6)) for _ in range(6)]
    return make_event(people, [(it, (it + 1) % 6, 1) for it in range(6)], tables=(1,) * 6)


@pytest.fixture
def _no_short_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fewer_breaks, "_prove_here", lambda _calendar, bound, _best, **_given: bound)


def test_fewest_breaks_are_proven_in_this_process(ring: Problem):
    timetable = solve(ring, time_limit=20)
    assert timetable.breaks == timetable.breaks_bound == FEWEST


@pytest.mark.usefixtures("_no_short_proof")
def test_fewest_breaks_are_proven_in_a_child_process_when_the_short_proof_is_not_enough(ring: Problem):
    calendar = Calendar(ring)
    assert bound_breaks(calendar) == 0
    timetables = [solve(ring, time_limit=30) for _ in range(2)]
    for timetable in timetables:
        assert timetable.breaks == timetable.breaks_bound == FEWEST
        assert not validate(ring, timetable.placed)
    assert timetables[0].placed == timetables[1].placed


@pytest.mark.usefixtures("_no_short_proof")
def test_the_timetable_found_is_kept_when_the_child_process_dies(ring: Problem, monkeypatch: pytest.MonkeyPatch):
    def die(*_given: object, **_named: object) -> None:
        raise EOFError

    monkeypatch.setattr(fewer_breaks, "plan_fewest_breaks", die)
    timetable = solve(ring, time_limit=20)
    assert len(timetable.placed) == 6
    assert timetable.breaks_bound == 0
