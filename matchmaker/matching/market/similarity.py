"""Mean vectors that stand for the style of a kind of text, and topics that a text shares with its neighbours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.sides import TextField

LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.9995

"""Raw likeness worth 0 and 1. High, so that the few best of 700 partners still differ; robust against single twins."""

LEAST_SPAN = 0.05

"""Least width of a span: in a tiny or uniform market noise must not be stretched over [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Raw values from ``low`` (worth 0) to ``high`` (worth 1)."""

    low: float
    high: float

    def rescale(self, raw: NDArray[np.float32]) -> NDArray[np.float32]:
        """``raw`` on [0, 1], in place: linear within the span, cut off outside."""
        raw -= np.float32(self.low)
        raw *= np.float32(1.0 / (self.high - self.low))
        return np.clip(raw, 0.0, 1.0, out=raw)


def fit_span(raw: NDArray[np.float32]) -> Span:
    """The range that raw values usually have.

    Parameters
    ----------
    raw : float32, any shape

    Returns
    -------
    Span
        From the low to the high quantile, widened upwards where the two are close; [0, 1] when nothing is known.
    """
    if not raw.size:
        return Span(low=0.0, high=1.0)
    low, high = (float(value) for value in np.quantile(raw, (LOW_QUANTILE, HIGH_QUANTILE)))
    return Span(low=low, high=max(high, low + LEAST_SPAN))


def sample_evenly(ids: NDArray[np.int64], max_rows: int) -> NDArray[np.intp]:
    """A sample of profiles that depends on nothing but who they are.

    Parameters
    ----------
    ids : int64 (n,)
    most : int

    Returns
    -------
    intp (k,)
        Rows, at most so many, in the order of the ids and evenly spread over them.
    """
    order = np.argsort(ids, kind="stable")
    return order[np.unique(np.linspace(0, len(order) - 1, min(len(order), max_rows)).astype(np.intp))]


Floats = NDArray[np.float32]

GRID = 2048

"""Centred unit vectors are rounded to multiples of 1/GRID and multiplied as whole numbers. Any sum of products then
stays below 2**24, where float32 is exact, so a cosine is the same bit for bit in every batch, order and number of
threads. The price is an error of some 0.0002 in a cosine."""

CENTRE_PRIOR = 20

"""Profiles at which a mean vector counts half: in a market of two or three the mean is not a style but the people."""

NEAREST = 10

"""Startups that each partner contributes to the mean of startups."""

_BLOCK = 128

"""Rows compared at a time, to bound memory."""

_ROUNDED_ROWS = 1024

"""Rows rounded at a time: in double precision they are to stay in the processor's cache."""

NEIGHBOURS = 8

"""Profiles of one topic that are averaged: topics of a city's network have ten members or more."""

NEIGHBOUR_SHARE = 0.6

"""Part of an offer's vector that is its topic's. Higher blurs partners of a topic, lower leaves more chance wording."""


def shrunken_mean(vectors: Floats) -> Floats:
    """Mean of vectors, drawn towards zero where they are few.

    Parameters
    ----------
    vectors : float32 (n, d)

    Returns
    -------
    float32 (d,)
        The sum over n + ``CENTRE_PRIOR``.
    """
    total = vectors.sum(axis=0, dtype=np.float64)
    return np.asarray(total / (len(vectors) + CENTRE_PRIOR), np.float32)


def mean_of_nearest(vectors: Floats, others: Floats) -> Floats:
    """Mean of the vectors that are nearest to ``others``, each as often as it is one of the ``NEAREST``.

    A plain mean would follow whoever is in the majority: after an import of thousands of companies from fields that no
    partner knows, it would be those fields, and what sets them apart from the partners would be taken for style.
    The nearest to each partner have the partners' mix of topics, so what remains in their mean is style.

    Parameters
    ----------
    vectors : float32 (n, d)
    others : float32 (m, d)

    Returns
    -------
    float32 (d,)
        ``shrunken_mean`` of the chosen; of all when there are no others.
    """
    if not len(vectors) or not len(others):
        return shrunken_mean(vectors)
    likely = round_to_grid(vectors).T
    blocks = np.array_split(round_to_grid(others), -(-len(others) // _BLOCK))
    nearest = [_largest(block @ likely, min(NEAREST, len(vectors))).ravel() for block in blocks]
    return shrunken_mean(vectors[np.sort(np.concatenate(nearest))])


def centre_and_round(field: TextField, centre: Floats) -> Floats:
    """Unit vectors around ``centre`` as whole multiples of 1/GRID, times GRID; zero where nothing was said.

    Texts of one kind share a style, and an encoder's vectors share a cone; without their mean the cosines of
    multilingual-e5 spread over most of [-1, 1] instead of [0.75, 0.92] (the first step of "all but the top"; Mu and
    Viswanath, 2018).

    Parameters
    ----------
    field : TextField
    centre : float32 (d,)

    Returns
    -------
    float32 (n, d)
        Whole numbers.
    """
    return round_to_grid(np.where(field.has_text[:, None], field.vectors - centre, np.float32(0.0)))


def smooth_by_neighbours(vectors: Floats, reference: Floats) -> Floats:
    """Each vector moved towards the mean of its nearest neighbours, which speaks for its topic.

    One text says by chance what it says; its neighbours of the same topic say the rest (smoothing by nearest
    neighbours, as in query expansion by averages; Chum, Philbin, Sivic, Isard and Zisserman, 2007).

    Parameters
    ----------
    vectors : float32 (n, d)
        Whole numbers, from ``centre_and_round``.
    reference : float32 (r, d)
        The same, in a fixed order. A vector that is in it is one of its own neighbours.

    Returns
    -------
    float32 (n, d)
        Whole numbers; zero vectors stay zero.
    """
    if len(reference) < 2 * NEIGHBOURS:  # too few to speak of topics
        return vectors
    nearest = _largest(vectors @ reference.T, NEIGHBOURS)
    topic = round_to_grid(reference[nearest].sum(axis=1))
    mixed = round_to_grid((1.0 - NEIGHBOUR_SHARE) * vectors + NEIGHBOUR_SHARE * topic)
    return np.where(vectors.any(axis=1, keepdims=True), mixed, np.float32(0.0))


def round_to_grid(vectors: Floats) -> Floats:
    """Directions of vectors on the grid.

    Parameters
    ----------
    vectors : float32 (n, d)

    Returns
    -------
    float32 (n, d)
        Whole numbers; length about GRID, or zero.
    """
    rounded = np.empty(vectors.shape, np.float32)
    for start in range(0, len(vectors), _ROUNDED_ROWS):
        some = vectors[start : start + _ROUNDED_ROWS].astype(np.float64)
        length = np.linalg.norm(some, axis=1, keepdims=True)
        some *= np.where(length > 0, GRID / np.maximum(length, 1e-12), 0.0)
        np.rint(some, out=some)
        rounded[start : start + _ROUNDED_ROWS] = some
    return rounded


def _largest(likeness: Floats, k: int) -> NDArray[np.intp]:
    """Columns of the k largest of each row, in ascending order; the first of equal ones."""
    columns = likeness.shape[1]
    keys = likeness.astype(np.int64) * columns + np.arange(columns - 1, -1, -1)
    return np.sort(np.argpartition(keys, columns - k, axis=1)[:, columns - k :], axis=1)
