from itertools import product
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.optimise.integer_program import IntegerProgram, ProgramResult, SolverStatus, run_in_thread

SMALL = st.integers(-3, 3)


def test_program_fills_the_sack_best():
    sack = IntegerProgram([1, 1, 1])
    sack.add_row([(0, 3), (1, 4), (2, 5)], high=8)
    assert sack.maximise([(0, 4), (1, 5), (2, 6)], time_limit=5) == ProgramResult(
        SolverStatus.OPTIMAL, (1, 0, 1), 10, 10
    )


def test_program_reports_infeasible_when_rows_contradict():
    program = IntegerProgram([1])
    program.add_row([(0, 1)], low=2)
    assert program.maximise([(0, 1)], time_limit=5).status is SolverStatus.INFEASIBLE


def test_program_without_columns_still_minds_its_rows():
    empty = IntegerProgram()
    assert empty.maximise([], time_limit=5) == ProgramResult(SolverStatus.OPTIMAL, (), 0, 0)
    empty.add_row([], low=1)
    assert empty.maximise([], time_limit=5).status is SolverStatus.INFEASIBLE


def test_program_counts_columns_from_nought():
    program = IntegerProgram()
    assert [program.add_column(2), program.add_column()] == [0, 1]
    assert program.maximise([(0, 1), (1, 1)], time_limit=5).values == (2, 1)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_program_finds_the_brute_force_optimum(data: st.DataObject):
    uppers = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=4))
    forms = st.lists(SMALL, min_size=len(uppers), max_size=len(uppers))
    rows = data.draw(st.lists(st.tuples(forms, st.integers(-4, 4)), max_size=3))
    goal = data.draw(forms)
    program = IntegerProgram(list(uppers))
    for form, high in rows:
        program.add_row(list(enumerate(form)), high=high)

    def evaluate(form: list[int], point: tuple[int, ...]) -> int:
        return sum(a * x for a, x in zip(form, point, strict=True))

    points = [
        point
        for point in product(*(range(upper + 1) for upper in uppers))
        if all(evaluate(form, point) <= high for form, high in rows)
    ]
    outcome = program.maximise(list(enumerate(goal)), time_limit=5)
    if not points:
        assert outcome.status is SolverStatus.INFEASIBLE
        return
    assert outcome.status is SolverStatus.OPTIMAL
    assert outcome.objective == outcome.bound == max(evaluate(goal, point) for point in points)
    assert outcome.values in points


def test_run_in_thread_gives_what_the_task_returns():
    assert run_in_thread(lambda: 7, should_continue=lambda: True) == 7


def test_run_in_thread_asks_the_caller_until_the_task_is_done():
    asked: list[bool] = []
    done = Event()

    def should_continue() -> bool:
        asked.append(True)
        if len(asked) == 3:
            done.set()
        return True

    assert run_in_thread(done.wait, should_continue=should_continue, interval=0.01) is True
    assert len(asked) >= 3


def test_run_in_thread_gives_none_when_the_caller_stops():
    done = Event()
    assert run_in_thread(done.wait, should_continue=lambda: False, interval=0.01) is None
    done.set()


def test_run_in_thread_raises_what_the_task_raises():
    with pytest.raises(ZeroDivisionError):
        run_in_thread(lambda: 1 // 0, should_continue=lambda: True)


def test_run_in_thread_raises_the_time_out_of_the_task_itself():
    def give_up() -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        run_in_thread(give_up, should_continue=lambda: True)
