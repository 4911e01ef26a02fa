"""Integer linear programs, solved by HiGHS (Huangfu and Hall, 2018) through SciPy.

HiGHS lets other threads run while it works, but they cannot interrupt it. So give it short time limits.
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Thread
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

T = TypeVar("T")


def run_in_thread(task: Callable[[], T], *, should_continue: Callable[[], bool], interval: float = 0.5) -> T | None:
    """The result of a task, or None when the caller stops waiting for it.

    For solvers that let other threads run but cannot be interrupted. A task that is no longer awaited continues until
    its own time limit. Its thread is a daemon, so the process can end without it.

    Parameters
    ----------
    task : callable
        Must not change data that the caller continues to use.
    should_continue : callable
        Called every ``interval`` seconds, in the caller's thread; False stops the waiting.
    interval : float
        Seconds, > 0.

    Returns
    -------
    T or None

    Raises
    ------
    BaseException
        Whatever the task raises.
    """
    future: Future[T] = Future()
    Thread(target=_fulfil, args=(future, task), daemon=True).start()
    while True:
        try:
            return future.result(timeout=interval)
        except TimeoutError:
            if future.done():
                raise
            if not should_continue():
                return None


def _fulfil(future: Future[T], task: Callable[[], T]) -> None:
    try:
        future.set_result(task())
    except BaseException as error:  # noqa: BLE001 - passed on to the caller
        future.set_exception(error)


# HiGHS proves its bounds in floating point. This share of a bound is added before it is rounded down.
_BOUND_SLACK = 1e-7

_OPTIMAL, _INFEASIBLE = 0, 2

Terms = Sequence[tuple[int, int]]
"""A linear form: (column, coefficient) of each term, without repeated columns."""


class SolverStatus(StrEnum):
    """How much the solver found or proved."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ProgramResult:
    """The result of a program.

    Attributes
    ----------
    status : SolverStatus
    values : tuple of int
        Value of each column; empty without a solution.
    objective : int
        Value of the objective; 0 without a solution.
    bound : int or None
        Upper bound on the objective of all solutions; None when nothing is proven.
    """

    status: SolverStatus
    values: tuple[int, ...] = ()
    objective: int = 0
    bound: int | None = None


@dataclass(slots=True)
class IntegerProgram:
    """Columns and rows. A column is an integer from 0 to its upper bound; a row bounds a linear form on both sides."""

    uppers: list[int] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, int]] = field(default_factory=list)

    def add_column(self, upper: int = 1) -> int:
        """Add a column and return its number."""
        self.uppers.append(upper)
        return len(self.uppers) - 1

    def add_row(self, terms: Terms, *, low: float = -math.inf, high: float = math.inf) -> None:
        """Require that a linear form lies between two bounds."""
        row = len(self.lows)
        self.lows.append(low)
        self.highs.append(high)
        self.entries.extend((row, column, coefficient) for column, coefficient in terms)

    def maximise(self, terms: Terms, *, time_limit: float) -> ProgramResult:
        """Maximise a linear form.

        Parameters
        ----------
        terms : sequence of (column, coefficient)
        time_limit : float
            Seconds, > 0.

        Returns
        -------
        ProgramResult
        """
        if not self.uppers:
            holds = all(low <= 0 <= high for low, high in zip(self.lows, self.highs, strict=True))
            return ProgramResult(SolverStatus.OPTIMAL, (), 0, 0) if holds else ProgramResult(SolverStatus.INFEASIBLE)
        cost = np.zeros(len(self.uppers))
        for column, coefficient in terms:
            cost[column] = -coefficient
        answer = milp(
            cost,
            integrality=np.ones(len(self.uppers)),
            bounds=Bounds(0, np.array(self.uppers, dtype=float)),
            constraints=self._list_constraints(),
            options={"time_limit": time_limit, "mip_rel_gap": 0.0},
        )
        return _read(answer, terms)

    def _list_constraints(self) -> list[LinearConstraint]:
        if not self.lows:
            return []
        rows, columns, coefficients = np.array(self.entries or [(0, 0, 0)], dtype=np.int64).T
        shape = (len(self.lows), len(self.uppers))
        matrix = csr_array((coefficients.astype(float), (rows, columns)), shape=shape)
        return [LinearConstraint(matrix, np.array(self.lows), np.array(self.highs))]


def _read(answer: object, terms: Terms) -> ProgramResult:
    status, solution = getattr(answer, "status", None), getattr(answer, "x", None)
    if status == _INFEASIBLE:
        return ProgramResult(SolverStatus.INFEASIBLE)
    dual = getattr(answer, "mip_dual_bound", None)
    bound = None if dual is None or not math.isfinite(dual) else math.floor(-dual + _BOUND_SLACK * max(1.0, abs(dual)))
    if solution is None:
        return ProgramResult(SolverStatus.UNKNOWN, bound=bound)
    values = tuple(np.rint(solution).astype(int).tolist())
    objective = sum(coefficient * values[column] for column, coefficient in terms)
    if status == _OPTIMAL:
        return ProgramResult(SolverStatus.OPTIMAL, values, objective, objective)
    return ProgramResult(SolverStatus.FEASIBLE, values, objective, bound)
