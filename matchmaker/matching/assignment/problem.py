"""The assignment problem: scores between two sides, loads of each person, and forbidden and fixed pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class SideLimits:
    """The people of one side.

    Attributes
    ----------
    min_load : int64 (n,)
        Minimum number of pairs that each person must get, >= 0.
    max_load : int64 (n,)
        Maximum number of pairs that each person can take, >= min_load.
    groups : int64 (n,)
        Number of each person's fund, firm or other group, `NO_GROUP` for none. Nobody on the other side is paired with
        two members of one group.
    """

    min_load: Ints
    max_load: Ints
    groups: Ints

    def __post_init__(self) -> None:
        if not self.min_load.shape == self.max_load.shape == self.groups.shape:
            shapes = self.min_load.shape, self.max_load.shape, self.groups.shape
            raise ValueError(f"side: got least, most, groups of {shapes}, expected one shape")
        if (self.min_load < 0).any() or (self.min_load > self.max_load).any():
            raise ValueError("side: got a least below 0 or above most, expected 0 <= least <= most")

    @property
    def count(self) -> int:
        """Number of people."""
        return len(self.max_load)


def build_limits(most: Ints, *, least: Ints | None = None, groups: Ints | None = None) -> SideLimits:
    """The limits of one side; minimum loads and groups are empty when left out."""
    zeros = np.zeros(len(most), np.int64)
    return SideLimits(zeros if least is None else least, most, zeros + NO_GROUP if groups is None else groups)


@dataclass(frozen=True, slots=True)
class AssignmentProblem:
    """Scores and masks of all pairs, and the limits of both sides.

    Attributes
    ----------
    scores : float64 (n, m)
        Score of each pair, finite, of any sign; a pair with a negative score is allowed.
    left, right : SideLimits
        Of n and of m people.
    allowed : bool (n, m)
        False where a pair is forbidden.
    fixed : bool (n, m)
        True where a pair is agreed and must be in the result.
    """

    scores: Floats
    left: SideLimits
    right: SideLimits
    allowed: Mask
    fixed: Mask

    def __post_init__(self) -> None:
        expected = self.left.count, self.right.count
        for name, array in (("scores", self.scores), ("allowed", self.allowed), ("fixed", self.fixed)):
            if array.shape != expected:
                raise ValueError(f"{name}: got shape {array.shape}, expected {expected}")
        if not np.isfinite(self.scores).all():
            raise ValueError("scores: got a value that is not finite, expected finite values and a mask")


def build_problem(
    scores: Floats, left: SideLimits, right: SideLimits, *, allowed: Mask | None = None, fixed: Mask | None = None
) -> AssignmentProblem:
    """The problem; without masks every pair is allowed and none is fixed."""
    return AssignmentProblem(
        np.asarray(scores, np.float64),
        left,
        right,
        np.ones(scores.shape, np.bool_) if allowed is None else allowed,
        np.zeros(scores.shape, np.bool_) if fixed is None else fixed,
    )


def holds_group_mate(chosen: Mask, groups: Ints) -> Mask:
    """Whether a person is already paired with another member of a candidate's group.

    Parameters
    ----------
    chosen : bool (n, m)
    groups : int64 (m,)
        Group of each candidate, `NO_GROUP` for none.

    Returns
    -------
    bool (n, m)
    """
    names, numbers = np.unique(groups, return_inverse=True)
    held = np.zeros((len(chosen), len(names)), np.int64)
    rows, columns = np.nonzero(chosen)
    np.add.at(held, (rows, numbers[columns]), 1)
    others: Mask = (held[:, numbers] - chosen > 0) & (groups != NO_GROUP)[None, :]
    return others


def breaks_group_limit(problem: AssignmentProblem, chosen: Mask) -> Mask:
    """Whether a pair would give a person a second member of one group, bool (n, m)."""
    return holds_group_mate(chosen, problem.right.groups) | holds_group_mate(chosen.T, problem.left.groups).T
