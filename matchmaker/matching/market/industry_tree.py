"""Distances between industries, from the tree of GB/T 4754 and the plan's seven industries mapped to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.vocabulary import Industry

LEVELS = ("section", "division", "group", "class")
INDUSTRIES = tuple(Industry)
"""Order of the columns of every industry indicator matrix."""

CLASS_SHARE = 0.3
"""Share of the distance that comes from the classes when both are known; they refine the industry.

Two classes of one industry are 0 to 0.3 apart. Profiles of different industries are further apart: the nearest two of
the seven industries have a distance of 0.57, which counts with the other share, 0.7."""


@dataclass(frozen=True, slots=True)
class IndustryTree:
    """The ancestors of every class of the standard, and the distances between the seven industries.

    ``paths[code]`` has the codes from the section to the code itself. ``between`` is float32 (7, 7) in [0, 1].
    """

    paths: Mapping[str, tuple[str, ...]]
    between: NDArray[np.float32]

    def find_path(self, code: str | None) -> tuple[str, ...] | None:
        """Codes from the section to ``code``; None without a code, or for a code outside the standard."""
        return None if code is None else self.paths.get(code)

    def class_distance(self, first: str, second: str) -> float:
        """Distance of two codes in [0, 1]: 1 - 2·depth(meeting point) / (depth + depth) (Wu and Palmer, 1994)."""
        one, other = self.paths[first], self.paths[second]
        shared = sum(1 for a, b in zip(one, other, strict=False) if a == b)
        return 1.0 - 2.0 * shared / (len(one) + len(other))


def build_industry_tree(
    rows: Iterable[tuple[str, str, str, str]], industry_classes: Iterable[tuple[Industry, str]]
) -> IndustryTree:
    """Build the tree from the rows of the standard and the classes of each of the seven industries.

    The distance of two industries comes from their classes. For every class the nearest class of the other industry is
    found. The distances are averaged for each industry, and the two means are averaged (best-match average linkage).

    Parameters
    ----------
    rows : iterable of (code, name, level, parent)
        GB/T 4754; parents may come after their children, a section's parent is empty.
    industry_classes : iterable of (industry, code)
        The plan's industries mapped to codes of any level.

    Returns
    -------
    IndustryTree

    Raises
    ------
    ValueError
        When a parent or a mapped code is not in ``rows``.
    """
    parents = {code: parent for code, _name, _level, parent in rows}
    paths = {code: _path(code, parents) for code in parents}
    classes: dict[Industry, list[str]] = {industry: [] for industry in INDUSTRIES}
    for industry, code in industry_classes:
        if code not in paths:
            raise ValueError(f"industry_classes: got code {code!r}, expected one of the standard")
        classes[industry].append(code)
    bare = IndustryTree(paths, np.zeros((len(INDUSTRIES), len(INDUSTRIES)), np.float32))
    return IndustryTree(paths, _distances_between(bare, classes))


def set_distances(
    tree: IndustryTree,
    first: tuple[NDArray[np.bool_], Sequence[str | None]],
    second: tuple[NDArray[np.bool_], Sequence[str | None]],
) -> NDArray[np.float32]:
    """Distances of every profile of one side to every profile of the other side.

    The industry distance is the least distance between any two of their industries. Where both have a class of the
    standard, it is mixed with the distance of the classes (``CLASS_SHARE``).

    Parameters
    ----------
    tree : IndustryTree
    first, second : (bool (n, 7), n codes or None)
        Industry indicators in the order of ``INDUSTRIES``, and classes.

    Returns
    -------
    float32 (n, m)
        In [0, 1]; 1 where a side has no industry.
    """
    sets, codes = first
    other_sets, other_codes = second
    distances = np.ones((len(sets), len(other_sets)), np.float32)
    for i, j in zip(*np.nonzero(np.ones_like(tree.between)), strict=True):
        rows, columns = np.flatnonzero(sets[:, i]), np.flatnonzero(other_sets[:, j])
        block = np.ix_(rows, columns)
        distances[block] = np.minimum(distances[block], tree.between[i, j])
    levels, other_levels = _levels(tree, codes), _levels(tree, other_codes)
    shared = np.zeros(distances.shape, np.float32)
    for level in range(len(LEVELS)):
        here = levels[:, level, None]
        shared += (here == other_levels[None, :, level]) & (here != "")
    depth = (levels != "").sum(axis=1)[:, None] + (other_levels != "").sum(axis=1)[None, :]
    classed = (levels[:, 0] != "")[:, None] & (other_levels[:, 0] != "")[None, :]
    by_class = 1.0 - 2.0 * shared / np.maximum(depth, 1)
    mixed = (1.0 - CLASS_SHARE) * distances + CLASS_SHARE * by_class
    return np.where(classed, mixed, distances).astype(np.float32)


def _path(code: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    path = [code]
    while parents[path[-1]]:
        parent = parents[path[-1]]
        if parent not in parents:
            raise ValueError(f"rows: got parent {parent!r} of {path[-1]!r}, expected a code of the standard")
        path.append(parent)
    return tuple(reversed(path))


def _levels(tree: IndustryTree, codes: Sequence[str | None]) -> NDArray[np.str_]:
    table = [(*(tree.find_path(code) or ()), "", "", "", "")[: len(LEVELS)] for code in codes]
    return np.array(table, dtype="U8").reshape(len(table), len(LEVELS))


def _distances_between(tree: IndustryTree, classes: Mapping[Industry, Sequence[str]]) -> NDArray[np.float32]:
    between = 1.0 - np.eye(len(INDUSTRIES), dtype=np.float32)
    for i, first in enumerate(INDUSTRIES):
        for j, second in enumerate(INDUSTRIES[:i]):
            if classes[first] and classes[second]:
                pairs = np.array([[tree.class_distance(a, b) for b in classes[second]] for a in classes[first]])
                between[i, j] = between[j, i] = (pairs.min(axis=0).mean() + pairs.min(axis=1).mean()) / 2
    return between
