"""The answer as a value: an assignment with its figures, or the named reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matchmaker.matching.assignment.blocking import list_blocking_pairs
from matchmaker.matching.assignment.problem import AssignmentProblem, Floats, Mask
from matchmaker.matching.assignment.unmet import UnmetPair, list_unmet


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
