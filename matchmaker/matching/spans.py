"""Ranges of raw likeness, put on a scale from 0 to 1."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
