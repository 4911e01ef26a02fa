"""From counts of decisions to values of a part in [0, 1]; 0.5 is neutral."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.similarity import GRID, Span

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]

PRIOR_WANTS = 2.0
"""Prior: expected wants at the average rate that are mixed into a popularity, so that one wish has little effect."""

PRIOR_NEIGHBOUR_WANTS = 1.0
"""The same for decisions of neighbours, which are fewer."""

MIN_PEOPLE = 5
"""Minimum number of decisions for a popularity: with fewer, it would reveal single people's decisions."""

MIN_NEIGHBOURS = 3
"""The same for neighbours."""

HALF_LIFE = 90.0
"""Days after which the effect of the last decision is halved: a season of the club."""


def effect_of_rate(wants: Doubles, expected: Doubles, *, prior: float) -> Floats:
    """Effect of being wanted more often, or less often, than expected.

    The rate is q = (wants + prior) / (expected + prior), shrunk to the average 1. The effect is q² / (1 + q²): 0.8 for
    twice as often as expected, 0.2 for half as often.

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
    """Effect of the days since the last decision: 1 today, falling to the neutral 0.5.

    It never falls below: a partner without requests is not inactive.

    Parameters
    ----------
    days : float64, any shape
        >= 0.

    Returns
    -------
    float32 of that shape
        In [0.5, 1].
    """
    return np.asarray(0.5 + 0.5 * np.exp2(-days / HALF_LIFE), np.float32)


def age_from_effect(effect: float) -> int:
    """Whole days since the last decision, from its effect."""
    return round(-HALF_LIFE * float(np.log2(max(2.0 * effect - 1.0, 1e-12))))


def effect_of_co_investments(count: Doubles) -> Floats:
    """Effect of investments made together with a startup's investors: 0.5 for none, rising to 1.

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
    """Nearness of startups: 0 up to the middle of the span of similarity, rising to 1 at its end.

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
    """Nearness of startups to others; a startup without text is near to none, for any span.

    Parameters
    ----------
    own, others : float32 (r, d) and (e, d)
        Encoded profiles.
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
