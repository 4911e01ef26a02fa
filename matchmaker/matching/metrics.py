"""How good and how fair lists are: nDCG, recall, coverage, and how unequally attention falls on candidates."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray


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


def count_exposure(rows: NDArray[np.intp], candidates: int) -> NDArray[np.int64]:
    """How many lists each candidate is in.

    Parameters
    ----------
    rows : intp (n, k)
        Rows of candidates; below zero is an empty place.
    candidates : int
        m.

    Returns
    -------
    int64 (m,)
    """
    return np.bincount(rows[rows >= 0], minlength=candidates).astype(np.int64)


def gini(exposure: NDArray[np.int64] | NDArray[np.float64]) -> float:
    """Inequality of exposure: 0 when all have the same, towards 1 when one has all.

    Half the relative mean absolute difference (Gini, 1912), by the sorted-sum formula.

    Parameters
    ----------
    exposure : (m,)
        Not negative.

    Returns
    -------
    float
        In [0, 1 - 1/m]; 0 when there is no exposure at all.

    Raises
    ------
    ValueError
        When an exposure is negative.
    """
    if (exposure < 0).any():
        raise ValueError(f"exposure: got {exposure.min()}, expected at least 0")
    total, m = float(exposure.sum()), len(exposure)
    if total == 0.0:
        return 0.0
    ranks = np.arange(1, m + 1)
    return float(((2 * ranks - m - 1) * np.sort(exposure)).sum() / (m * total))


def coverage(exposure: NDArray[np.int64]) -> float:
    """Share of candidates that are in at least one list.

    Parameters
    ----------
    exposure : (m,)

    Returns
    -------
    float
        In [0, 1]; 0 without candidates.
    """
    return float((exposure > 0).mean()) if len(exposure) else 0.0
