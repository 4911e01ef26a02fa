"""Exposure of people in lists, and lists that give a wanted exposure.

A list that may be random is a doubly stochastic matrix (candidate x position). A position k is looked at with
probability 1/k. Only the probability that each candidate is looked at counts. The reachable vectors are
exactly the points of the permutahedron of the weights 1, 1/2, ... (Rado, 1952): one vector a person instead of a
matrix.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

Floats = NDArray[np.float64]

# A point may miss the permutahedron by rounding only.
_MAJORISATION_TOLERANCE = 1e-7


def examination(length: int) -> Floats:
    """Probability that each position of a list is looked at: 1/k (Joachims, Swaminathan and Schnabel, 2017).

    Returns
    -------
    float64 (length,)
        In (0, 1], falling.
    """
    return 1.0 / np.arange(1, length + 1)


def rank_by(scores: Floats) -> Floats:
    """Exposure of each candidate when every row is sorted by score, greatest first, equal ones by number.

    Parameters
    ----------
    scores : float64 (n, m)

    Returns
    -------
    float64 (n, m)
        A row holds the weights 1, 1/2, ..., 1/m in some order.
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    seen = np.empty(scores.shape)
    np.put_along_axis(seen, order, np.broadcast_to(examination(scores.shape[1]), scores.shape), axis=1)
    return seen


def to_exposure(lists: Floats) -> Floats:
    """How well each candidate is seen in lists that may be random.

    Parameters
    ----------
    lists : float64 (n, m, m)
        Probability of [seeker, candidate, position].

    Returns
    -------
    float64 (n, m)
    """
    seen: Floats = lists @ examination(lists.shape[2])
    return seen


def project(points: Floats) -> Floats:
    """The nearest rows that lists can reach: Euclidean projection onto the permutahedron.

    Sorting and one isotonic regression a row (Negrinho and Martins, 2014, section 4).

    Parameters
    ----------
    points : float64 (n, m)

    Returns
    -------
    float64 (n, m)
    """
    weights = examination(points.shape[1])
    order = np.argsort(-points, axis=1, kind="stable")
    ordered = np.take_along_axis(points, order, axis=1)
    projected = np.empty_like(ordered)
    for row, gaps in enumerate(ordered - weights):
        projected[row] = ordered[row] - isotonic_regression(gaps, increasing=False).x
    nearest = np.empty_like(points)
    np.put_along_axis(nearest, order, projected, axis=1)
    return nearest


def to_lists(seen: Floats) -> Floats:
    """Lists that give each candidate this exposure.

    At most m - 1 exchanges of two entries turn each row into the sorted weights (Hardy, Littlewood and Pólya,
    1934, section 2.19); the product of the exchanges is the list.

    Parameters
    ----------
    seen : float64 (n, m)
        Rows that lists can reach.

    Returns
    -------
    float64 (n, m, m)
        Doubly stochastic: probability of [seeker, candidate, position].

    Raises
    ------
    ValueError
        When a row cannot be reached.
    """
    return np.array([_to_list(row) for row in seen]).reshape(*seen.shape, seen.shape[1])


def _to_list(seen: Floats) -> Floats:
    weights = examination(len(seen))
    order = np.argsort(-seen, kind="stable")
    goal = seen[order]
    if (np.cumsum(goal - weights) > _MAJORISATION_TOLERANCE).any() or abs((goal - weights).sum()) > len(seen) * 1e-7:
        raise ValueError("seen: got a row that no list reaches, expected one that the weights 1/k majorise")
    mixed, now = np.eye(len(seen)), weights.copy()
    for _ in range(len(seen)):
        above, below = np.flatnonzero(now > goal + 1e-12), np.flatnonzero(now < goal - 1e-12)
        above = above[above < below[-1]] if len(below) else below
        if not len(above):
            break
        high = above[-1]
        low = below[below > high][0]
        amount = min(now[high] - goal[high], goal[low] - now[low])
        share = amount / (now[high] - now[low])
        first, second = mixed[high].copy(), mixed[low].copy()
        mixed[high], mixed[low] = (1 - share) * first + share * second, share * first + (1 - share) * second
        now[high], now[low] = now[high] - amount, now[low] + amount
    placed = np.empty_like(mixed)
    placed[order] = mixed
    return placed
