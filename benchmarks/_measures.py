"""How good a ranked list is: nDCG and recall."""

from collections.abc import Collection, Sequence

import numpy as np


def ndcg_at(ranked: Sequence[int], wanted: Collection[int], k: int) -> float:
    """Discounted gain of the wanted ones among the first k, as a share of the best possible.

    Binary gains and 1 / log2(1 + rank) discounts (Järvelin and Kekäläinen, 2002).

    Parameters
    ----------
    ranked : sequence of ids
        Best first, no id twice.
    wanted : collection of ids
    k : int
        At least 1.

    Returns
    -------
    float
        In [0, 1]; 0 when nothing is wanted.
    """
    discounts = 1.0 / np.log2(np.arange(2, k + 2))
    gains = np.array([identifier in wanted for identifier in ranked[:k]], np.float64)
    ideal = discounts[: min(k, len(wanted))].sum()
    return float((gains * discounts[: len(gains)]).sum() / ideal) if ideal else 0.0


def recall_at(ranked: Sequence[int], wanted: Collection[int], k: int) -> float:
    """Share of the wanted ones that are among the first k.

    Parameters
    ----------
    ranked : sequence of ids
        Best first, no id twice.
    wanted : collection of ids
    k : int
        At least 1.

    Returns
    -------
    float
        In [0, 1]; 0 when nothing is wanted.
    """
    return sum(identifier in wanted for identifier in ranked[:k]) / len(wanted) if wanted else 0.0
