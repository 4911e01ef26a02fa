"""How unequally attention falls on candidates."""

import numpy as np
from numpy.typing import NDArray


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
