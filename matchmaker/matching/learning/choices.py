"""People's choices as arrays: one row for each pair of a wanter and a candidate."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.calibration import Calibration, SidesByRole
from matchmaker.matching.market.industry_tree import IndustryTree
from matchmaker.matching.market.sides import MarketSide
from matchmaker.matching.scoring.pair_parts import build_pair_parts

CHUNK = 256
"""Startups whose pairs with all partners are computed at a time."""


def compute_parts(
    startups: MarketSide, partners: MarketSide, pairs: NDArray[np.intp], *, calibration: Calibration, tree: IndustryTree
) -> NDArray[np.float32]:
    """The parts of some pairs, computed by the functions that also score lists.

    Parameters
    ----------
    startups, partners : MarketSide
    pairs : intp (n, 2)
        Rows of the startup and the partner.
    calibration : Calibration
    tree : IndustryTree

    Returns
    -------
    float32 (n, p)
        In the order of ``PARTS``, in [0, 1]; ``NEUTRAL`` or replaced where a part is unknown, as in a score.
    """
    rows, place = np.unique(pairs[:, 0], return_inverse=True)
    sides = SidesByRole(startups=startups.take(rows), partners=partners, startups_seek=True)
    parts = build_pair_parts(sides, calibration, tree)
    found = np.zeros((len(pairs), len(parts)), np.float32)
    order = np.argsort(place, kind="stable")
    for start in range(0, len(rows), CHUNK):
        stop = min(start + CHUNK, len(rows))
        first, last = np.searchsorted(place[order], (start, stop))
        chosen = order[first:last]
        for index, part in enumerate(parts):
            found[chosen, index] = part.values(slice(start, stop))[place[chosen] - start, pairs[chosen, 1]]
    return found


NOT_LISTED = 0
"""The position of a pair that was not met on a list, but by the directory or by an application."""

LAST_PLACE = 12
"""Number of places that are distinguished: readers who get so far hardly treat the 13th and the 20th differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """n rows of one direction.

    ``parts`` float32 (n, p) in [0, 1], in the order of ``PARTS``; ``is_wanted`` bool (n,); ``positions`` int (n,), >= 1
    or ``NOT_LISTED``; ``weights`` float64 (n,) > 0; ``wanters`` and ``wanted`` int64 (n,) are ids.

    Raises
    ------
    ValueError
        When lengths differ, a position is negative, or a weight is <= 0.
    """

    parts: NDArray[np.float32]
    is_wanted: NDArray[np.bool_]
    positions: NDArray[np.int64]
    weights: NDArray[np.float64]
    wanters: NDArray[np.int64]
    wanted: NDArray[np.int64]

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, it.name)) for it in fields(self)}
        if len(lengths) != 1:
            raise ValueError(f"rows: got lengths {sorted(lengths)}, expected one")
        if (self.positions < NOT_LISTED).any() or not (self.weights > 0).all():
            raise ValueError("positions, weights: got some below 0 or not above 0, expected none")

    def __len__(self) -> int:
        return len(self.wanters)

    @property
    def is_shown(self) -> NDArray[np.bool_]:
        """Bool (n,): whether the pair was met on a list."""
        return np.asarray(self.positions != NOT_LISTED, np.bool_)

    @property
    def places(self) -> NDArray[np.intp]:
        """Intp (n,): place on the list, counted from 0, at most ``LAST_PLACE`` - 1; 0 for pairs not met on a list."""
        return np.asarray(np.clip(self.positions - 1, 0, LAST_PLACE - 1), np.intp)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Choices":
        """The chosen rows, in their order."""
        return Choices(**{it.name: getattr(self, it.name)[rows] for it in fields(self)})

    def sorted_by_person(self) -> "Choices":
        """The rows by wanter and wanted, so that sums have the same bits for any order of the rows."""
        return self.take(np.lexsort((self.positions, self.wanted, self.wanters)))

    def find_comparable(self) -> NDArray[np.bool_]:
        """Rows that separate yes and no best, bool (n,): either those shown on lists, or those met elsewhere.

        The two kinds are not mixed. Few startups on a list are wanted, but many applications are accepted, so one
        chance cannot describe both. The kind with more rows of the rarer answer is used.
        """
        shown = self.is_shown
        rarer = [min(self.is_wanted[rows].sum(), (~self.is_wanted[rows]).sum()) for rows in (shown, ~shown)]
        return shown if rarer[0] >= rarer[1] else ~shown
