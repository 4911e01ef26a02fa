"""Fit of people to a text: each person's own texts against the text.

A person is the direction of all their texts together (Rocchio, 1971; the candidate model of Balog, Azzopardi and de
Rijke, 2006). People who work on common subjects are near every text; this nearness is subtracted (hubness:
Radovanović, Nanopoulos and Ivanović, 2010). Vectors may come from words, as here, or from any encoder.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, issparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

Floats = NDArray[np.float64]
Vectors: TypeAlias = "csr_matrix | Floats"

# Number of a person's nearest texts that measure the nearness to all texts (Conneau et al., 2018, use 10).
NEIGHBOURS = 10
# A text with this share of Chinese letters has no spaces between words.
_CHINESE_SHARE = 0.3


def weigh_words(texts: Sequence[str], others: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    """Unit vectors of words, rare ones weighing more, of two collections in one space.

    Words of a single text are left out, as they connect no two texts. Chinese is split into pairs of characters.

    Parameters
    ----------
    texts, others : sequence of str
        Not all empty.

    Returns
    -------
    csr (t, w), csr (o, w)
        TF-IDF (Spärck Jones, 1972), rows of length 1, or 0 for a text without words.
    """
    everything = [*texts, *others]
    if _is_chinese(everything):
        words = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), min_df=_least_texts(everything))
    else:
        words = TfidfVectorizer(stop_words="english", min_df=_least_texts(everything))
    vectors = words.fit_transform(everything)
    return vectors[: len(texts)], vectors[len(texts) :]


def gather_people(vectors: Vectors, owners: NDArray[np.int64], people: int) -> Vectors:
    """The direction of each person's texts together.

    Parameters
    ----------
    vectors : csr or float64 (t, w)
        Unit vectors of texts.
    owners : int64 (t,)
        Person of each text, in 0..people - 1.
    people : int

    Returns
    -------
    csr or float64 (people, w)
        Rows of length 1, or 0 for a person without texts.
    """
    belongs = csr_matrix((np.ones(len(owners)), (owners, np.arange(len(owners)))), shape=(people, len(owners)))
    gathered: Vectors = normalize(belongs @ vectors)
    return gathered


def less_centre(vectors: Floats, centre: Floats) -> Floats:
    """Unit vectors seen from the centre of a collection: what all texts share does not distinguish people.

    Vectors of an encoder need this (Mu and Viswanath, 2018); vectors of words do not.

    Parameters
    ----------
    vectors : float64 (t, d)
    centre : float64 (d,)
    """
    moved: Floats = normalize(vectors - centre)
    return moved


def score_people(people: Vectors, items: Vectors, *, neighbours: int = NEIGHBOURS) -> Floats:
    """How well each person fits each text, compared with how well they fit texts at large.

    2 cos(p, i) - mean of the greatest cos(p, .): the person's half of cross-domain similarity local scaling (Conneau,
    Lample, Ranzato, Denoyer and Jégou, 2018, equation 5); a text's half is the same for everybody.

    Parameters
    ----------
    people : csr or float64 (n, w)
        Unit vectors.
    items : csr or float64 (q, w)
        Unit vectors.
    neighbours : int
        At least 1; with fewer texts all of them count.

    Returns
    -------
    float64 (n, q)
        Comparable within a text; no probability.

    Raises
    ------
    ValueError
        When `neighbours` is below 1.
    """
    if neighbours < 1:
        raise ValueError(f"neighbours: got {neighbours}, expected at least 1")
    product = people @ items.T
    fits: Floats = csr_matrix(product).toarray() if issparse(product) else np.asarray(product, np.float64)
    if not fits.size:
        return fits
    nearest = np.sort(fits, axis=1)[:, -neighbours:].mean(axis=1, keepdims=True)
    scores: Floats = 2 * fits - nearest
    return scores


def _least_texts(texts: Sequence[str]) -> int:
    """How many texts must have a word; one when there are very few texts."""
    return 2 if len(texts) >= NEIGHBOURS else 1


def _is_chinese(texts: Sequence[str]) -> bool:
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    chinese = sum("一" <= letter <= "鿿" for letter in letters)
    return chinese > _CHINESE_SHARE * max(len(letters), 1)
