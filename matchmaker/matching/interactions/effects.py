"""From counts of what people did to the worth of a part in [0, 1], 0.5 where they tell nothing."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.similarity import GRID, Span

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]

PRIOR_WANTS = 2.0
"""Expected wants of the average that a popularity is mixed with, so that one lucky wish makes nobody popular."""

PRIOR_NEIGHBOUR_WANTS = 1.0
"""The same for what neighbours did, who are fewer."""

MIN_PEOPLE = 5
"""People who must have decided before a popularity is used: with fewer, it would tell of one of them."""

MIN_NEIGHBOURS = 3
"""The same for neighbours."""

HALF_LIFE = 90.0
"""Days after which what the last sign of life adds is half: a season of the club."""


def effect_of_rate(wants: Doubles, expected: Doubles, *, prior: float) -> Floats:
    """Worth of how much more than expected somebody was wanted.

    With q = (wants + prior) / (expected + prior), the rate shrunk to the average 1, it is q² / (1 + q²): 0.8 for twice
    as often as expected, 0.2 for half as often.

    Parameters
    ----------
    wants, expected : float64, any shape
    prior : float

    Returns
    -------
    float32 of that shape
        In (0, 1).
    """
    squared = ((wants + prior) / (expected + prior)) ** 2
    return np.asarray(squared / (1.0 + squared), np.float32)


def effect_of_age(days: Doubles) -> Floats:
    """Worth of the last sign of life: 1 today, falling to 0.5, as where there was none: who was not asked is not idle.

    Parameters
    ----------
    days : float64, any shape
        From 0 on.

    Returns
    -------
    float32 of that shape
        In [0.5, 1].
    """
    return np.asarray(0.5 + 0.5 * np.exp2(-days / HALF_LIFE), np.float32)


def age_from_effect(worth: float) -> int:
    """Whole days since the last sign of life, from its worth."""
    return round(-HALF_LIFE * float(np.log2(max(2.0 * worth - 1.0, 1e-12))))


def effect_of_co_investments(count: Doubles) -> Floats:
    """Worth of investments made together with those who invested in a startup: 0.5 for none, then rising to 1.

    Parameters
    ----------
    count : float64, any shape

    Returns
    -------
    float32 of that shape
        In [0.5, 1).
    """
    return np.asarray(0.5 + 0.5 * count / (count + 1.0), np.float32)


def nearness(cosine: Floats, span: Span) -> Doubles:
    """How near neighbours of startups are: 0 up to the middle of the span of likeness, 1 from its end on.

    Parameters
    ----------
    cosine : float32, any shape
    span : Span

    Returns
    -------
    float64 of that shape
        In [0, 1].
    """
    return np.asarray(np.maximum(2.0 * span.rescale(cosine.copy()).astype(np.float64) - 1.0, 0.0))


def compute_nearness(own: Floats, others: Floats, span: Span) -> Doubles:
    """Nearness of startups to others; who says nothing is near to nobody, whatever the span.

    Parameters
    ----------
    own, others : float32 (r, d) and (e, d)
        What they are, as a calibration sees them.
    span : Span

    Returns
    -------
    float64 (r, e)
        In [0, 1].
    """
    near = nearness(own @ others.T * np.float32(1.0 / GRID**2), span)
    near[~own.any(axis=1)] = 0.0
    near[:, ~others.any(axis=1)] = 0.0
    return near
