"""First guess and features of every pair of company and investor, computed from one past."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.history.attributes import Block, Vocabulary
from matchmaker.matching.history.deals import Companies, Past
from matchmaker.matching.history.features import (
    co_investment,
    investor_features,
    partner_rates,
    share_features,
    text_features,
)
from matchmaker.matching.history.ridge import base_rates, fit_ridges, guess, voiced_rates

Array = NDArray[np.float32]

LEAST_GUESS = 1e-4
"""Lower limit of a linear guess."""

TRUST_PAIRS = 250.0
"""Number of pairs at which the linear guess counts as much as the shares of the region, which need little data."""

STIFFER = 4.0
"""Factor on the penalty of the stiff guess, which uses an attribute only with much evidence."""

SHORT_YEARS = 1.0
"""``FADE_YEARS`` of the recent guess, which follows the current market."""


ELSEWHERE = 0.1
"""Weight of deals of other regions in the simple guess; they decide between equal counts in the company's region."""


@dataclass(frozen=True, slots=True)
class PairFeatures:
    """Guesses and features for q companies and m investors.

    ``first_guess`` float32 (q, m) orders the candidates. ``simple_guess`` float32 (q, m) is popularity in the region,
    which needs no learning. ``features`` has one float32 (q, m) for each name.
    """

    first_guess: Array
    simple_guess: Array
    features: dict[str, Array]

    def simply(self) -> "PairFeatures":
        """The same features with the simple guess as first guess."""
        features = self.features | {"first_guess": np.log(self.simple_guess)}
        return replace(self, first_guess=self.simple_guess, features=features)


class Viewpoint:
    """A past with all that is computed from it in advance: vocabulary, base rates, linear weights, co-investors.

    Parameters
    ----------
    past : Past
        With at least one pair.
    penalty : float
        Penalty of the ridge regression, in companies.
    """

    def __init__(self, past: Past, *, penalty: float) -> None:
        self.past = past
        self._vocabulary = Vocabulary(past.companies)
        self._known = self._vocabulary.describe(past.companies, past.age)
        self._base = base_rates(past)
        self._rates = voiced_rates(past)
        self._plain, self._stiff = fit_ridges(past, self._known, (penalty, STIFFER * penalty))
        lately = past.with_memory(SHORT_YEARS)
        self._rates_lately = voiced_rates(lately)
        self._lately = self._plain if lately is past else fit_ridges(lately, self._known, (penalty,))[0]
        self._partners = partner_rates(past)

    def compute_features(self, companies: Companies) -> PairFeatures:
        """First guess and features of q companies at the moment of this past.

        Parameters
        ----------
        companies : Companies
            None of them is in the past.

        Returns
        -------
        PairFeatures
        """
        ages = self.past.now - companies.founded
        blocks = self._vocabulary.describe(companies, ages if np.isfinite(self.past.age).any() else ages * np.nan)
        features = share_features(self.past, self._known, blocks, self._base)
        linear = _log(guess(self._plain, blocks, self._rates))
        region = np.log(self._base) + features["region_lift"]
        trust = len(self.past.company) / (len(self.past.company) + TRUST_PAIRS)
        first_guess = np.exp(trust * linear + (1.0 - trust) * region)
        first_guess = np.asarray(first_guess / first_guess.sum(axis=1, keepdims=True), np.float32)
        features["stiff_guess"] = _log(guess(self._stiff, blocks, self._rates))
        features["recent_guess"] = _log(guess(self._lately, blocks, self._rates_lately))
        features |= investor_features(self.past, self._known, blocks, self._base)
        features |= text_features(self.past, self._known, blocks, self._base)
        features["co_investment"] = co_investment(first_guess, self._partners)
        features["first_guess"] = np.log(first_guess)
        return PairFeatures(first_guess, self._guess_simply(blocks["region"]), features)

    def _guess_simply(self, region: Block) -> Array:
        """Shares of the weighted deals in the company's region, plus ELSEWHERE times those of all regions."""
        pairs = self.past.matrix(self.past.weight)
        there = region.rows @ (self._known["region"].rows.T @ pairs).toarray()
        counts = there + ELSEWHERE * np.asarray(pairs.sum(axis=0))
        return np.asarray(counts / counts.sum(axis=1, keepdims=True), np.float32)


def _log(linear: Array) -> Array:
    return np.asarray(np.log(np.maximum(linear, LEAST_GUESS)), np.float32)
