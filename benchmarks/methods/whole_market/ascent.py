"""Ascent among possible lists: spectral projected gradient (Birgin, Martínez and Raydan, 2000)."""

from collections.abc import Callable

import numpy as np

from benchmarks.methods.whole_market.exposure import Floats, project
from benchmarks.methods.whole_market.welfare import Seen

Goal = Callable[[Seen], tuple[float, Seen]]
"""A value, and its gradient by both sides' lists."""

# A step must gain this share of what the gradient predicts (Armijo, 1966); it is halved until it does.
_SUFFICIENT = 1e-4
_SHORTEST_STEP, _LONGEST_STEP = 1e-9, 10.0
# Gains below this share of the value end the ascent.
_STANDSTILL = 1e-9


def ascend(goal: Goal, start: Seen, *, steps: int, first_step: float) -> Seen:
    """A point that no small step improves, or the point after ``steps`` steps.

    Parameters
    ----------
    goal : callable
    start : Seen
        Possible lists.
    steps : int
    first_step : float
        > 0; later steps follow the curvature (Barzilai and Borwein, 1988).

    Returns
    -------
    Seen
    """
    here, (value, slope) = start, goal(start)
    length = first_step
    for _ in range(steps):
        there, length = _step(goal, here, value, slope, length)
        if length < _SHORTEST_STEP:
            break
        next_value, next_slope = goal(there)
        length = _spectral(_flat(there) - _flat(here), _flat(slope) - _flat(next_slope), length)
        gain = next_value - value
        here, value, slope = there, next_value, next_slope
        if gain < _STANDSTILL * abs(value):
            break
    return here


def _step(goal: Goal, here: Seen, value: float, slope: Seen, length: float) -> tuple[Seen, float]:
    """A point that is sufficiently higher, and the step that led there; too short a step when there is none."""
    while length >= _SHORTEST_STEP:
        there = Seen(
            project(here.by_left + length * slope.by_left), project((here.by_right + length * slope.by_right).T).T
        )
        way = _flat(there) - _flat(here)
        if goal(there)[0] >= value + _SUFFICIENT * float(way @ way) / length:
            return there, length
        length /= 2
    return here, length


def _flat(point: Seen) -> Floats:
    return np.concatenate([point.by_left.ravel(), point.by_right.ravel()])


def _spectral(way: Floats, bend: Floats, length: float) -> float:
    curvature = float(way @ bend)
    wanted = float(way @ way) / curvature if curvature > 0 else 4 * length
    return min(max(wanted, 1e-6), _LONGEST_STEP)
