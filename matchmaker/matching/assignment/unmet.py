"""Why a pair that somebody asked for is not in the assignment."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matchmaker.matching.assignment.problem import AssignmentProblem, Ints, Mask, breaks_group_limit


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
    tuple of Unmet
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
