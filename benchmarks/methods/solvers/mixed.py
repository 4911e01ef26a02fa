"""Mixed-integer linear programs over arrays of floats, by HiGHS (Huangfu and Hall, 2018) as SciPy carries it.

`optimise.integer_program` builds programs in whole numbers row by row; this module takes sparse rows of floats.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matchmaker.optimise.integer_program import SolverStatus

_OPTIMAL, _INFEASIBLE = 0, 2

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Linear forms that are held between two bounds: low <= matrix @ x <= high."""

    matrix: csr_array
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column may be: between two bounds, whole or not."""

    low: Floats
    high: Floats
    whole: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MixedOutcome:
    """Result of the solver.

    Attributes
    ----------
    status : SolverStatus
    values : float64 (columns,)
        Empty without a solution; whole columns are rounded.
    bound : float
        No solution exceeds it; infinite when nothing is proven.
    """

    status: SolverStatus
    values: Floats
    bound: float

    @property
    def has_solution(self) -> bool:
        """Whether the values are one."""
        return self.status in {SolverStatus.OPTIMAL, SolverStatus.FEASIBLE}


def maximise(objective: Floats, columns: Columns, rows: list[Rows], *, time_limit: float) -> MixedOutcome:
    """Values of the columns that make ``objective @ x`` greatest.

    Parameters
    ----------
    objective : float64 (columns,)
    columns : Columns
    rows : list of Rows
        Each with a matrix of (rows, columns).
    time_limit : float
        Seconds, > 0.

    Returns
    -------
    MixedOutcome
    """
    if not len(objective):
        holds = all(bool((part.low <= 0).all() and (part.high >= 0).all()) for part in rows)
        return MixedOutcome(
            SolverStatus.OPTIMAL if holds else SolverStatus.INFEASIBLE, np.zeros(0), 0.0 if holds else -math.inf
        )
    answer = milp(
        -objective,
        integrality=columns.whole.astype(int),
        bounds=Bounds(columns.low, columns.high),
        constraints=[LinearConstraint(part.matrix, part.low, part.high) for part in rows],
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    if answer.status == _INFEASIBLE:
        return MixedOutcome(SolverStatus.INFEASIBLE, np.zeros(0), -math.inf)
    proven = answer.mip_dual_bound
    bound = math.inf if proven is None or not math.isfinite(proven) else -float(proven)
    if answer.x is None:
        return MixedOutcome(SolverStatus.UNKNOWN, np.zeros(0), bound)
    values = np.where(columns.whole, np.rint(answer.x), answer.x)
    if answer.status != _OPTIMAL:
        return MixedOutcome(SolverStatus.FEASIBLE, values, bound)
    return MixedOutcome(SolverStatus.OPTIMAL, values, -float(answer.fun) if math.isinf(bound) else bound)
