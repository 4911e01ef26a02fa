"""Calibrated probabilities of each yes and of both, from facts about both people.

Decisions about strangers are mostly noise, and the tables of facts are small and wide. What works there
is a strongly shrunk linear model over standardised facts, their squares and chosen products. Each choosing
side may weigh them in its own way. Boosted trees and forests ranked matches worse. The penalty and the calibration are
found on groups (events, months, cities) that the fit has not seen.

How choosy a person is shows in all their rows. So it is learned from people, who are few, and not from rows.
For single decisions it helps in spite of its noise; for products of two predictions it is shrunk (`FOR_MATCHES`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.methods.dating.decision_terms import Design, Facts, Floats, Ints, fit_design, scale_terms

# Penalties tried, as multiples of the number of rows: a fact that explains alone is shrunk to 1 / (1 + penalty).
PENALTIES = (0.1, 0.5, 1.5, 4.5)
_FOLDS = 5
# Scales of the chooser's own facts; with several, the mean of the predictions counts.
FOR_DECISIONS = (1.0,)
FOR_MATCHES = (0.0, 0.3, 1.0)
_LEAST_PROBABILITY = 0.01


@dataclass(frozen=True, slots=True)
class DecisionModel:
    """Probability of a yes: a ridge regression over the facts, put on the scale of probabilities.

    Attributes
    ----------
    penalty : float
        The multiple of the number of rows that ranked unseen groups best.
    """

    design: Design
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


def fit_decisions(
    facts: Facts, decisions: Ints, groups: Ints, *, own_scales: Sequence[float] = FOR_DECISIONS
) -> tuple[DecisionModel, Floats]:
    """A model of single decisions, and its prediction of each row with the row's group left out.

    Ridge regression (Hoerl and Kennard, 1970); the penalty of least squared error on left-out groups; a logistic line
    over the left-out predictions (Platt, 1999).

    Parameters
    ----------
    facts : Facts
    decisions : int64 (r,)
        1 for yes, 0 for no.
    groups : int64 (r,)
        Rows of one group are left out together; at least two groups.
    own_scales : sequence of float
        Scales of the chooser's own facts; each gives a prediction, and their mean counts.

    Returns
    -------
    DecisionModel, float64 (r,)
        The left-out probabilities, calibrated, are what `fit_matches` learns from.
    """
    left_out = _leave_out(facts, decisions, groups, own_scales)
    errors = ((left_out - decisions[:, None]) ** 2).mean(axis=0)
    best = int(np.argmin(errors))
    slope, shift = _fit_line(_logit(left_out[:, best]), decisions)
    design = fit_design(facts)
    scales = [scale_terms(facts, own) for own in own_scales]
    weights, mean = _solve(design.expand(facts), decisions, (PENALTIES[best],), scales)
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
    """How often predictions came true, in bins of equal count.

    Returns
    -------
    list of (mean probability, share that came true, count)
        By rising probability (DeGroot and Fienberg, 1983).
    """
    parts = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    return [(float(probabilities[p].mean()), float(outcomes[p].mean()), len(p)) for p in parts if len(p)]


def _leave_out(facts: Facts, decisions: Ints, groups: Ints, own_scales: Sequence[float]) -> Floats:
    """Prediction of each row by models that have not seen its group, (r, penalties)."""
    found = np.zeros((len(decisions), len(PENALTIES)))
    scales = [scale_terms(facts, own) for own in own_scales]
    splits = GroupKFold(min(_FOLDS, len(np.unique(groups)))).split(facts.values, groups=groups)
    for train, test in splits:
        seen = facts.take(train)
        design = fit_design(seen)
        weights, mean = _solve(design.expand(seen), decisions[train], PENALTIES, scales)
        found[test] = mean + design.expand(facts.take(test)) @ weights
    return found


def _solve(
    terms: Floats, decisions: Ints, penalties: Sequence[float], scales: Sequence[Floats]
) -> tuple[Floats, float]:
    """Ridge weights, (terms, penalties), the mean over the scales, and the mean decision.

    Terms times scales are what is shrunk alike. By rows or by terms, whichever are fewer.
    """
    mean = float(decisions.mean())
    is_wide = terms.shape[1] > len(terms)
    inner = np.empty((0, 0)) if is_wide else terms.T @ terms
    goal = decisions - mean if is_wide else terms.T @ (decisions - mean)
    found = np.zeros((terms.shape[1], len(penalties)))
    for scale in scales:
        gram = (terms * scale**2) @ terms.T if is_wide else inner * np.outer(scale, scale)
        wanted = goal if is_wide else goal * scale
        solved = np.column_stack([_shrink(gram, wanted, it * len(terms)) for it in penalties])
        found += scale[:, None] * (scale[:, None] * (terms.T @ solved) if is_wide else solved)
    return found / len(scales), mean


def _shrink(gram: NDArray[Any], goal: NDArray[Any], penalty: float) -> Floats:
    solved: Floats = linalg.cho_solve(linalg.cho_factor(gram + penalty * np.eye(len(gram))), goal)
    return solved


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
