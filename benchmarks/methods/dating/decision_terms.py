"""Facts about a pair and the terms they become: standardised, squared, multiplied, and as each side may weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Standardised facts beyond this are outliers that a straight line should not follow.
_CLIP = 3.0
# A side's own weights, and squares, are shrunk this much more than the weights that both sides share.
_SIDE_SCALE = 0.25
_SQUARE_SCALE = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of each ordered pair before it meets.

    Attributes
    ----------
    values : float64 (r, f)
        NaN where unknown.
    sides : int64 (r,)
        Which side chooses in this row: -1 or 1; 0 in a market of one side.
    products : tuple of (column, column)
        Which facts may matter together.
    own : tuple of column
        Facts of the chooser alone, the same in all the chooser's rows.
    """

    values: Floats
    sides: Ints
    products: tuple[tuple[int, int], ...] = ()
    own: tuple[int, ...] = ()

    def take(self, rows: Ints) -> "Facts":
        """Some of the rows."""
        return Facts(self.values[rows], self.sides[rows], self.products, self.own)


@dataclass(frozen=True, slots=True)
class Design:
    """Means and deviations of the rows it was fitted on: of facts, then of facts, squares and products."""

    means: Floats
    deviations: Floats
    term_means: Floats
    term_deviations: Floats

    def expand(self, facts: Facts) -> Floats:
        """Terms both sides share, the same as each side may weigh them, and the side: float64 (r, terms)."""
        terms = (_list_terms(self._standardise(facts), facts.products) - self.term_means) / self.term_deviations
        terms = np.clip(terms, -_CLIP, _CLIP)
        sides = facts.sides[:, None].astype(np.float64)
        return np.hstack([terms, terms * sides, sides])

    def _standardise(self, facts: Facts) -> Floats:
        return _standardise(facts.values, self.means, self.deviations)


def _standardise(values: Floats, means: Floats, deviations: Floats) -> Floats:
    known = np.where(np.isnan(values), means, values)
    return np.clip((known - means) / deviations, -_CLIP, _CLIP)


def _list_terms(facts: Floats, products: Sequence[tuple[int, int]]) -> Floats:
    left, right = np.array(products, dtype=np.int64).reshape(-1, 2).T
    return np.hstack([facts, facts**2, facts[:, left] * facts[:, right]])


def scale_terms(facts: Facts, own: float) -> Floats:
    """Prior scale of each column of a design, (terms,)."""
    plain = np.ones(facts.values.shape[1])
    plain[list(facts.own)] = own
    terms = np.concatenate([plain, _SQUARE_SCALE * plain, np.ones(len(facts.products))])
    return np.concatenate([terms, _SIDE_SCALE * terms, [1.0]])


def fit_design(facts: Facts) -> Design:
    """Means and deviations of these rows; unknown facts count as the mean."""
    known = ~np.isnan(facts.values)
    means = np.where(known, facts.values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    deviations = _deviations(np.where(known, facts.values, means))
    terms = _list_terms(_standardise(facts.values, means, deviations), facts.products)
    return Design(means, deviations, terms.mean(axis=0), _deviations(terms))


def _deviations(values: Floats) -> Floats:
    found = values.std(axis=0)
    return np.where(found > 1e-9, found, 1.0)
