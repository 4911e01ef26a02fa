"""How good lists are against known answers, a company at a time."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

PLACES = 10
"""Places of a list that count: what a person reads."""


def grade(ranked: NDArray[np.intp], answers: sparse.csr_matrix) -> NDArray[np.float64]:
    """Mean of recall and nDCG at PLACES for each company that has an answer.

    Parameters
    ----------
    ranked : intp (q, k)
        Investors, best first.
    answers : CSR (q, m)
        1 for the wanted.

    Returns
    -------
    float64 (q',)
        In [0, 1]; binary gains and logarithmic discounts (Järvelin and Kekäläinen, 2002).
    """
    wanted = np.diff(answers.indptr)
    top = ranked[:, :PLACES]
    rows = np.repeat(np.arange(len(top)), top.shape[1])
    hits = np.asarray(answers[rows, top.ravel()]).reshape(top.shape)
    discounts = 1.0 / np.log2(np.arange(2, PLACES + 2))
    best = np.concatenate([[0.0], np.cumsum(discounts)])[np.minimum(wanted, PLACES)]
    asked = wanted > 0
    recall = hits.sum(axis=1)[asked] / wanted[asked]
    return np.asarray((recall + (hits @ discounts[: top.shape[1]])[asked] / best[asked]) / 2, np.float64)


def order(scores: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Columns of the k highest scores of each row, highest first, ties by column: intp (q, min(k, m))."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]
