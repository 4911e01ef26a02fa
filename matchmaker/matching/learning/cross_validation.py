"""Cross-validation of the versions of a direction: predictions for the rows of people outside the training."""

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
"""Number of parts that people are divided into; each part is predicted by models of the other four."""

PRIOR_ROWS = 10.0
"""Prior: rows of the average outcome that are mixed into a popularity, so that one wish has little effect."""

LEARNED, SERVING, RECALIBRATED = "learned", "serving", "recalibrated"
HAND_SET, POPULARITY, RANDOM = "hand_set", "popularity", "random"
"""Names of the versions that are compared; ``RECALIBRATED`` has the serving weights with a new curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingModel:
    """The model that serves a direction now: weights float32 (p,), and the curve if there is one."""

    weights: Floats
    curve: Curve | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutPredictions:
    """Predictions for every row, by version, float64 (n,) each.

    ``values`` order the rows of a person. ``chances`` are the probabilities of being chosen at the row's place, which
    include P(looked at). ``looked_at`` is P(looked at) of the rows.
    """

    values: Mapping[str, Doubles]
    chances: Mapping[str, Doubles]
    looked_at: Doubles

    def take(self, rows: NDArray[np.bool_]) -> "HeldOutPredictions":
        """The predictions for the chosen rows."""
        return HeldOutPredictions(
            values={name: it[rows] for name, it in self.values.items()},
            chances={name: it[rows] for name, it in self.chances.items()},
            looked_at=self.looked_at[rows],
        )


def assign_folds(wanters: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.intp]:
    """A fold for every row, intp (n,). All rows of a person are in one fold; people are assigned at random."""
    people, person = np.unique(wanters, return_inverse=True)
    assigned = rng.permutation(len(people)) % min(FOLDS, len(people))
    return np.asarray(assigned[person], np.intp)


def predict_held_out(choices: Choices, prior: Floats, folds: NDArray[np.intp]) -> tuple[Doubles, Doubles]:
    """Value and P(looked at) of every row by models of the other folds, float64 (n,) each."""
    values, looked_at = np.zeros(len(choices)), np.ones(len(choices))
    for fold in np.unique(folds):
        held = folds == fold
        model = fit_preference_model(choices.take(~held), prior)
        values[held], looked_at[held] = model.score(choices.parts[held]), model.looked_at(choices.take(held))
    return values, looked_at


def cross_validate(
    choices: Choices, *, serving: ServingModel, prior: Floats, rng: np.random.Generator
) -> HeldOutPredictions:
    """Predictions of every version for people outside its training: all of a version comes from the other folds.

    Parameters
    ----------
    choices : Choices
        Sorted by person, of at least two people.
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
        model = fit_preference_model(known, prior)
        looked_at[held] = model.looked_at(unknown)
        predicted = _predict_versions(known, unknown, model, serving=serving, prior=prior, rng=rng)
        for name, (of_known, of_unknown, order) in predicted.items():
            values[name][held] = order
            if name == SERVING and serving.curve is not None:
                curve = serving.curve
            else:
                curve = fit_chance_curve(known, of_known, model.looked_at(known))
            chances[name][held] = interpolate_curve(curve, np.clip(of_unknown, 0.0, 1.0)) * looked_at[held]
    return HeldOutPredictions(values=values, chances=chances, looked_at=looked_at)


def fit_chance_curve(choices: Choices, values: Doubles, looked_at: Doubles) -> Curve:
    """The curve of the rows that separate yes and no best (``Choices.find_comparable``).

    All these rows count the same. Their weights state how informative a row is, but a chance is a frequency.
    """
    rows = choices.find_comparable()
    return fit_curve(np.clip(values, 0.0, 1.0)[rows], choices.is_wanted[rows], looked_at=looked_at[rows])


def _predict_versions(
    known: Choices,
    unknown: Choices,
    model: PreferenceModel,
    *,
    serving: ServingModel,
    prior: Floats,
    rng: np.random.Generator,
) -> Mapping[str, tuple[Doubles, Doubles, Doubles]]:
    """For each version: values of the training rows and of the held-out rows, and the values that rank the latter.

    A version without a curve predicts the average, like the random one.
    """
    inner, _ = predict_held_out(known, prior, assign_folds(known.wanters, rng))
    served = _weigh(known, serving.weights), _weigh(unknown, serving.weights)
    by_hand = _weigh(known, prior), _weigh(unknown, prior)
    looked_at = model.looked_at(known)
    popular = _popularity(known, known, looked_at), _popularity(known, unknown, looked_at)
    learned, flat = model.score(unknown.parts), (np.full(len(known), 0.5), np.full(len(unknown), 0.5))
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


def _popularity(known: Choices, rows: Choices, looked_at: Doubles) -> Doubles:
    """Share of wanters among those who looked at a candidate, float64 (n,), shrunk to the average by ``PRIOR_ROWS``.

    A row's own outcome is left out of its popularity. So training rows are treated like held-out rows.
    """
    wants, looks = known.weights * known.is_wanted, known.weights * looked_at
    ids, place = np.unique(known.wanted, return_inverse=True)
    wanted_by, looked_by = np.bincount(place, wants), np.bincount(place, looks)
    average = wants.sum() / looks.sum()
    at = np.minimum(np.searchsorted(ids, rows.wanted), len(ids) - 1)
    is_known = ids[at] == rows.wanted
    own = (wants, looks) if rows is known else (0.0, 0.0)
    rate = (np.where(is_known, wanted_by[at], 0.0) - own[0] + PRIOR_ROWS * average) / (
        np.where(is_known, looked_by[at], 0.0) - own[1] + PRIOR_ROWS
    )
    return np.asarray(np.clip(rate, 0.0, 1.0), np.float64)
