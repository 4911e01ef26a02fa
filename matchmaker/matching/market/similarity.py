"""Text similarity: mean vectors as the style of a kind of text, smoothing by neighbours, and ranges of raw values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.market.sides import EncodedTexts

LOW_QUANTILE, HIGH_QUANTILE = 0.05, 0.9995
"""Quantiles of raw similarity that become 0 and 1.

The upper one is high, so that the few best of 700 partners still differ; single duplicates do not affect it."""

LEAST_SPAN = 0.05
"""Minimum width of a span, so that noise in a tiny or uniform market is not stretched over [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range of raw values, from ``low``, which becomes 0, to ``high``, which becomes 1."""

    low: float
    high: float

    def rescale(self, raw: NDArray[np.float32]) -> NDArray[np.float32]:
        """Rescale ``raw`` to [0, 1] in place: linear within the span, clipped outside."""
        raw -= np.float32(self.low)
        raw *= np.float32(1.0 / (self.high - self.low))
        return np.clip(raw, 0.0, 1.0, out=raw)


def fit_span(raw: NDArray[np.float32]) -> Span:
    """The usual range of raw values.

    Parameters
    ----------
    raw : float32, any shape

    Returns
    -------
    Span
        From the low to the high quantile, widened upwards where the two are close; [0, 1] without values.
    """
    if not raw.size:
        return Span(low=0.0, high=1.0)
    low, high = (float(value) for value in np.quantile(raw, (LOW_QUANTILE, HIGH_QUANTILE)))
    return Span(low=low, high=max(high, low + LEAST_SPAN))


def sample_evenly(ids: NDArray[np.int64], max_rows: int) -> NDArray[np.intp]:
    """A sample of profiles that depends on their ids only.

    Parameters
    ----------
    ids : int64 (n,)
    max_rows : int

    Returns
    -------
    intp (k,)
        At most ``max_rows`` rows, in the order of the ids and evenly spread over them.
    """
    order = np.argsort(ids, kind="stable")
    return order[np.unique(np.linspace(0, len(order) - 1, min(len(order), max_rows)).astype(np.intp))]


Floats = NDArray[np.float32]

GRID = 2048
"""Centred unit vectors are rounded to multiples of 1/GRID and multiplied as integers.

Any sum of products then stays below 2**24, where float32 is exact. So a cosine has the same bits in every batch, order
and number of threads. The rounding error of a cosine is about 0.0002."""

CENTRE_PRIOR = 20
"""Number of profiles at which a mean vector counts half: in a market of two or three the mean is no common style."""

NEAREST = 10
"""Startups that each partner contributes to the mean of startups."""

_BLOCK = 128
"""Rows compared at a time, to bound memory."""

_ROUNDED_ROWS = 1024
"""Rows rounded at a time, so that they stay in the processor's cache in double precision."""

NEIGHBOURS = 8
"""Profiles of one topic that are averaged: topics in a city's network have ten members or more."""

NEIGHBOUR_SHARE = 0.6
"""Share of the topic in a partner's vector. A higher share blurs the partners of a topic; a lower one leaves more
chance wording."""


def shrunken_mean(vectors: Floats) -> Floats:
    """Mean of vectors, shrunk towards zero where they are few.

    Parameters
    ----------
    vectors : float32 (n, d)

    Returns
    -------
    float32 (d,)
        The sum of the vectors, divided by n + ``CENTRE_PRIOR``.
    """
    total = vectors.sum(axis=0, dtype=np.float64)
    return np.asarray(total / (len(vectors) + CENTRE_PRIOR), np.float32)


def mean_of_nearest(vectors: Floats, others: Floats) -> Floats:
    """Mean of the ``NEAREST`` vectors to each of ``others``; a vector counts as often as it is among them.

    A plain mean would follow the majority of startups. Thousands of imported companies may come from fields that no
    partner knows. Then these fields would dominate the mean and would be removed as style. The startups nearest to
    each partner have the partners' mix of topics, so their mean contains only the style.

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
    columns = round_to_grid(vectors).T
    blocks = np.array_split(round_to_grid(others), -(-len(others) // _BLOCK))
    nearest = [_largest(block @ columns, min(NEAREST, len(vectors))).ravel() for block in blocks]
    return shrunken_mean(vectors[np.sort(np.concatenate(nearest))])


def centre_and_round(field: EncodedTexts, centre: Floats) -> Floats:
    """Unit vectors minus ``centre``, as integer multiples of 1/GRID, times GRID; zero for a missing text.

    Texts of one kind share a style, and an encoder's vectors lie in a narrow cone. Without their mean the cosines of
    multilingual-e5 spread over most of [-1, 1] instead of [0.75, 0.92]. This is the first step of "all but the top"
    (Mu and Viswanath, 2018).

    Parameters
    ----------
    field : TextField
    centre : float32 (d,)

    Returns
    -------
    float32 (n, d)
        Integers.
    """
    return round_to_grid(np.where(field.has_text[:, None], field.vectors - centre, np.float32(0.0)))


def smooth_by_neighbours(vectors: Floats, reference: Floats) -> Floats:
    """Each vector moved towards the mean of its nearest neighbours, which represents its topic.

    The wording of one text is partly chance; its neighbours of the same topic add the rest (smoothing by nearest
    neighbours, as in average query expansion; Chum, Philbin, Sivic, Isard and Zisserman, 2007).

    Parameters
    ----------
    vectors : float32 (n, d)
        Integers, from ``centre_and_round``.
    reference : float32 (r, d)
        The same, in a fixed order. A vector that is in it is one of its own neighbours.

    Returns
    -------
    float32 (n, d)
        Integers; zero vectors stay zero.
    """
    if len(reference) < 2 * NEIGHBOURS:  # too few for topics
        return vectors
    nearest = _largest(vectors @ reference.T, NEIGHBOURS)
    topic = round_to_grid(reference[nearest].sum(axis=1))
    mixed = round_to_grid((1.0 - NEIGHBOUR_SHARE) * vectors + NEIGHBOUR_SHARE * topic)
    return np.where(vectors.any(axis=1, keepdims=True), mixed, np.float32(0.0))


def round_to_grid(vectors: Floats) -> Floats:
    """The directions of vectors, rounded to the grid.

    Parameters
    ----------
    vectors : float32 (n, d)

    Returns
    -------
    float32 (n, d)
        Integers; the length of a row is about GRID, or zero.
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
    """Columns of the k largest values of each row, in ascending order; of equal values the first."""
    columns = likeness.shape[1]
    keys = likeness.astype(np.int64) * columns + np.arange(columns - 1, -1, -1)
    return np.sort(np.argpartition(keys, columns - k, axis=1)[:, columns - k :], axis=1)
