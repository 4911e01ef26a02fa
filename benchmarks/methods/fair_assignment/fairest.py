"""The best minimum first, then the best total: no left person has less than necessary.

Whether everybody's sum can reach a given floor is NP-hard in general (Bezáková and Dani, 2005). So this is a
whole-number program between a floor that is reached and the ceiling of `find_ceiling`.
"""

import time
from dataclasses import dataclass

import numpy as np

from benchmarks.methods.fair_assignment.program import PairProgram, build_program, maximise_minimum, maximise_total
from matchmaker.matching.assignment.max_total import assign_best_total
from matchmaker.matching.assignment.problem import AssignmentProblem, Mask
from matchmaker.matching.assignment.residual import ResidualProblem, remove_fixed
from matchmaker.matching.assignment.result import Assignment, Infeasible, build_assignment, find_minimum, mark_counted
from matchmaker.matching.assignment.stable import rank_open_candidates, take_fitting
from matchmaker.optimise.integer_program import SolverStatus

# A sum within this of a floor reaches it, and a proof may leave this open: HiGHS works in floating point.
FLOOR_TOLERANCE = 1e-8
PROOF_TOLERANCE = 1e-6
# HiGHS still gets this many seconds when the time is up, so that each call can find something.
_SHORTEST = 0.1


def assign_fairest(problem: AssignmentProblem, *, time_limit: float = 60.0) -> Assignment | Infeasible:
    """Pairs of greatest minimum, and among those of greatest total.

    The minimum is the least sum of scores of a left person who can have a pair at all.

    Parameters
    ----------
    problem : AssignmentProblem
    time_limit : float
        Seconds, > 0. When they do not suffice, the best so far is returned, with its bounds and `is_proven` False.

    Returns
    -------
    Assignment or Infeasible
        `minimum_bound` and `total_bound` limit every assignment; both are met, to 1e-6, when `is_proven`.
    """
    remainder = remove_fixed(problem)
    if isinstance(remainder, Infeasible):
        return remainder
    best = assign_best_total(problem)
    if isinstance(best, Infeasible) or best.minimum is None:
        return best
    clock = _Clock(time.monotonic() + time_limit)
    program = build_program(problem, remainder)
    ceiling = find_ceiling(problem, remainder)
    at_ceiling = _find_total(program, ceiling, time_limit=clock.share(3))
    if at_ceiling is not None:
        longer = None if at_ceiling.is_best else _find_total(program, ceiling, time_limit=clock.share(1))
        return _describe(problem, longer or at_ceiling, ceiling)
    raised, bound = _raise_minimum(program, _to_mask(problem, best), ceiling, time_limit=clock.share(2))
    minimum = find_minimum(problem, raised) or 0.0
    richest = _find_total(program, minimum, time_limit=clock.share(1))
    return _describe(problem, richest or _Found(raised, best.total_bound, is_best=False), bound)


def find_ceiling(problem: AssignmentProblem, remainder: ResidualProblem) -> float:
    """The least sum of the left people who count, if each of them were alone.

    Returns
    -------
    float
        No assignment has a greater minimum.
    """
    groups = remainder.right.groups.tolist()
    own = []
    for i in np.flatnonzero(mark_counted(problem)).tolist():
        ordered = rank_open_candidates(problem.scores[i], remainder.open[i])
        taken = take_fitting(ordered, int(remainder.left.max_load[i]), groups)
        scores = problem.scores[i, taken]
        useful = (scores > 0) | (np.arange(len(taken)) < remainder.left.min_load[i])
        own.append(float(scores[useful].sum() + problem.scores[i, problem.fixed[i]].sum()))
    return min(own)


@dataclass(frozen=True, slots=True)
class _Clock:
    deadline: float

    def share(self, parts: int) -> float:
        """Remaining seconds, divided among the steps."""
        return max((self.deadline - time.monotonic()) / parts, _SHORTEST)


@dataclass(frozen=True, slots=True)
class _Found:
    chosen: Mask
    total_bound: float
    is_best: bool


def _find_total(program: PairProgram, floor: float, *, time_limit: float) -> _Found | None:
    """The greatest total at a floor; None when it is not reached, or not in time."""
    outcome = maximise_total(program, floor - FLOOR_TOLERANCE, time_limit=time_limit)
    if not outcome.has_solution:
        return None
    chosen = program.read(outcome)
    reached = find_minimum(program.problem, chosen)
    if reached is None or reached < floor - 2 * FLOOR_TOLERANCE:
        return None
    agreed = float(program.problem.scores[program.problem.fixed].sum())
    return _Found(chosen, outcome.bound + agreed, outcome.status is SolverStatus.OPTIMAL)


def _raise_minimum(program: PairProgram, start: Mask, ceiling: float, *, time_limit: float) -> tuple[Mask, float]:
    """The pairs of greatest minimum found, and an upper bound of the minimum."""
    reached = find_minimum(program.problem, start) or 0.0
    outcome = maximise_minimum(program, reached - PROOF_TOLERANCE, ceiling, time_limit=time_limit)
    bound = min(ceiling, outcome.bound)
    if not outcome.has_solution:
        return start, bound
    chosen = program.read(outcome)
    return (chosen if (find_minimum(program.problem, chosen) or 0.0) > reached else start), bound


def _describe(problem: AssignmentProblem, found: _Found, minimum_bound: float) -> Assignment:
    minimum = find_minimum(problem, found.chosen) or 0.0
    return build_assignment(
        problem,
        found.chosen,
        is_proven=found.is_best and minimum_bound - minimum <= PROOF_TOLERANCE,
        total_bound=max(found.total_bound, float(problem.scores[found.chosen].sum())),
        minimum_bound=max(minimum_bound, minimum),
    )


def _to_mask(problem: AssignmentProblem, assignment: Assignment) -> Mask:
    chosen = np.zeros(problem.scores.shape, np.bool_)
    chosen[tuple(np.array(assignment.pairs, dtype=np.int64).reshape(-1, 2).T)] = True
    return chosen
