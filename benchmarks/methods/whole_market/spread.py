"""Lists of k in which every candidate is found, and none in too many: a floor and a ceiling of exposure.

Cutting each person's own ranking at k lets a few candidates take every list. Lists made together are an assignment:
each seeker holds k candidates, each candidate stands in `least` to `most` lists, and the total of the scores is the
greatest that this allows (top-k recommendation under constraints on candidates; Biswas, Patro, Ganguly, Gummadi and
Chakraborty, 2021, seek the same floor by rounds of picking).
"""

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.assignment.max_total import choose_best_total, find_shortage
from matchmaker.matching.assignment.problem import Ints, Mask, build_limits, build_problem
from matchmaker.matching.assignment.residual import ResidualProblem
from matchmaker.matching.assignment.result import Infeasible

EMPTY = -1


def spread_lists(
    scores: NDArray[np.floating], k: int, *, least: Ints, most: Ints, eligible: Mask
) -> NDArray[np.intp] | Infeasible:
    """Lists of k of greatest total score in which candidate j stands at least `least[j]` and at most `most[j]` times.

    Parameters
    ----------
    scores : (n, m)
        Finite.
    k : int
        A seeker with fewer eligible candidates gets all of them as the goal, and fewer where `most` does not allow it.
    least, most : int64 (m,)
        0 <= least <= most.
    eligible : bool (n, m)

    Returns
    -------
    intp (n, k) or Infeasible
        Rows of candidates, best first, then `EMPTY`; or whose least cannot be met (`RIGHT_DEMAND`).
    """
    goal = np.minimum(eligible.sum(axis=1), k).astype(np.int64)
    lifted = np.asarray(scores, np.float64) - float(scores.min(initial=0.0)) + 1.0
    problem = build_problem(lifted, build_limits(goal), build_limits(most, least=least), allowed=eligible)
    remainder = ResidualProblem(problem.left, problem.right, problem.allowed)
    chosen, _ = choose_best_total(problem, remainder)
    if (chosen.sum(axis=0) < least).any():
        shortage = find_shortage(remainder)
        if shortage is None:
            raise ArithmeticError("shortage: got none, expected one where a least is not met")
        return shortage
    order = np.argsort(np.where(chosen, -lifted, 0.0), axis=1, kind="stable")[:, :k]
    rows: NDArray[np.intp] = np.where(np.take_along_axis(chosen, order, axis=1), order, EMPTY)
    return np.pad(rows, ((0, 0), (0, k - rows.shape[1])), constant_values=EMPTY)
