"""The preference model of one direction: weights of the parts, and the probability that each place is looked at.

The two are learned together from people's choices.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from matchmaker.matching.learning.choices import LAST_PLACE, Choices

Doubles = NDArray[np.float64]

WEIGHT_SPREAD = 0.1
"""Standard deviation of the prior of a weight, around the weight set by hand.

Some five hundred decisions count as much as this prior; ten decisions change very little."""

SCALE, SCALE_SPREAD = 8.0, 8.0
"""Prior of the steepness: from a value of 0.3 to 0.7 the odds grow about twenty-five times."""

OFFSET_SPREAD = 5.0
"""Standard deviation of the prior of the base rate, in log odds: a very weak prior."""

DROP_SPREAD = 0.5
"""Prior of the drop of log P(looked at) from one place to the next.

Eye tracking found drops of about this size (Joachims, Granka, Pan, Hembrooke and Gay, 2005)."""

LEAST_VARIANCE = 1e-5
"""Variance below which a part is not learned: if it is the same for all candidates of a person, it is uninformative."""

MOST_STEPS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceModel:
    """The learned model of one direction.

    ``weights`` float64 (p,) are not negative and have sum 1. ``examination`` float64 (``LAST_PLACE``,) is
    P(looked at | place), 1 for the first place and never rising. The log odds of being wanted are ``scale`` times the
    value plus ``offset``. For pairs that were not met on a list, ``unshown_offset`` replaces ``offset``.
    """

    weights: Doubles
    scale: float
    offset: float
    unshown_offset: float
    examination: Doubles

    def score(self, parts: NDArray[np.float32]) -> Doubles:
        """The direction's value in [0, 1], float64 (n,): the weighted mean of the parts."""
        return np.clip(parts.astype(np.float64) @ self.weights, 0.0, 1.0)

    def looked_at(self, choices: Choices) -> Doubles:
        """P(looked at) of every row, float64 (n,); 1 for pairs that were not met on a list."""
        return np.where(choices.is_shown, self.examination[choices.places], 1.0)


def fit_preference_model(choices: Choices, prior: NDArray[np.float32]) -> PreferenceModel:
    """The most probable model after these choices.

    It uses the examination hypothesis (Richardson, Dominowska and Ragno, WWW 2007) in the position-based model of
    Craswell, Zoeter, Taylor and Ramsey (WSDM 2008): a candidate at place k is chosen with probability
    P(looked at | k) · P(wanted). Both factors are fitted together by maximum likelihood, as in regression-EM (Wang,
    Golbandi, Bendersky, Metzler and Najork, WSDM 2018). P(wanted) is logistic in the value. Examination falls from
    place to place; it is not used for serving. The weights have a Gaussian prior around ``prior`` (``WEIGHT_SPREAD``),
    so a few rows change very little.

    Parameters
    ----------
    choices : Choices
        At least one row.
    prior : float32 (p,)
        Weights around which the prior is centred, sum 1.

    Returns
    -------
    PreferenceModel
        The same for every order of the rows.

    Raises
    ------
    ValueError
        When there is no row, or the rows have another width than the prior.
    """
    if not len(choices) or choices.parts.shape[1] != len(prior):
        raise ValueError(f"parts: got shape {choices.parts.shape}, expected rows of {len(prior)}")
    ordered = choices.sorted_by_person()
    base = prior.astype(np.float64) / prior.sum(dtype=np.float64)
    is_learned = _varies(ordered)
    loss = _Loss(ordered, base, is_learned)
    start = np.concatenate([base[is_learned], [SCALE, 0.0, 0.0], np.full(LAST_PLACE - 1, 0.1)])
    free = int(is_learned.sum())
    bounds = [(0.0, 1.0)] * free + [(0.0, None), (None, None), (None, None)] + [(0.0, None)] * (LAST_PLACE - 1)
    share = base[is_learned].sum()  # weights of uninformative parts do not change
    slope = np.concatenate([np.ones(free), np.zeros(len(start) - free)])
    same_sum = {"type": "eq", "fun": lambda x: x[:free].sum() - share, "jac": lambda _: slope}
    found = minimize(
        loss,
        start,
        jac=True,
        bounds=bounds,
        constraints=[same_sum] if free else [],
        method="SLSQP",
        options={"maxiter": MOST_STEPS, "ftol": 1e-10},
    ).x
    return loss.read(found, share)


class _Loss:
    """The negative log posterior of a model and its gradient, as the average of a row."""

    def __init__(self, choices: Choices, base: Doubles, is_learned: NDArray[np.bool_]) -> None:
        self._base, self._is_learned = base, is_learned
        self._free = int(is_learned.sum())
        self._parts = choices.parts[:, is_learned].astype(np.float64)
        self._rest = choices.parts[:, ~is_learned].astype(np.float64) @ base[~is_learned]
        self._wanted, self._weights = choices.is_wanted, choices.weights
        self._shown = choices.is_shown
        self._places = choices.places
        self._total = float(choices.weights.sum())

    def __call__(self, x: Doubles) -> tuple[float, Doubles]:
        weights, (scale, offset, unshown), drops = x[: self._free], x[self._free : self._free + 3], x[self._free + 3 :]
        values = self._parts @ weights + self._rest
        log_odds = scale * values + np.where(self._shown, offset, unshown)
        log_looked = -np.concatenate([[0.0], np.cumsum(drops)])
        looked = np.where(self._shown, np.exp(log_looked)[self._places], 1.0)
        wants = expit(log_odds)
        chosen = np.clip(looked * wants, 1e-12, 1.0 - 1e-12)
        loss = -np.where(self._wanted, np.log(chosen), np.log1p(-chosen)) @ self._weights
        # d loss / d log(chosen), then by the chain rule: log(chosen) = log(looked) + log(wants)
        pull = self._weights * np.where(self._wanted, -1.0, chosen / (1.0 - chosen))
        by_odds = pull * (1.0 - wants)
        by_place = np.bincount(self._places[self._shown], pull[self._shown], minlength=LAST_PLACE)
        gradient = np.concatenate(
            [
                scale * (by_odds @ self._parts),
                [by_odds @ values, by_odds[self._shown].sum(), by_odds[~self._shown].sum()],
                -by_place[::-1].cumsum()[::-1][1:],
            ]
        )
        prior, prior_gradient = self._log_prior(x)
        return (loss + prior) / self._total, (gradient + prior_gradient) / self._total

    def _log_prior(self, x: Doubles) -> tuple[float, Doubles]:
        spreads = np.concatenate(
            [
                np.full(self._free, WEIGHT_SPREAD),
                [SCALE_SPREAD, OFFSET_SPREAD, OFFSET_SPREAD],
                np.full(LAST_PLACE - 1, DROP_SPREAD),
            ]
        )
        middle = np.concatenate([self._base[self._is_learned], [SCALE], np.zeros(LAST_PLACE + 1)])
        away = (x - middle) / spreads
        return float(away @ away) / 2.0, away / spreads

    def read(self, x: Doubles, share: float) -> PreferenceModel:
        """The model of a point, without its rounding errors."""
        weights = self._base.copy()
        learned = np.maximum(x[: self._free], 0.0)
        if learned.sum() > 0.0:
            weights[self._is_learned] = learned * (share / learned.sum())
        scale, offset, unshown = (float(it) for it in x[self._free : self._free + 3])
        drops = np.maximum(x[self._free + 3 :], 0.0)
        return PreferenceModel(
            weights=weights / weights.sum(),
            scale=scale,
            offset=offset,
            unshown_offset=unshown,
            examination=np.exp(-np.concatenate([[0.0], np.cumsum(drops)])),
        )


def _varies(choices: Choices) -> NDArray[np.bool_]:
    """Whether each part varies among the candidates of a person, bool (p,)."""
    _, person, count = np.unique(choices.wanters, return_inverse=True, return_counts=True)
    parts = choices.parts.astype(np.float64)
    sums = np.stack([np.bincount(person, column) for column in parts.T], axis=1)
    within = parts - (sums / count[:, None])[person]
    return np.asarray((within**2).mean(axis=0) > LEAST_VARIANCE, np.bool_)
