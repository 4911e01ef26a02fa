"""The result: an assignment with its figures, blocking pairs and unmet pairs, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Floats, Ints, Mask, breaks_group_limit


def list_blocking_pairs(
    problem: AssignmentProblem, chosen: Mask, *, right_scores: Floats | None = None
) -> tuple[tuple[int, int], ...]:
    """Blocking pairs: both sides would prefer each other to a partner they have (Gale and Shapley, 1962).

    Preferences are responsive, with capacities (Roth, 1985). A person accepts another with a free place, or in exchange
    for the least preferred partner. If a partner belongs to the same group, only that one can be exchanged. Fixed pairs
    are never given up. Minimum loads do not prevent a blocking pair.

    Parameters
    ----------
    problem : AssignmentProblem
        `scores` are the left side's scores of the right side.
    chosen : bool (n, m)
    right_scores : float64 (n, m), optional
        The score that right person j gives left person i, at [i, j]; the same scores when left out.

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
    """The score that a candidate must exceed to be accepted by each person, (n, m): -inf with a free place."""
    held = np.where(chosen, np.where(fixed, np.inf, scores), np.inf)
    is_full = chosen.sum(axis=1) >= most
    weakest = np.where(is_full, held.min(axis=1, initial=np.inf), -np.inf)
    names, numbers = np.unique(groups, return_inverse=True)
    of_group = np.full((len(chosen), len(names)), -np.inf)
    rows, columns = np.nonzero(chosen & (groups != NO_GROUP)[None, :])
    of_group[rows, numbers[columns]] = held[rows, columns]
    mate = of_group[:, numbers]
    return np.where(mate > -np.inf, mate, weakest[:, None])


class UnmetReason(StrEnum):
    """Why a pair is not in the assignment: the first reason that applies."""

    GROUP = "group"
    BOTH_FULL = "both_full"
    LEFT_FULL = "left_full"
    RIGHT_FULL = "right_full"
    NO_GAIN = "no_gain"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class UnmetPair:
    """An allowed pair that is not in the assignment.

    `GROUP`: a member of the same group is already paired with them. `..._FULL`: all places of that person are taken by
    pairs that are better for the goal. `NO_GAIN`: there is a place, but the score is <= 0. `NOT_TRIED`: there is a
    place and a gain, which happens only when a search ended early.
    """

    left: int
    right: int
    reason: UnmetReason


def list_unmet(problem: AssignmentProblem, chosen: Mask) -> tuple[UnmetPair, ...]:
    """Every allowed pair that is not chosen, with its reason, sorted.

    Parameters
    ----------
    problem : AssignmentProblem
    chosen : bool (n, m)

    Returns
    -------
    tuple of UnmetPair
    """
    left_full = np.broadcast_to(_is_full(chosen, problem.left.max_load)[:, None], chosen.shape)
    right_full = np.broadcast_to(_is_full(chosen.T, problem.right.max_load)[None, :], chosen.shape)
    related = breaks_group_limit(problem, chosen)
    reasons = np.select(
        [related, left_full & right_full, left_full, right_full, problem.scores <= 0],
        [0, 1, 2, 3, 4],
        default=5,
    )
    ordered = tuple(UnmetReason)
    open_requests = np.argwhere(problem.allowed & ~chosen)
    return tuple(UnmetPair(int(i), int(j), ordered[reasons[i, j]]) for i, j in open_requests)


def _is_full(chosen: Mask, most: Ints) -> Mask:
    full: Mask = chosen.sum(axis=1) >= most
    return full


class InfeasibilityReason(StrEnum):
    """Why no assignment respects the loads and masks."""

    FIXED_FORBIDDEN = "fixed_forbidden"
    FIXED_GROUP = "fixed_group"
    FIXED_LEFT_LOAD = "fixed_left_load"
    FIXED_RIGHT_LOAD = "fixed_right_load"
    LEFT_DEMAND = "left_demand"
    RIGHT_DEMAND = "right_demand"
    STABLE_LEFT_LEAST = "stable_left_least"
    STABLE_RIGHT_LEAST = "stable_right_least"


@dataclass(frozen=True, slots=True)
class Infeasible:
    """Why there is no assignment, with a certificate that can be checked by counting.

    Attributes
    ----------
    reason : InfeasibilityReason
        ``LEFT_DEMAND``: the left ``people`` together need ``demand`` pairs, but the right side can give them at most
        ``supply``; ``RIGHT_DEMAND`` is the reverse. FIXED_...: the fixed ``pairs`` contradict each other.
        STABLE_...: the ``people`` are below their minimum loads in every stable assignment.
    people : tuple of int
        People of the side that the reason names.
    pairs : tuple of (int, int)
        Fixed pairs that contradict each other or a mask.
    demand, supply : int
    """

    reason: InfeasibilityReason
    people: tuple[int, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    demand: int = 0
    supply: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """The pairs of an assignment, with their figures.

    Attributes
    ----------
    pairs : tuple of (left, right)
        Sorted, including the fixed pairs.
    total : float
        Sum of the scores.
    minimum : float or None
        Lowest sum of scores among the left people who can have a pair; None when nobody can.
    left_loads, right_loads : tuple of int
        Number of pairs of each person.
    total_bound : float
        Upper bound on the total of all assignments, or of those with this minimum if the minimum was the first goal.
        Infinite where the total was not a goal.
    minimum_bound : float
        Upper bound on the minimum of all assignments. Infinite where the minimum was not a goal.
    is_proven : bool
        The goal is reached: the bounds are met, or a stable assignment has no blocking pair.
    blocking : tuple of (left, right)
        Blocking pairs (see `list_blocking_pairs`).
    unmet : tuple of UnmetPair
        Every allowed pair that is not in the assignment, with the reason.
    """

    pairs: tuple[tuple[int, int], ...]
    total: float
    minimum: float | None
    left_loads: tuple[int, ...]
    right_loads: tuple[int, ...]
    total_bound: float
    minimum_bound: float
    is_proven: bool
    blocking: tuple[tuple[int, int], ...]
    unmet: tuple[UnmetPair, ...]


def mark_counted(problem: AssignmentProblem) -> Mask:
    """Which left people count for the minimum: those who can have a pair.

    Returns
    -------
    bool (n,)
    """
    counts: Mask = (problem.left.max_load > 0) & (problem.allowed | problem.fixed).any(axis=1)
    return counts


def find_minimum(problem: AssignmentProblem, chosen: Mask) -> float | None:
    """Lowest sum of scores among the left people who count; None when nobody does."""
    counts = mark_counted(problem)
    if not counts.any():
        return None
    return float(np.where(chosen, problem.scores, 0.0).sum(axis=1)[counts].min())


def build_assignment(
    problem: AssignmentProblem,
    chosen: Mask,
    *,
    is_proven: bool,
    total_bound: float = np.inf,
    minimum_bound: float = np.inf,
    right_scores: Floats | None = None,
) -> Assignment:
    """The assignment with the pairs of a mask, and its figures."""
    return Assignment(
        pairs=tuple((int(i), int(j)) for i, j in np.argwhere(chosen)),
        total=float(problem.scores[chosen].sum()),
        minimum=find_minimum(problem, chosen),
        left_loads=tuple(chosen.sum(axis=1).tolist()),
        right_loads=tuple(chosen.sum(axis=0).tolist()),
        total_bound=total_bound,
        minimum_bound=minimum_bound,
        is_proven=is_proven,
        blocking=list_blocking_pairs(problem, chosen, right_scores=right_scores),
        unmet=list_unmet(problem, chosen),
    )
