import time
from collections.abc import Callable, Sequence

import pytest

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.minimise_with_sat import ProvenBound
from matchmaker.scheduling.breaks import break_proof
from matchmaker.scheduling.breaks.count import bound_breaks
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.planning.solver import solve
from tests.unit.scheduling.sample_events import make_event, open_person

FEWEST = 1
"""Six people in a ring meet their neighbours at the only table: whoever begins the ring waits until it is closed."""


@pytest.fixture
def ring() -> Problem:
    people = [open_person(*range(6)) for _ in range(6)]
    return make_event(people, [(it, (it + 1) % 6, 1) for it in range(6)], tables=(1,) * 6)


@pytest.fixture
def _no_proof_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver of this process searches without end and finds nothing; every event counts as hard."""

    def search_in_vain(
        _formula: CnfFormula, _costs: Sequence[int], *, low: int, high: int, should_continue: Callable[[int], bool]
    ):
        while should_continue(low):
            time.sleep(0.05)
        assert low < high
        return ProvenBound(low)

    monkeypatch.setattr(break_proof, "raise_lower_bound", search_in_vain)
    monkeypatch.setattr(break_proof, "CHECKS_UNTIL_HARD", 1)


def test_fewest_breaks_are_proven_in_this_process(ring: Problem):
    timetable = solve(ring, time_limit=20)
    assert timetable.breaks == timetable.breaks_bound == FEWEST


@pytest.mark.usefixtures("_no_proof_here")
def test_fewest_breaks_are_proven_in_a_child_process_when_none_is_found_here(ring: Problem):
    timetable = PartialTimetable(ring)
    assert bound_breaks(timetable) == 0
    timetables = [solve(ring, time_limit=30) for _ in range(2)]
    for timetable in timetables:
        assert timetable.breaks == timetable.breaks_bound == FEWEST
        assert not validate(ring, timetable.placed)
    assert timetables[0].placed == timetables[1].placed


@pytest.mark.usefixtures("_no_proof_here")
def test_the_timetable_found_stays_when_the_child_process_dies(ring: Problem, monkeypatch: pytest.MonkeyPatch):
    def die(*_given: object, **_named: object) -> None:
        raise EOFError

    monkeypatch.setattr(break_proof, "plan_fewest_breaks", die)
    timetable = solve(ring, time_limit=1)
    assert len(timetable.placed) == 6
    assert timetable.breaks_bound == 0
