"""Lists of most expected matches: exact best answers in turn, from many starts and after many shakes."""

from dataclasses import dataclass

import numpy as np

from benchmarks.methods.whole_market.exposure import Floats, rank_by
from benchmarks.methods.whole_market.welfare import Seen, expected_matches

# How the search spends its time; on 30 x 20 these are some seconds and the last third of the shakes gains < 0.1 %.
STARTS = 20
SHAKES = 4000
# A larger market gets fewer shakes, so that the number of visited cells stays alike; a tiny one has few lists to shake.
_CELLS = 30 * 20 * SHAKES
_FEWEST_SHAKES = 40
_SHAKES_PER_CELL = 10
# At most so many lists are shuffled in one shake.
_MOST_SHUFFLED = 3
_GAIN = 1e-12


@dataclass(frozen=True, slots=True)
class _Peak:
    matches: float
    seen: Seen


def rank_for_most_matches(both: Floats, rng: np.random.Generator) -> Seen:
    """Plain (not random) lists with as many expected matches as the search finds.

    With fixed lists of the right side, sorting finds the best lists of the left side, and the other way round
    (the sum is bilinear; a linear function on the permutahedron is greatest at a sorting). Best answers in turn climb
    to a peak; the search goes on from shuffles of a few lists of the best peak (iterated local search, Lourenço, Martin
    and Stützle, 2003).

    Parameters
    ----------
    both : float64 (n, m)
        Probability that both say yes when they see each other.
    rng : Generator

    Returns
    -------
    Seen
        Every row of `by_left` and column of `by_right` holds the weights 1, 1/2, ... in some order.
    """
    n, m = both.shape
    best = _climb(both, np.ones((n, m)))
    for _ in range(STARTS):
        best = _higher(best, _climb(both, rng.random((n, m))))
    for _ in range(_count_shakes(n * m)):
        shaken = best.seen.by_right.copy()
        lists = rng.integers(0, m, size=rng.integers(1, _MOST_SHUFFLED + 1)) if m else np.zeros(0, np.int64)
        shaken[:, lists] = rng.permuted(shaken[:, lists], axis=0)
        best = _higher(best, _climb(both, shaken))
    return best.seen


def _count_shakes(cells: int) -> int:
    return max(min(SHAKES, _SHAKES_PER_CELL * cells, _CELLS // max(cells, 1)), _FEWEST_SHAKES)


def _climb(both: Floats, by_right: Floats) -> _Peak:
    """The local optimum of best answers in turn."""
    last = -1.0
    while True:
        by_left = rank_by(both * by_right)
        by_right = rank_by((both * by_left).T).T
        seen = Seen(by_left, by_right)
        matches = expected_matches(both, seen)
        if matches <= last + _GAIN:
            return _Peak(matches, seen)
        last = matches


def _higher(best: _Peak, other: _Peak) -> _Peak:
    return other if other.matches > best.matches else best
