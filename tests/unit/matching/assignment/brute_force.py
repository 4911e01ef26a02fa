"""Small problems of assignment, and brute force over every subset of pairs."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Mask, SideLimits, build_problem


def side(most: list[int], least: list[int] | None = None, groups: list[int] | None = None) -> SideLimits:
    n = len(most)
    return SideLimits(np.array(least or [0] * n), np.array(most), np.array(groups or [NO_GROUP] * n))


@st.composite
def sides(draw: st.DrawFn, n: int) -> SideLimits:
    most = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    least = [draw(st.integers(0, min(1, high))) for high in most]
    groups = draw(st.lists(st.sampled_from([NO_GROUP, NO_GROUP, 0, 1]), min_size=n, max_size=n))
    return side(most, least, groups)


@st.composite
def small_problems(draw: st.DrawFn, *, can_fix: bool = True) -> AssignmentProblem:
    n, m = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    values = draw(st.lists(st.integers(-30, 100), min_size=n * m, max_size=n * m, unique=True))
    marks = draw(st.lists(st.sampled_from("......x" + "f" * can_fix), min_size=n * m, max_size=n * m))
    return build_problem(
        np.array(values, float).reshape(n, m) / 100,
        draw(sides(n)),
        draw(sides(m)),
        allowed=np.array([mark != "x" for mark in marks]).reshape(n, m),
        fixed=np.array([mark == "f" for mark in marks]).reshape(n, m),
    )


def is_legal(problem: AssignmentProblem, chosen: Mask, *, minds_least: bool = True) -> bool:
    if (chosen & ~problem.allowed).any() or (problem.fixed & ~chosen).any():
        return False
    return _side_holds(chosen, problem.left, problem.right, minds_least=minds_least) and _side_holds(
        chosen.T, problem.right, problem.left, minds_least=minds_least
    )


def _side_holds(chosen: Mask, side: SideLimits, other: SideLimits, *, minds_least: bool) -> bool:
    for person, row in enumerate(chosen):
        if row.sum() > side.max_load[person] or (minds_least and row.sum() < side.min_load[person]):
            return False
        groups = [int(other.groups[mate]) for mate in np.flatnonzero(row) if other.groups[mate] != NO_GROUP]
        if len(groups) != len(set(groups)):
            return False
    return True


def all_masks(problem: AssignmentProblem) -> Iterator[Mask]:
    cells = list(np.ndindex(problem.scores.shape))
    for size in range(len(cells) + 1):
        for cells_taken in combinations(cells, size):
            mask = np.zeros(problem.scores.shape, bool)
            for cell in cells_taken:
                mask[cell] = True
            yield mask


def legal_masks(problem: AssignmentProblem, *, minds_least: bool = True) -> list[Mask]:
    return [mask for mask in all_masks(problem) if is_legal(problem, mask, minds_least=minds_least)]


def to_mask(problem: AssignmentProblem, pairs: tuple[tuple[int, int], ...]) -> Mask:
    mask = np.zeros(problem.scores.shape, bool)
    for pair in pairs:
        mask[pair] = True
    return mask
