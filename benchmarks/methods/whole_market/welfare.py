"""Welfare of lists for both sides: expected matches, and who envies the exposure of somebody else.

A pair matches when each sees the other in a list and each says yes. `left` and `right` are the probabilities of yes
and of being seen, independent. u_ij = yes_ij * seen_ij on the left times the same on the right (Tomita, Togashi and
Yokoyama, 2024; Su, Bayoumi and Joachims, 2022).
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.methods.whole_market.exposure import Floats

# Less than this is no envy.
ENVY_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Seen:
    """How well each person is seen.

    Attributes
    ----------
    by_left : float64 (n, m)
        Probability that i looks at j.
    by_right : float64 (n, m)
        Probability that j looks at i, at [i, j].
    """

    by_left: Floats
    by_right: Floats


def mutual(left: Floats, right: Floats) -> Floats:
    """Probability that both say yes when they see each other.

    Parameters
    ----------
    left : float64 (n, m)
        Probability that i says yes to j.
    right : float64 (m, n)
        Probability that j says yes to i.

    Returns
    -------
    float64 (n, m)

    Raises
    ------
    ValueError
        When the shapes do not fit or a value is outside [0, 1].
    """
    if left.shape != right.T.shape:
        raise ValueError(f"right: got shape {right.shape}, expected {left.T.shape}")
    both: Floats = np.asarray(left, np.float64) * np.asarray(right, np.float64).T
    if not ((left >= 0) & (left <= 1)).all() or not ((right >= 0) & (right <= 1)).all():
        raise ValueError("left, right: got values outside [0, 1], expected probabilities")
    return both


def expected_matches(both: Floats, seen: Seen) -> float:
    """Expected number of matches in the market.

    Parameters
    ----------
    both : float64 (n, m)
    seen : Seen
    """
    return float((both * seen.by_left * seen.by_right).sum())


def left_envy(both: Floats, seen: Seen) -> Floats:
    """How many more matches left person i would have with the exposure of k and its own list.

    Returns
    -------
    float64 (n, n)
        At [i, k]; 0 on the diagonal, negative where i is better off as it is.
    """
    value = (both * seen.by_left) @ seen.by_right.T
    envy: Floats = value - np.diag(value)[:, None]
    return envy


def right_envy(both: Floats, seen: Seen) -> Floats:
    """The same for the right side, (m, m): how many more matches j would have with the exposure of k."""
    return left_envy(both.T, Seen(seen.by_right.T, seen.by_left.T))


def count_envy(envy: Floats) -> int:
    """Number of ordered pairs with envy."""
    return int((envy > ENVY_TOLERANCE).sum())
