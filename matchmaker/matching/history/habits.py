"""What each investor does whoever asks: how often, how lately, how early, how alone; and at which age."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.history.attributes import AGE_EDGES, Blocks
from matchmaker.matching.history.past import Past

Array = NDArray[np.float32]

ALONE_BELIEF = 3.0
"""Deals as shared as the market's that each investor is believed to have made besides its own."""

AGE_BELIEF = 3.0
"""Deals at the market's usual ages that each investor is believed to have made besides its own."""


def habit_features(past: Past, known: Blocks, asked: Blocks, base: Array) -> dict[str, Array]:
    """Popularity, activity, first money, times, concentration, investing alone; and the lift of the company's age.

    Parameters
    ----------
    past : Past
    known, asked : Blocks
    base : float32 (m,)
        Base rates.

    Returns
    -------
    dict of float32 (q, m)
        ``popularity``, ``recent_popularity`` natural logs of shares; ``active`` ln(1 + pairs of the last year);
        ``first_money`` share in [0, 1]; ``mean_time``, ``last_time`` years from now, at most 0 or so;
        ``concentration`` sum of squared regional shares; ``alone`` mean voice of its pairs in [0, 1], 1 alone;
        ``age_lift`` natural log, 0 when the age is unknown.
    """
    m = past.investors
    counts = np.bincount(past.investor, minlength=m)
    recent = np.bincount(past.investor, weights=past.weight, minlength=m)
    early = np.bincount(past.investor, weights=past.weight * past.is_first, minlength=m)
    market = early.sum() / max(recent.sum(), 1e-12)
    lately = past.last > past.now - 1.0
    homes = (known["region"].rows.T @ past.matrix(past.weight)).toarray()
    last = np.full(m, past.now - 50.0)
    np.maximum.at(last, past.investor, past.last)
    rows = {
        "popularity": np.log((counts + 1 / 3) / len(past.companies)),
        "recent_popularity": np.log(base),
        "active": np.log1p(np.bincount(past.investor[lately], minlength=m)),
        "first_money": (early + 3 * market) / (recent + 3),  # three deals like the market's
        "mean_time": np.bincount(past.investor, weights=past.last - past.now, minlength=m) / np.maximum(counts, 1),
        "last_time": last - past.now,
        "concentration": np.square(homes / np.maximum(homes.sum(axis=0), 1e-12)).sum(axis=0),
    }
    usual = ALONE_BELIEF * float(past.voice.mean())
    rows["alone"] = (np.bincount(past.investor, weights=past.voice, minlength=m) + usual) / (counts + ALONE_BELIEF)
    q = asked["age"].rows.shape[0]
    features = {name: np.broadcast_to(row.astype(np.float32), (q, m)) for name, row in rows.items()}
    features["age_lift"] = _age_lift(past, known, asked)
    return features


def _age_lift(past: Past, known: Blocks, asked: Blocks) -> Array:
    pairs = past.matrix(past.weight * past.is_first)
    at_age = (known["age"].rows.T @ pairs).toarray()
    usual = (at_age.sum(axis=1, keepdims=True) + 1e-9) / max(float(at_age.sum()), 1e-9)
    shares = (at_age + AGE_BELIEF * usual) / (at_age.sum(axis=0) + AGE_BELIEF)
    lifts = np.log(shares / usual)
    lifts[len(AGE_EDGES) + 1] = 0.0  # an unknown age says nothing about an investor
    return np.asarray(asked["age"].rows @ lifts, np.float32)
