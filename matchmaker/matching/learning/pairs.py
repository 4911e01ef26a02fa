"""The parts of chosen pairs: what the recommender would compute of them, without the pairs nobody asked about."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.calibration import Calibration, SidesByRole
from matchmaker.matching.features import build_pair_parts
from matchmaker.matching.industry_tree import IndustryTree
from matchmaker.matching.sides import MarketSide

CHUNK = 256
"""Startups whose pairs with all partners are computed at a time."""


def compute_parts(
    startups: MarketSide, partners: MarketSide, pairs: NDArray[np.intp], *, calibration: Calibration, tree: IndustryTree
) -> NDArray[np.float32]:
    """The parts of some pairs, by the very functions that score lists.

    Parameters
    ----------
    startups, partners : Side
    pairs : intp (n, 2)
        Rows of the startup and the partner.
    calibration : Calibration
    tree : IndustryTree

    Returns
    -------
    float32 (n, p)
        In the order of ``PARTS``, in [0, 1]; ``NEUTRAL`` or a stand-in where a part is unknown, as in a score.
    """
    rows, place = np.unique(pairs[:, 0], return_inverse=True)
    asked = SidesByRole(startups=startups.take(rows), partners=partners, startups_seek=True)
    parts = build_pair_parts(asked, calibration, tree)
    found = np.zeros((len(pairs), len(parts)), np.float32)
    order = np.argsort(place, kind="stable")
    for start in range(0, len(rows), CHUNK):
        stop = min(start + CHUNK, len(rows))
        first, last = np.searchsorted(place[order], (start, stop))
        chosen = order[first:last]
        for index, part in enumerate(parts):
            found[chosen, index] = part.values(slice(start, stop))[place[chosen] - start, pairs[chosen, 1]]
    return found
