"""The problem as a mixed-integer program: a column of 0 or 1 for each open pair, rows for loads, groups and floors."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, hstack

from benchmarks.methods.solvers.mixed import Columns, MixedOutcome, Rows, maximise
from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Floats, Ints, Mask, SideLimits
from matchmaker.matching.assignment.residual import ResidualProblem
from matchmaker.matching.assignment.result import mark_counted

# HiGHS holds rows to 1e-6; rows of floors are multiplied by this, so that sums reach their floor to 1e-9.
_ROW_SCALE = 1000.0


@dataclass(frozen=True, slots=True)
class PairProgram:
    """Rows over the open pairs of a problem.

    Attributes
    ----------
    problem, remainder
    rows : list of Rows
        Loads and groups.
    sums : csr (c, pairs)
        Scores by left person who counts for the minimum.
    agreed : float64 (c,)
        What agreed pairs give each of them already.
    """

    problem: AssignmentProblem
    remainder: ResidualProblem
    rows: list[Rows]
    sums: csr_array
    agreed: Floats

    def read(self, outcome: MixedOutcome) -> Mask:
        """The pairs, (n, m), of a solution, with the agreed ones."""
        chosen = self.problem.fixed.copy()
        chosen[self.remainder.open] = outcome.values[: int(self.remainder.open.sum())] > 0.5
        return chosen


def build_program(problem: AssignmentProblem, remainder: ResidualProblem) -> PairProgram:
    """The rows of a problem after its agreed pairs are set."""
    left, right = np.nonzero(remainder.open)
    scores = problem.scores[remainder.open]
    counts = np.flatnonzero(mark_counted(problem))
    sums = csr_array((scores, (left, np.arange(len(left)))), shape=(problem.left.count, len(left)))[counts]
    rows = [
        _hold_loads(left, remainder.left),
        _hold_loads(right, remainder.right),
        *_hold_groups(left, remainder.right.groups[right]),
        *_hold_groups(right, remainder.left.groups[left]),
    ]
    agreed = np.where(problem.fixed, problem.scores, 0.0).sum(axis=1)[counts]
    return PairProgram(problem, remainder, rows, sums, agreed)


def maximise_total(program: PairProgram, floor: float, *, time_limit: float) -> MixedOutcome:
    """Greatest total where everybody who counts reaches the floor; agreed pairs are not in the objective."""
    pairs = program.sums.shape[1]
    floors = Rows(
        program.sums * _ROW_SCALE, (floor - program.agreed) * _ROW_SCALE, np.full(len(program.agreed), np.inf)
    )
    columns = Columns(np.zeros(pairs), np.ones(pairs), np.ones(pairs, np.bool_))
    scores = program.problem.scores[program.remainder.open]
    return maximise(scores, columns, [*program.rows, floors], time_limit=time_limit)


def maximise_minimum(program: PairProgram, low: float, high: float, *, time_limit: float) -> MixedOutcome:
    """Greatest floor between two bounds that everybody who counts can reach; the floor is the last column."""
    people, pairs = program.sums.shape
    linked = hstack([program.sums, csr_array(-np.ones((people, 1)))], format="csr")
    above = Rows(csr_array(linked * _ROW_SCALE), -program.agreed * _ROW_SCALE, np.full(people, np.inf))
    wide = [Rows(csr_array(hstack([r.matrix, csr_array((len(r.low), 1))])), r.low, r.high) for r in program.rows]
    columns = Columns(np.append(np.zeros(pairs), low), np.append(np.ones(pairs), high), np.arange(pairs + 1) < pairs)
    return maximise(np.append(np.zeros(pairs), 1.0), columns, [*wide, above], time_limit=time_limit)


def _hold_loads(people: Ints, side: SideLimits) -> Rows:
    matrix = csr_array((np.ones(len(people)), (people, np.arange(len(people)))), shape=(side.count, len(people)))
    return Rows(matrix, side.min_load.astype(float), side.max_load.astype(float))


def _hold_groups(people: Ints, groups: Ints) -> Iterator[Rows]:
    """At most one pair of each person with a member of each group."""
    grouped = np.flatnonzero(groups != NO_GROUP)
    if not len(grouped):
        return
    keys, numbers = np.unique(np.column_stack([people, groups])[grouped], axis=0, return_inverse=True)
    matrix = csr_array((np.ones(len(grouped)), (numbers.ravel(), grouped)), shape=(len(keys), len(people)))
    yield Rows(matrix, np.zeros(len(keys)), np.ones(len(keys)))
