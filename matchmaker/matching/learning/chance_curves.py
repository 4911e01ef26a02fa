"""From a direction's value to P(wanted): Platt's logistic curve for few rows, isotonic regression for many."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.isotonic import IsotonicRegression

from matchmaker.matching.preferences import CURVE_STEPS, Curve

Doubles = NDArray[np.float64]

ISOTONIC_MIN_ROWS = 1000
"""Rows from which on the free form is better in spite of its noise (Niculescu-Mizil and Caruana, ICML 2005)."""

SLOPE_SPREAD = 8.0
"""Standard deviation of the prior of the slope, as ``preference_model.SCALE_SPREAD``."""

SMOOTHING_ROWS = 5.0
"""Prior: rows of the average outcome that are mixed into every isotonic step, as a step of three rows is uncertain."""


def fit_curve(values: Doubles, is_wanted: NDArray[np.bool_], *, looked_at: Doubles) -> Curve:
    """Chances at evenly spaced values.

    Platt (1999) below ``ISOTONIC_MIN_ROWS`` rows, otherwise isotonic regression by pool adjacent violators (Zadrozny
    and Elkan, KDD 2002). A row that was looked at with probability e is chosen with probability e · P(wanted). Platt's
    likelihood uses this, and the isotonic means are sums of choices divided by sums of e.

    Parameters
    ----------
    values : float64 (n,)
        In [0, 1], from weights that were not trained on these rows.
    is_wanted : bool (n,)
    looked_at : float64 (n,)
        P(looked at), in (0, 1].

    Returns
    -------
    Curve
        Never falling, in [0, 1].

    Raises
    ------
    ValueError
        When there is no row.
    """
    if not len(values):
        raise ValueError("values: got no row, expected at least one")
    order = np.lexsort((looked_at, is_wanted, values))
    rows = (values[order], is_wanted[order], looked_at[order])
    chances = _isotonic(*rows) if len(values) >= ISOTONIC_MIN_ROWS else _logistic(*rows)
    rising = np.maximum.accumulate(np.clip(chances, 0.0, 1.0))
    return tuple(float(it) for it in rising.round(6))


def interpolate_curve(curve: Curve, values: Doubles) -> Doubles:
    """Chances at ``values``, float64 (n,)."""
    return np.asarray(np.interp(values, _grid(), curve), np.float64)


def _logistic(values: Doubles, is_wanted: NDArray[np.bool_], looked_at: Doubles) -> Doubles:
    def loss(x: Doubles) -> tuple[float, Doubles]:
        wants = expit(x[0] * values + x[1])
        chosen = np.clip(looked_at * wants, 1e-12, 1.0 - 1e-12)
        value = -np.where(is_wanted, np.log(chosen), np.log1p(-chosen)).sum() + (x[0] / SLOPE_SPREAD) ** 2 / 2
        pull = np.where(is_wanted, -1.0, chosen / (1.0 - chosen)) * (1.0 - wants)
        return float(value), np.array([pull @ values + x[0] / SLOPE_SPREAD**2, pull.sum()])

    found = minimize(loss, [1.0, -1.0], jac=True, bounds=[(0.0, None), (-30.0, 30.0)], method="L-BFGS-B").x
    return np.asarray(expit(found[0] * _grid() + found[1]), np.float64)


def _isotonic(values: Doubles, is_wanted: NDArray[np.bool_], looked_at: Doubles) -> Doubles:
    steps = IsotonicRegression(increasing=True, out_of_bounds="clip").fit(values, is_wanted / looked_at, looked_at)
    means = steps.predict(values)
    average = float(is_wanted.sum() / looked_at.sum())
    _, step, count = np.unique(means, return_inverse=True, return_counts=True)
    mixed = (means * count[step] + average * SMOOTHING_ROWS) / (count[step] + SMOOTHING_ROWS)
    return np.asarray(np.interp(_grid(), values, np.maximum.accumulate(mixed)), np.float64)


def _grid() -> Doubles:
    return np.linspace(0.0, 1.0, CURVE_STEPS + 1)
