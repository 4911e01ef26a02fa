"""Blocking pairs: two people who would both gain by having each other, whatever the rest says."""

import numpy as np

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Floats, Ints, Mask


def list_blocking_pairs(
    problem: AssignmentProblem, chosen: Mask, *, right_scores: Floats | None = None
) -> tuple[tuple[int, int], ...]:
    """Pairs that would both rather have each other than someone they have (Gale and Shapley, 1962).

    With capacities and responsive preferences (Roth, 1985) a person takes another when there is room, or instead of
    the least liked one held; and where one of the same group is held already, only instead of that one. Agreed pairs
    are never given up. Minimum loads do not keep anybody from objecting.

    Parameters
    ----------
    problem : AssignmentProblem
        `scores` is what the left side thinks of the right.
    chosen : bool (n, m)
    right_scores : float64 (n, m), optional
        What right person j thinks of left person i, at [i, j]; the same scores when left out.

    Returns
    -------
    tuple of (left, right)
        Sorted. Both must gain strictly.
    """
    theirs = problem.scores if right_scores is None else right_scores
    left_wants = problem.scores > _thresholds(
        problem.scores, chosen, problem.fixed, most=problem.left.max_load, groups=problem.right.groups
    )
    right_wants = (
        theirs
        > _thresholds(theirs.T, chosen.T, problem.fixed.T, most=problem.right.max_load, groups=problem.left.groups).T
    )
    blocks = problem.allowed & ~chosen & left_wants & right_wants
    return tuple((int(i), int(j)) for i, j in np.argwhere(blocks))


def _thresholds(scores: Floats, chosen: Mask, fixed: Mask, *, most: Ints, groups: Ints) -> Floats:
    """What each candidate must exceed to be taken by each person, (n, m): -inf where there is room."""
    held = np.where(chosen, np.where(fixed, np.inf, scores), np.inf)
    is_full = chosen.sum(axis=1) >= most
    weakest = np.where(is_full, held.min(axis=1, initial=np.inf), -np.inf)
    names, numbers = np.unique(groups, return_inverse=True)
    of_group = np.full((len(chosen), len(names)), -np.inf)
    rows, columns = np.nonzero(chosen & (groups != NO_GROUP)[None, :])
    of_group[rows, numbers[columns]] = held[rows, columns]
    mate = of_group[:, numbers]
    return np.where(mate > -np.inf, mate, weakest[:, None])
