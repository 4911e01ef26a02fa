"""Who backed companies with like descriptions, and who invests beside those that a first guess names."""

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from matchmaker.matching.history.attributes import Blocks
from matchmaker.matching.history.past import Past

Array = NDArray[np.float32]

NEAREST = 100
"""Neighbours that vote; 30 were worse on every set."""

COMPANY_BELIEF = 5.0
"""Pairs without a partner that are added to each investor's co-investments."""


def text_features(past: Past, known: Blocks, asked: Blocks, base: Array) -> dict[str, Array]:
    """Votes of the nearest descriptions, and cosine with all that an investor's companies wrote.

    Parameters
    ----------
    past : Past
    known, asked : Blocks
        Rows of ``text`` are unit TF-IDF vectors (Salton and Buckley, 1988) or empty.
    base : float32 (m,)
        Base rates.

    Returns
    -------
    dict of float32 (q, m)
        ``text_neighbours``: ln of the cosine-weighted share of the NEAREST, shrunk by half a perfect neighbour, over
        the base rate; ``text_profile``: cosine in [0, 1]. Cost q * n.
    """
    cosines = (asked["text"].rows @ known["text"].rows.T).toarray()
    if cosines.shape[1] > NEAREST:
        least = np.partition(cosines, -NEAREST, axis=1)[:, -NEAREST][:, None]
        cosines = np.where(cosines >= least, cosines, 0.0)
    votes = cosines * past.company_weight
    shares = (votes @ past.matrix() + 0.5 * base) / (votes.sum(axis=1, keepdims=True) + 0.5)
    if not cosines.any():
        return dict.fromkeys(("text_neighbours", "text_profile"), np.zeros((len(cosines), len(base)), np.float32))
    profiles = normalize(past.matrix(past.weight).T @ known["text"].rows)
    return {
        "text_neighbours": np.log(shares / base).astype(np.float32),
        "text_profile": (asked["text"].rows @ profiles.T).toarray().astype(np.float32),
    }


def partner_rates(past: Past) -> Array:
    """How often each investor's companies have each other investor too.

    Parameters
    ----------
    past : Past

    Returns
    -------
    float32 (m, m)
        Row j: P(l backs | j backs), shrunk to 0; the diagonal is 0.
    """
    together = (past.matrix(past.weight).T @ past.matrix()).toarray().astype(np.float32)
    np.fill_diagonal(together, 0.0)
    deals = np.bincount(past.investor, weights=past.weight, minlength=past.investors)
    return np.asarray(together / (deals[:, None] + COMPANY_BELIEF), np.float32)


def co_investment(first_guess: Array, partners: Array) -> Array:
    """Logarithm of how many partners a first guess expects beside each investor: at second hand.

    Parameters
    ----------
    first_guess : float32 (q, m)
        Shares that sum to 1 in each row.
    partners : float32 (m, m)

    Returns
    -------
    float32 (q, m)
    """
    return np.asarray(np.log(first_guess @ partners + 1e-5), np.float32)
