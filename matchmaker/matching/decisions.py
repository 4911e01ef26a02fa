"""Who will say yes to whom, from facts about both: calibrated probabilities of each yes and of both.

Decisions about people nobody has met are mostly noise, and the tables of facts are small and wide. What holds up there
is a linear model, strongly shrunk, over standardised facts, their squares and chosen products, which each choosing
side may weigh in its own way; boosted trees and forests ranked matches worse. The penalty and the calibration are
found on groups (events, months, cities) that the fit has not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Penalties tried, as multiples of the number of rows: a fact that explains alone is shrunk to 1 / (1 + penalty).
PENALTIES = (0.5, 1.5, 4.5)
_FOLDS = 5
# Standardised facts beyond this are outliers that a straight line should not follow.
_CLIP = 3.0
# A side's own weights are believed this much less than the weights both sides share.
_SIDE_SCALE = 0.7
_LEAST_PROBABILITY = 0.01


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
    """

    values: Floats
    sides: Ints
    products: tuple[tuple[int, int], ...] = ()

    def take(self, rows: Ints) -> "Facts":
        """Some of the rows."""
        return Facts(self.values[rows], self.sides[rows], self.products)


@dataclass(frozen=True, slots=True)
class _Design:
    """Means and deviations of the rows it was fitted on: of facts, then of facts, squares and products."""

    means: Floats
    deviations: Floats
    term_means: Floats
    term_deviations: Floats

    def expand(self, facts: Facts) -> Floats:
        terms = (_list_terms(self._standardise(facts), facts.products) - self.term_means) / self.term_deviations
        terms = np.clip(terms, -_CLIP, _CLIP)
        sides = facts.sides[:, None].astype(np.float64)
        return np.hstack([terms, terms * sides * _SIDE_SCALE, sides])

    def _standardise(self, facts: Facts) -> Floats:
        return _standardise(facts.values, self.means, self.deviations)


def _standardise(values: Floats, means: Floats, deviations: Floats) -> Floats:
    known = np.where(np.isnan(values), means, values)
    return np.clip((known - means) / deviations, -_CLIP, _CLIP)


def _list_terms(facts: Floats, products: Sequence[tuple[int, int]]) -> Floats:
    left, right = np.array(products, dtype=np.int64).reshape(-1, 2).T
    return np.hstack([facts, facts**2, facts[:, left] * facts[:, right]])


def _fit_design(facts: Facts) -> _Design:
    known = ~np.isnan(facts.values)
    means = np.where(known, facts.values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    deviations = _deviations(np.where(known, facts.values, means))
    terms = _list_terms(_standardise(facts.values, means, deviations), facts.products)
    return _Design(means, deviations, terms.mean(axis=0), _deviations(terms))


def _deviations(values: Floats) -> Floats:
    found = values.std(axis=0)
    return np.where(found > 1e-9, found, 1.0)


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """Probability of a yes: a ridge regression over the facts, put on the scale of probabilities.

    Attributes
    ----------
    penalty : float
        The multiple of the number of rows that ranked unseen groups best.
    """

    design: _Design
    weights: Floats
    mean: float
    penalty: float
    slope: float
    shift: float

    def predict(self, facts: Facts) -> Floats:
        """Probability that the chooser of each row says yes, float64 (r,), in (0, 1)."""
        raw = self.mean + self.design.expand(facts) @ self.weights
        return _logistic(self.slope * _logit(raw) + self.shift)


@dataclass(frozen=True, slots=True)
class MatchModel:
    """Probability that both say yes, from the probability of each yes: a logistic line over the log of the product."""

    slope: float
    shift: float

    def predict(self, one: Floats, other: Floats) -> Floats:
        """Probability of a match, float64 (r,): symmetric, and rising with each."""
        return _logistic(self.slope * _log_product(one, other) + self.shift)


def fit_decisions(facts: Facts, decisions: Ints, groups: Ints) -> tuple[DecisionModel, Floats]:
    """A model of single decisions, and what it says of each row when the row's group is left out.

    Ridge regression (Hoerl and Kennard, 1970); the penalty of least squared error on left-out groups; a logistic line
    over the left-out predictions (Platt, 1999).

    Parameters
    ----------
    facts : Facts
    decisions : int64 (r,)
        1 for yes, 0 for no.
    groups : int64 (r,)
        Rows of one group are left out together; at least two groups.

    Returns
    -------
    DecisionModel, float64 (r,)
        The left-out probabilities, calibrated, are what `fit_matches` learns from.
    """
    left_out = _leave_out(facts, decisions, groups)
    errors = ((left_out - decisions[:, None]) ** 2).mean(axis=0)
    best = int(np.argmin(errors))
    slope, shift = _fit_line(_logit(left_out[:, best]), decisions)
    design = _fit_design(facts)
    weights, mean = _solve(design.expand(facts), decisions, (PENALTIES[best],))
    model = DecisionModel(design, weights[:, 0], mean, PENALTIES[best], slope, shift)
    return model, _logistic(slope * _logit(left_out[:, best]) + shift)


def fit_matches(one: Floats, other: Floats, matches: Ints) -> MatchModel:
    """How the two probabilities of a yes combine.

    Parameters
    ----------
    one, other : float64 (r,)
        Of both directions of each row, from models that have not seen the row.
    matches : int64 (r,)
        1 where both said yes.
    """
    return MatchModel(*_fit_line(_log_product(one, other), matches))


def reliability(probabilities: Floats, outcomes: Ints, bins: int = 10) -> list[tuple[float, float, int]]:
    """How often what was said with a probability came true, in bins of equally many.

    Returns
    -------
    list of (mean probability, share that came true, count)
        By rising probability (DeGroot and Fienberg, 1983).
    """
    parts = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    return [(float(probabilities[p].mean()), float(outcomes[p].mean()), len(p)) for p in parts if len(p)]


def _leave_out(facts: Facts, decisions: Ints, groups: Ints) -> Floats:
    """Prediction of each row by models that have not seen its group, (r, penalties)."""
    found = np.zeros((len(decisions), len(PENALTIES)))
    splits = GroupKFold(min(_FOLDS, len(np.unique(groups)))).split(facts.values, groups=groups)
    for train, test in splits:
        seen = facts.take(train)
        design = _fit_design(seen)
        weights, mean = _solve(design.expand(seen), decisions[train], PENALTIES)
        found[test] = mean + design.expand(facts.take(test)) @ weights
    return found


def _solve(terms: Floats, decisions: Ints, penalties: Sequence[float]) -> tuple[Floats, float]:
    """Ridge weights, (terms, penalties), and the mean decision; by rows or by terms, whichever are fewer."""
    mean = float(decisions.mean())
    is_wide = terms.shape[1] > len(terms)
    values, vectors = np.linalg.eigh(terms @ terms.T if is_wide else terms.T @ terms)
    goal = decisions - mean if is_wide else terms.T @ (decisions - mean)
    turned = vectors.T @ goal
    weights = vectors @ np.column_stack([turned / (values + it * len(terms)) for it in penalties])
    return (terms.T @ weights if is_wide else weights), mean


def _fit_line(inputs: Floats, outcomes: Ints) -> tuple[float, float]:
    """Slope and shift of a logistic line; a slope below nought would turn the ranking, and becomes 0."""
    line = LogisticRegression(C=1e6).fit(inputs[:, None], outcomes)
    if float(line.coef_[0, 0]) < 0:
        return 0.0, float(_logit(np.array([outcomes.mean()]))[0])
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _log_product(one: Floats, other: Floats) -> Floats:
    return np.log(np.maximum(one, 1e-12)) + np.log(np.maximum(other, 1e-12))


def _logit(probabilities: Floats) -> Floats:
    inside = np.clip(probabilities, _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    return np.log(inside / (1 - inside))


def _logistic(values: Floats) -> Floats:
    odds: Floats = 1 / (1 + np.exp(-values))
    return odds
