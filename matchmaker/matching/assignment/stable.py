"""A stable assignment, which is one without blocking pairs, by deferred acceptance."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Floats, Mask
from matchmaker.matching.assignment.residual import ResidualProblem, remove_fixed
from matchmaker.matching.assignment.result import Assignment, InfeasibilityReason, Infeasible, build_assignment


def rank_open_candidates(scores: Floats, is_open: Mask) -> list[int]:
    """Open candidates, best first; equal scores by number.

    Parameters
    ----------
    scores : float64 (m,)
    is_open : bool (m,)
    """
    order: list[int] = [j for j in np.argsort(-scores, kind="stable").tolist() if is_open[j]]
    return order


def take_fitting(ordered: list[int], most: int, groups: list[int]) -> list[int]:
    """The first candidates that fit: at most ``most``, and at most one of each group."""
    taken: list[int] = []
    seen: set[int] = set()
    for candidate in ordered:
        if len(taken) == most:
            break
        group = groups[candidate]
        if group in seen:
            continue
        taken.append(candidate)
        if group != NO_GROUP:
            seen.add(group)
    return taken


def assign_stably(problem: AssignmentProblem, *, right_scores: Floats | None = None) -> Assignment | Infeasible:
    """The stable assignment that is best for the left side.

    Deferred acceptance (Gale and Shapley, 1962) with capacities on both sides (Roth, 1984). Each left person proposes
    to the best who have not refused; each right person holds the best who proposed. With groups each choice is greedy
    on nested limits. Such choices are substitutable, so the result is still stable (Fleiner, 2003). Equal scores are
    ordered by number. Each person has the same load in every stable assignment (Roth, 1986; with groups Hatfield and
    Milgrom, 2005). So a minimum load that is not met here is not met in any, for this order of equal scores.

    Parameters
    ----------
    problem : AssignmentProblem
        `scores` are the left side's scores of the right side. Every allowed pair is acceptable to both.
    right_scores : float64 (n, m), optional
        The score that right person j gives left person i, at [i, j]; the same scores when left out.

    Returns
    -------
    Assignment or Infeasible
        It includes the fixed pairs, which are never given up.
    """
    remainder = remove_fixed(problem)
    if isinstance(remainder, Infeasible):
        return remainder
    theirs = problem.scores if right_scores is None else right_scores
    added = _defer_acceptance(remainder, problem.scores, theirs)
    if (missed := _find_missed_least(remainder, added)) is not None:
        return missed
    return build_assignment(problem, added | problem.fixed, is_proven=True, right_scores=right_scores)


def _defer_acceptance(remainder: ResidualProblem, scores: Floats, theirs: Floats) -> Mask:
    n, _ = scores.shape
    wishes = [rank_open_candidates(scores[i], remainder.open[i]) for i in range(n)]
    places = _rank_positions(theirs)
    right_groups, left_groups = remainder.right.groups.tolist(), remainder.left.groups.tolist()
    refused: list[set[int]] = [set() for _ in range(n)]
    held = np.zeros(scores.shape, np.bool_)
    waiting = deque(range(n))
    while waiting:
        i = waiting.popleft()
        possible = [j for j in wishes[i] if j not in refused[i]]
        for j in take_fitting(possible, int(remainder.left.max_load[i]), right_groups):
            if held[i, j]:
                continue
            held[i, j] = True
            proposing = np.flatnonzero(held[:, j])
            proposers: list[int] = proposing[np.argsort(places[proposing, j])].tolist()
            accepted = take_fitting(proposers, int(remainder.right.max_load[j]), left_groups)
            for loser in set(proposers) - set(accepted):
                held[loser, j] = False
                refused[loser].add(j)
                waiting.append(loser)
    return held


def _rank_positions(theirs: Floats) -> NDArray[np.intp]:
    """Place of each left person in each right person's order, (n, m)."""
    return np.argsort(np.argsort(-theirs, axis=0, kind="stable"), axis=0, kind="stable")


def _find_missed_least(remainder: ResidualProblem, added: Mask) -> Infeasible | None:
    for reason, side, loads in (
        (InfeasibilityReason.STABLE_LEFT_LEAST, remainder.left, added.sum(axis=1)),
        (InfeasibilityReason.STABLE_RIGHT_LEAST, remainder.right, added.sum(axis=0)),
    ):
        short = loads < side.min_load
        if short.any():
            return Infeasible(
                reason,
                people=tuple(np.flatnonzero(short).tolist()),
                demand=int(side.min_load[short].sum()),
                supply=int(loads[short].sum()),
            )
    return None
