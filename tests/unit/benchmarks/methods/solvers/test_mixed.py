import numpy as np
import pytest
from scipy.sparse import csr_array

from benchmarks.methods.solvers.mixed import Columns, Rows, maximise
from matchmaker.optimise.integer_program import SolverStatus


def columns(count: int, *, whole: bool, low: float = 0.0, high: float = 1.0) -> Columns:
    return Columns(np.full(count, low), np.full(count, high), np.full(count, whole))


def one_row(form: list[float], *, low: float = -np.inf, high: float = np.inf) -> Rows:
    return Rows(csr_array(np.array([form])), np.array([low]), np.array([high]))


def test_mixed_fills_the_sack_in_whole_and_in_parts():
    sack, values = [one_row([3.0, 4.0, 5.0], high=8.0)], np.array([4.0, 5.0, 6.0])
    whole = maximise(values, columns(3, whole=True), sack, time_limit=5)
    parts = maximise(values, columns(3, whole=False), sack, time_limit=5)
    assert whole.values.tolist() == [1.0, 0.0, 1.0]
    assert whole.bound == pytest.approx(10.0)
    assert parts.bound == pytest.approx(4 + 5 + 6 / 5)
    assert whole.status is parts.status is SolverStatus.OPTIMAL


def test_mixed_reports_infeasible_when_rows_contradict():
    outcome = maximise(np.ones(1), columns(1, whole=True), [one_row([1.0], low=2.0)], time_limit=5)
    assert (outcome.status, outcome.has_solution) == (SolverStatus.INFEASIBLE, False)


def test_mixed_without_columns_still_minds_its_rows():
    none = columns(0, whole=True)
    empty = csr_array((1, 0))
    held = maximise(np.zeros(0), none, [Rows(empty, np.array([-1.0]), np.array([0.0]))], time_limit=5)
    broken = maximise(np.zeros(0), none, [Rows(empty, np.array([1.0]), np.array([2.0]))], time_limit=5)
    assert (held.status, held.bound, held.has_solution) == (SolverStatus.OPTIMAL, 0.0, True)
    assert broken.status is SolverStatus.INFEASIBLE


def test_mixed_minds_columns_below_nought():
    outcome = maximise(-np.ones(1), columns(1, whole=False, low=-2.5, high=7.0), [], time_limit=5)
    assert outcome.values.tolist() == [-2.5]
