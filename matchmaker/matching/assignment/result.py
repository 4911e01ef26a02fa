"""The answer as a value: an assignment with its figures, or the named reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Floats, Ints, Mask, breaks_group_limit


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


class UnmetReason(StrEnum):
    """What stood in the way, the first that holds."""

    GROUP = "group"
    BOTH_FULL = "both_full"
    LEFT_FULL = "left_full"
    RIGHT_FULL = "right_full"
    NO_GAIN = "no_gain"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class UnmetPair:
    """An allowed pair that is not in the assignment.

    `GROUP`: one of the same group is paired with them already. `..._FULL`: everything that person can carry is taken
    by pairs that serve the goal better. `NO_GAIN`: there is room, but the score is not above 0. `NOT_TRIED`: there is
    room and a gain, which happens only when a search ended early.
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
    """Why no assignment obeys the loads and marks."""

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
    obstacle : Obstacle
        `LEFT_DEMAND`: the named left people together must get `demand` pairs, and the right side can give them
        `supply` at most; `RIGHT_DEMAND` the other way round. `FIXED_...`: the named agreed pairs cannot all be.
        `STABLE_...`: the named people stay below their least in every stable assignment.
    people : tuple of int
        Of the side that is named.
    pairs : tuple of (int, int)
        Agreed pairs that contradict each other or a mark.
    demand, supply : int
    """

    reason: InfeasibilityReason
    people: tuple[int, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    demand: int = 0
    supply: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """Pairs, and what they amount to.

    Attributes
    ----------
    pairs : tuple of (left, right)
        Sorted; agreed pairs are among them.
    total : float
        Sum of the scores.
    minimum : float or None
        Least sum of scores of a left person who can have a pair at all; None when nobody can.
    left_loads, right_loads : tuple of int
        Pairs of each person.
    total_bound : float
        No assignment (at this minimum, when the minimum was asked for first) has a greater total. Infinite where the
        total was not the goal.
    minimum_bound : float
        No assignment has a greater minimum. Infinite where the minimum was not the goal.
    is_proven : bool
        The goal is reached: the bounds are met, or for a stable assignment there is no blocking pair.
    blocking : tuple of (left, right)
        Pairs that would both rather have each other than someone they have (see `blocking`).
    unmet : tuple of Unmet
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
    """Which left people count for the minimum: those who can have a pair at all.

    Returns
    -------
    bool (n,)
    """
    counts: Mask = (problem.left.max_load > 0) & (problem.allowed | problem.fixed).any(axis=1)
    return counts


def find_minimum(problem: AssignmentProblem, chosen: Mask) -> float | None:
    """Least sum of scores of a left person who counts; None when nobody does."""
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
    """The assignment that a mask of pairs stands for, with its figures."""
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
