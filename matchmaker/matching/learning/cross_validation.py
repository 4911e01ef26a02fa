"""Versions of a direction tried on people they had not seen: what each would have said of every row."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.learning.chance_curves import fit_curve, interpolate_curve
from matchmaker.matching.learning.choices import Choices
from matchmaker.matching.learning.preference_model import PreferenceModel, fit_preference_model
from matchmaker.matching.preferences import Curve

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]

FOLDS = 5
"""Parts that people are dealt into; each is judged by what the other four taught."""

PRIOR_ROWS = 10.0
"""Rows of the average outcome that a popularity is mixed with, so that one lucky wish makes nobody popular."""

LEARNED, SERVING, RECALIBRATED = "learned", "serving", "recalibrated"
HAND_SET, POPULARITY, RANDOM = "hand_set", "popularity", "random"
"""Names of the versions that are compared; recalibrated are the serving weights with a new curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingModel:
    """What serves a direction now: weights float32 (p,), and the curve where it was calibrated."""

    weights: Floats
    curve: Curve | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutPredictions:
    """What was said of every row, by version: ``values`` order the rows of a person, ``chances`` are of being wanted
    where it stands, P(looked at) included. ``looked_at`` float64 (n,) is that of the rows.
    """

    values: Mapping[str, Doubles]
    chances: Mapping[str, Doubles]
    looked_at: Doubles

    def take(self, rows: NDArray[np.bool_]) -> "HeldOutPredictions":
        """What was said of the chosen rows."""
        return HeldOutPredictions(
            values={name: it[rows] for name, it in self.values.items()},
            chances={name: it[rows] for name, it in self.chances.items()},
            looked_at=self.looked_at[rows],
        )


def assign_folds(wanters: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.intp]:
    """A fold for every row, intp (n,), whole people together, people dealt by chance in the order of their ids."""
    people, person = np.unique(wanters, return_inverse=True)
    dealt = rng.permutation(len(people)) % min(FOLDS, len(people))
    return np.asarray(dealt[person], np.intp)


def predict_held_out(choices: Choices, prior: Floats, folds: NDArray[np.intp]) -> tuple[Doubles, Doubles]:
    """Worth and P(looked at) of every row by tastes of the other folds, float64 (n,) each."""
    worth, looked_at = np.zeros(len(choices)), np.ones(len(choices))
    for fold in np.unique(folds):
        held = folds == fold
        taste = fit_preference_model(choices.take(~held), prior)
        worth[held], looked_at[held] = taste.score(choices.parts[held]), taste.looked_at(choices.take(held))
    return worth, looked_at


def cross_validate(
    choices: Choices, *, serving: ServingModel, prior: Floats, rng: np.random.Generator
) -> HeldOutPredictions:
    """Every version on people that nothing in it had seen: weights, curves and examination are of the other folds.

    Parameters
    ----------
    choices : Choices
        In order, of at least two people.
    serving : ServingModel
    prior : float32 (p,)
        The weights set by hand.
    rng : Generator

    Returns
    -------
    HeldOutPredictions
    """
    folds = assign_folds(choices.wanters, rng)
    names = (LEARNED, SERVING, RECALIBRATED, HAND_SET, POPULARITY, RANDOM)
    values = {name: np.zeros(len(choices)) for name in names}
    chances = {name: np.zeros(len(choices)) for name in names}
    looked_at = np.ones(len(choices))
    for fold in np.unique(folds):
        held = folds == fold
        known, unknown = choices.take(~held), choices.take(held)
        taste = fit_preference_model(known, prior)
        looked_at[held] = taste.looked_at(unknown)
        said = _predict_versions(known, unknown, taste, serving=serving, prior=prior, rng=rng)
        for name, (taught, asked, order) in said.items():
            values[name][held] = order
            if name == SERVING and serving.curve is not None:
                curve = serving.curve
            else:
                curve = fit_chance_curve(known, taught, taste.looked_at(known))
            chances[name][held] = interpolate_curve(curve, np.clip(asked, 0.0, 1.0)) * looked_at[held]
    return HeldOutPredictions(values=values, chances=chances, looked_at=looked_at)


def fit_chance_curve(choices: Choices, worth: Doubles, looked_at: Doubles) -> Curve:
    """The curve of the rows in which a yes and a no are told apart best.

    All of them count the same here: weights say how much a row tells of a taste, but a chance is how often it happens.
    """
    rows = choices.find_comparable()
    return fit_curve(np.clip(worth, 0.0, 1.0)[rows], choices.is_wanted[rows], looked_at=looked_at[rows])


def _predict_versions(
    known: Choices,
    unknown: Choices,
    taste: PreferenceModel,
    *,
    serving: ServingModel,
    prior: Floats,
    rng: np.random.Generator,
) -> Mapping[str, tuple[Doubles, Doubles, Doubles]]:
    """By version: worth of the rows that taught, worth of the rows asked, and by what these are ordered.

    Who serves without a curve can only say the average, as chance does.
    """
    inner, _ = predict_held_out(known, prior, assign_folds(known.wanters, rng))
    served = _weigh(known, serving.weights), _weigh(unknown, serving.weights)
    by_hand = _weigh(known, prior), _weigh(unknown, prior)
    looked_at = taste.looked_at(known)
    popular = _popularity(known, known, looked_at), _popularity(known, unknown, looked_at)
    learned, flat = taste.score(unknown.parts), (np.full(len(known), 0.5), np.full(len(unknown), 0.5))
    return {
        LEARNED: (inner, learned, learned),
        SERVING: (*(flat if serving.curve is None else served), served[1]),
        RECALIBRATED: (*served, served[1]),
        HAND_SET: (*by_hand, by_hand[1]),
        POPULARITY: (*popular, popular[1]),
        RANDOM: (*flat, rng.random(len(unknown))),
    }


def _weigh(choices: Choices, weights: Floats) -> Doubles:
    return choices.parts.astype(np.float64) @ weights.astype(np.float64)


def _popularity(known: Choices, asked: Choices, looked_at: Doubles) -> Doubles:
    """Share of those who looked at somebody and wanted them, float64 (n,), drawn to the average by ``PRIOR_ROWS``.

    Nobody's own row counts in what is said of it, so rows that taught are asked like rows that did not.
    """
    wants, looks = known.weights * known.is_wanted, known.weights * looked_at
    ids, place = np.unique(known.wanted, return_inverse=True)
    wanted_by, looked_by = np.bincount(place, wants), np.bincount(place, looks)
    average = wants.sum() / looks.sum()
    at = np.minimum(np.searchsorted(ids, asked.wanted), len(ids) - 1)
    is_known = ids[at] == asked.wanted
    own = (wants, looks) if asked is known else (0.0, 0.0)
    rate = (np.where(is_known, wanted_by[at], 0.0) - own[0] + PRIOR_ROWS * average) / (
        np.where(is_known, looked_by[at], 0.0) - own[1] + PRIOR_ROWS
    )
    return np.asarray(np.clip(rate, 0.0, 1.0), np.float64)
