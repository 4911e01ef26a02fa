"""The problem that remains after the fixed pairs: remaining loads, and the pairs that are still open."""

from dataclasses import dataclass

import numpy as np

from matchmaker.matching.assignment.problem import AssignmentProblem, Ints, Mask, SideLimits, breaks_group_limit
from matchmaker.matching.assignment.result import InfeasibilityReason, Infeasible


@dataclass(frozen=True, slots=True)
class ResidualProblem:
    """The problem without the fixed pairs.

    Attributes
    ----------
    left, right : SideLimits
        With the remaining loads.
    open : bool (n, m)
        Pairs that may be added to the fixed ones.
    """

    left: SideLimits
    right: SideLimits
    open: Mask


def remove_fixed(problem: AssignmentProblem) -> ResidualProblem | Infeasible:
    """The problem that remains after the fixed pairs, or why these contradict each other.

    Returns
    -------
    ResidualProblem or Infeasible
        A fixed pair must be allowed, within both maximum loads, and the only one of its group for each person.
    """
    clash = _find_clash(problem)
    if clash is not None:
        return clash
    return ResidualProblem(
        _reduce(problem.left, problem.fixed.sum(axis=1)),
        _reduce(problem.right, problem.fixed.sum(axis=0)),
        problem.allowed & ~problem.fixed & ~breaks_group_limit(problem, problem.fixed),
    )


def _reduce(side: SideLimits, taken: Ints) -> SideLimits:
    return SideLimits(np.maximum(side.min_load - taken, 0), side.max_load - taken, side.groups)


def _find_clash(problem: AssignmentProblem) -> Infeasible | None:
    fixed = problem.fixed
    if (forbidden := fixed & ~problem.allowed).any():
        return Infeasible(InfeasibilityReason.FIXED_FORBIDDEN, pairs=_list_pairs(forbidden))
    if (twice := fixed & breaks_group_limit(problem, problem.fixed)).any():
        return Infeasible(InfeasibilityReason.FIXED_GROUP, pairs=_list_pairs(twice))
    for reason, side, taken, along in (
        (InfeasibilityReason.FIXED_LEFT_LOAD, problem.left, fixed.sum(axis=1), fixed),
        (InfeasibilityReason.FIXED_RIGHT_LOAD, problem.right, fixed.sum(axis=0), fixed.T),
    ):
        over = taken > side.max_load
        if over.any():
            pairs = along & over[:, None]
            return Infeasible(
                reason,
                people=tuple(np.flatnonzero(over).tolist()),
                pairs=_list_pairs(pairs if along is fixed else pairs.T),
                demand=int(taken[over].sum()),
                supply=int(side.max_load[over].sum()),
            )
    return None


def _list_pairs(mask: Mask) -> tuple[tuple[int, int], ...]:
    return tuple((int(i), int(j)) for i, j in np.argwhere(mask))
