"""A direction's taste: weights of the named parts, learned together with how far down a list people look."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from matchmaker.matching.learning.choices import LAST_PLACE, Choices

Doubles = NDArray[np.float64]

WEIGHT_SPREAD = 0.1
"""How far a weight is believed to be from the one set by hand (standard deviation). Some five hundred decisions say as
much as this belief; ten change next to nothing."""

SCALE, SCALE_SPREAD = 8.0, 8.0
"""Steepness at first: from a direction worth 0.3 to one worth 0.7 the odds grow some twenty-five times."""

OFFSET_SPREAD = 5.0
"""Belief about the base rate, in units of log odds: next to none."""

DROP_SPREAD = 0.5
"""How much less often a place is looked at than the one before it, in units of its logarithm. Eyes were seen to leave
lists about so fast (Joachims, Granka, Pan, Hembrooke and Gay, 2005)."""

LEAST_VARIANCE = 1e-5
"""A part that is the same for everybody whom a person may choose tells nothing of the person's taste."""

MOST_STEPS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceModel:
    """``weights`` float64 (p,), not negative, sum 1; ``examination`` float64 (``LAST_PLACE``,), P(looked at | place),
    1 for the first and never rising. Log odds are ``scale`` times the worth plus ``offset``, or ``unshown_offset``
    where a pair met otherwise than on a list.
    """

    weights: Doubles
    scale: float
    offset: float
    unshown_offset: float
    examination: Doubles

    def score(self, parts: NDArray[np.float32]) -> Doubles:
        """The direction's worth in [0, 1], float64 (n,): the weighted mean of the parts."""
        return np.clip(parts.astype(np.float64) @ self.weights, 0.0, 1.0)

    def looked_at(self, choices: Choices) -> Doubles:
        """P(looked at) of every row, float64 (n,); 1 where the pair met otherwise."""
        return np.where(choices.is_shown, self.examination[choices.places], 1.0)


def fit_preference_model(choices: Choices, prior: NDArray[np.float32]) -> PreferenceModel:
    """The most probable taste after these choices.

    The examination hypothesis (Richardson, Dominowska and Ragno, WWW 2007; the position-based model of Craswell,
    Zoeter, Taylor and Ramsey, WSDM 2008): what stands at place k is chosen with P(looked at | k) · P(wanted). Both are
    fitted at once by their likelihood, to which regression-EM leads, too (Wang, Golbandi, Bendersky, Metzler and
    Najork, WSDM 2018). P(wanted) is logistic in the worth; examination falls place by place and is left out when
    serving. Weights are drawn to ``prior`` (Gaussian, ``WEIGHT_SPREAD``), so few rows change next to nothing.

    Parameters
    ----------
    choices : Choices
        At least one row.
    prior : float32 (p,)
        Weights to begin from, sum 1.

    Returns
    -------
    PreferenceModel
        The same for every order of the rows.

    Raises
    ------
    ValueError
        When there is no row, or one of another width than the prior.
    """
    if not len(choices) or choices.parts.shape[1] != len(prior):
        raise ValueError(f"parts: got shape {choices.parts.shape}, expected rows of {len(prior)}")
    ordered = choices.sorted_by_person()
    base = prior.astype(np.float64) / prior.sum(dtype=np.float64)
    telling = _varies(ordered)
    loss = _Loss(ordered, base, telling)
    start = np.concatenate([base[telling], [SCALE, 0.0, 0.0], np.full(LAST_PLACE - 1, 0.1)])
    free = int(telling.sum())
    bounds = [(0.0, 1.0)] * free + [(0.0, None), (None, None), (None, None)] + [(0.0, None)] * (LAST_PLACE - 1)
    share = base[telling].sum()  # weights of parts that tell nothing stay as they were
    slope = np.concatenate([np.ones(free), np.zeros(len(start) - free)])
    keeps_sum = {"type": "eq", "fun": lambda x: x[:free].sum() - share, "jac": lambda _: slope}
    found = minimize(
        loss,
        start,
        jac=True,
        bounds=bounds,
        constraints=[keeps_sum] if free else [],
        method="SLSQP",
        options={"maxiter": MOST_STEPS, "ftol": 1e-10},
    ).x
    return loss.read(found, share)


class _Loss:
    """The negative log posterior of a taste and its gradient, a row's average."""

    def __init__(self, choices: Choices, base: Doubles, telling: NDArray[np.bool_]) -> None:
        self._base, self._telling = base, telling
        self._free = int(telling.sum())
        self._parts = choices.parts[:, telling].astype(np.float64)
        self._rest = choices.parts[:, ~telling].astype(np.float64) @ base[~telling]
        self._wanted, self._weights = choices.is_wanted, choices.weights
        self._shown = choices.is_shown
        self._places = choices.places
        self._total = float(choices.weights.sum())

    def __call__(self, x: Doubles) -> tuple[float, Doubles]:
        weights, (scale, offset, unshown), drops = x[: self._free], x[self._free : self._free + 3], x[self._free + 3 :]
        worth = self._parts @ weights + self._rest
        log_odds = scale * worth + np.where(self._shown, offset, unshown)
        log_looked = -np.concatenate([[0.0], np.cumsum(drops)])
        looked = np.where(self._shown, np.exp(log_looked)[self._places], 1.0)
        wants = expit(log_odds)
        chosen = np.clip(looked * wants, 1e-12, 1.0 - 1e-12)
        loss = -np.where(self._wanted, np.log(chosen), np.log1p(-chosen)) @ self._weights
        # d loss / d log(chosen), then by the chain: log(chosen) = log(looked) + log(wants)
        pull = self._weights * np.where(self._wanted, -1.0, chosen / (1.0 - chosen))
        by_odds = pull * (1.0 - wants)
        by_place = np.bincount(self._places[self._shown], pull[self._shown], minlength=LAST_PLACE)
        gradient = np.concatenate(
            [
                scale * (by_odds @ self._parts),
                [by_odds @ worth, by_odds[self._shown].sum(), by_odds[~self._shown].sum()],
                -by_place[::-1].cumsum()[::-1][1:],
            ]
        )
        belief, belief_gradient = self._believe(x)
        return (loss + belief) / self._total, (gradient + belief_gradient) / self._total

    def _believe(self, x: Doubles) -> tuple[float, Doubles]:
        spreads = np.concatenate(
            [
                np.full(self._free, WEIGHT_SPREAD),
                [SCALE_SPREAD, OFFSET_SPREAD, OFFSET_SPREAD],
                np.full(LAST_PLACE - 1, DROP_SPREAD),
            ]
        )
        middle = np.concatenate([self._base[self._telling], [SCALE], np.zeros(LAST_PLACE + 1)])
        away = (x - middle) / spreads
        return float(away @ away) / 2.0, away / spreads

    def read(self, x: Doubles, share: float) -> PreferenceModel:
        """The taste of a point, its rounding errors removed."""
        weights = self._base.copy()
        learned = np.maximum(x[: self._free], 0.0)
        if learned.sum() > 0.0:
            weights[self._telling] = learned * (share / learned.sum())
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
    """Parts that differ among those whom one person may choose, bool (p,)."""
    _, person, count = np.unique(choices.wanters, return_inverse=True, return_counts=True)
    parts = choices.parts.astype(np.float64)
    sums = np.stack([np.bincount(person, column) for column in parts.T], axis=1)
    within = parts - (sums / count[:, None])[person]
    return np.asarray((within**2).mean(axis=0) > LEAST_VARIANCE, np.bool_)
