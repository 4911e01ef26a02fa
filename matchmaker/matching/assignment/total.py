"""The assignment of greatest total, exactly, by one minimum-cost circulation."""

import math

import numpy as np

from matchmaker.matching.assignment.fixed import ResidualProblem, remove_fixed
from matchmaker.matching.assignment.network import solve_flow
from matchmaker.matching.assignment.problem import AssignmentProblem, Ints, Mask
from matchmaker.matching.assignment.result import Assignment, Infeasible, build_assignment
from matchmaker.matching.assignment.shortage import find_shortage

# Costs, multiplied by the number of nodes inside cost scaling, must fit in 63 bits; one bit is kept in reserve.
_GREATEST_COST = 2.0**62
# Digits beyond the ninth are rounding noise of whoever made the scores.
_MOST_DECIMALS = 9


def assign_best_total(problem: AssignmentProblem) -> Assignment | Infeasible:
    """Pairs of greatest total score that obey every load, mask, agreed pair and group.

    Scores are rounded to whole numbers of 10**-9 (fewer decimals where the numbers would not fit in 63 bits), and the
    circulation is exact on those; `total_bound` carries what the rounding can hide.

    Parameters
    ----------
    problem : AssignmentProblem

    Returns
    -------
    Assignment or Infeasible
        Pairs with a score of 0 or less are used only where a minimum load needs them.
    """
    remainder = remove_fixed(problem)
    if isinstance(remainder, Infeasible):
        return remainder
    chosen, unit = choose_best_total(problem, remainder)
    if _is_short(remainder, chosen.sum(axis=1), chosen.sum(axis=0)):
        shortage = find_shortage(remainder)
        if shortage is None:
            raise ArithmeticError("shortage: got none, expected one where a least load is not met")
        return shortage
    rounding = unit * _count_units(remainder)  # half a unit a pair, for each of the two sums compared
    total = float(problem.scores[chosen | problem.fixed].sum())
    return build_assignment(problem, chosen | problem.fixed, is_proven=True, total_bound=total + rounding)


def choose_best_total(problem: AssignmentProblem, remainder: ResidualProblem) -> tuple[Mask, float]:
    """Pairs beside the agreed ones that first meet the least loads, as far as they can be, then add most.

    Returns
    -------
    bool (n, m), float
        The pairs, and the unit to which scores were rounded.
    """
    weights, unit = _to_whole(problem, remainder)
    reward = 2 * _count_units(remainder) * int(np.abs(weights).max(initial=0)) + 1
    return solve_flow(remainder, weights, left_reward=reward, right_reward=reward).chosen, unit


def _count_units(remainder: ResidualProblem) -> int:
    """No assignment of the remainder has more pairs."""
    return int(min(remainder.left.max_load.sum(), remainder.right.max_load.sum(), remainder.open.sum()))


def _to_whole(problem: AssignmentProblem, remainder: ResidualProblem) -> tuple[Ints, float]:
    """Open scores as whole numbers, and the unit they count."""
    scores = np.where(remainder.open, problem.scores, 0.0)
    nodes = 2 + sum(scores.shape) + 2 * int(remainder.open.sum())
    largest = max(float(np.abs(scores).max(initial=0.0)), 1e-9)
    room = _GREATEST_COST / (nodes * (4.0 * _count_units(remainder) * largest + 4.0))
    decimals = min(_MOST_DECIMALS, math.floor(math.log10(room)))
    return np.rint(scores * 10.0**decimals).astype(np.int64), 10.0**-decimals


def _is_short(remainder: ResidualProblem, left_loads: Ints, right_loads: Ints) -> bool:
    return bool((left_loads < remainder.left.min_load).any() or (right_loads < remainder.right.min_load).any())
