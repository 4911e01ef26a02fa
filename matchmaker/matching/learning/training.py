"""Training of one direction: new weights and curve, their scores on unseen people, and which of them should serve."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from matchmaker.domain.learning import MIN_PEOPLE, MIN_ROWS, MIN_ROWS_OF_EACH_ANSWER, DataAmount, Estimate, VersionScore
from matchmaker.matching.learning.choices import Choices
from matchmaker.matching.learning.cross_validation import (
    LEARNED,
    RECALIBRATED,
    SERVING,
    HeldOutPredictions,
    ServingModel,
    assign_folds,
    cross_validate,
    fit_chance_curve,
    predict_held_out,
)
from matchmaker.matching.learning.evaluation import (
    bootstrap,
    calibration_error,
    log_losses,
    measure_ranking,
    reliability,
)
from matchmaker.matching.learning.preference_model import PreferenceModel, fit_preference_model
from matchmaker.matching.preferences import Curve

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionResult:
    """The result of a training. ``weights`` float32 (p,) and ``curve`` are what should serve.

    They are the learned ones where ``uses_new_weights``, the serving weights with a new curve where only
    ``uses_new_curve``, and otherwise unchanged. ``ndcg_gain`` is the gain of nDCG by the learned weights,
    ``log_loss_gain`` the log loss saved by the new curve.
    """

    amount: DataAmount
    weights: Floats
    curve: Curve | None
    model: PreferenceModel
    scores: Mapping[str, VersionScore]
    ndcg_gain: Estimate
    log_loss_gain: Estimate
    uses_new_weights: bool
    uses_new_curve: bool


def count_rows(choices: Choices) -> DataAmount:
    """How much data there is."""
    return DataAmount(
        rows=len(choices),
        wanted=int(choices.is_wanted.sum()),
        people=len(np.unique(choices.wanters)),
        shown=int(choices.is_shown.sum()),
    )


def train_direction(choices: Choices, *, serving: ServingModel, prior: Floats, seed: int) -> DirectionResult:
    """Learn from choices, and compare the learned versions with the serving one on people outside the training.

    All rows of a person are in the same fold. The learned weights are used if their gain of nDCG@10 over the serving
    ones is certain enough: above 0 in 95 % of the samples of a paired bootstrap of people (Efron, 1979). Otherwise a
    new curve for the serving weights is used if it lowers the log loss with the same certainty. The versions that are
    used are then fitted on all people; the curve of learned weights is fitted on held-out values.

    All figures use one kind of rows (``Choices.find_comparable``): pairs shown on lists, or pairs met elsewhere. Mixing
    them would mislead, as pairs met elsewhere are mostly wanted and pairs on lists mostly not.

    Parameters
    ----------
    choices : Choices
        With ``count_rows(choices).is_enough``.
    serving : ServingModel
    prior : float32 (p,)
        The weights set by hand, around which the prior is centred. With the serving weights instead, the same evidence
        would count again in every training.
    seed : int

    Returns
    -------
    DirectionResult
        The same for the same rows in any order and the same seed.

    Raises
    ------
    ValueError
        When there is too little data.
    """
    amount = count_rows(choices)
    if not amount.is_enough:
        raise ValueError(
            f"choices: got {amount}, expected {MIN_ROWS} rows, {MIN_ROWS_OF_EACH_ANSWER} each, {MIN_PEOPLE} people"
        )
    with threadpool_limits(limits=1):  # such small products take ten times as long with several threads
        return _learn(choices.sorted_by_person(), amount, serving=serving, prior=prior, seed=seed)


def _learn(ordered: Choices, amount: DataAmount, *, serving: ServingModel, prior: Floats, seed: int) -> DirectionResult:
    predictions = cross_validate(ordered, serving=serving, prior=prior, rng=np.random.default_rng(seed))
    rows = ordered.find_comparable()
    compared, predicted = ordered.take(rows), predictions.take(rows)
    ndcg_gain, log_loss_gain = _ndcg_gain(compared, predicted, seed), _log_loss_gain(compared, predicted, seed)
    model = fit_preference_model(ordered, prior)
    uses_new_weights, uses_new_curve = ndcg_gain.low > 0.0, log_loss_gain.low > 0.0
    weights, curve = serving.weights, serving.curve
    if uses_new_weights:
        folds = assign_folds(ordered.wanters, np.random.default_rng(seed))
        weights, curve = (
            model.weights.astype(np.float32),
            fit_chance_curve(ordered, *predict_held_out(ordered, prior, folds)),
        )
    elif uses_new_curve:
        curve = fit_chance_curve(ordered, ordered.parts.astype(np.float64) @ weights, model.looked_at(ordered))
    return DirectionResult(
        amount=amount,
        weights=weights,
        curve=curve,
        model=model,
        scores={name: _score(compared, predicted, name, seed) for name in predicted.values},
        ndcg_gain=ndcg_gain,
        log_loss_gain=log_loss_gain,
        uses_new_weights=uses_new_weights,
        uses_new_curve=uses_new_weights or uses_new_curve,
    )


def _score(choices: Choices, predicted: HeldOutPredictions, name: str, seed: int) -> VersionScore:
    ranks = measure_ranking(choices, predicted.values[name], predicted.looked_at)
    is_wanted, chances = choices.is_wanted, predicted.chances[name]
    bins = reliability(is_wanted, chances)
    people, losses, rows = _by_person(choices.wanters, log_losses(is_wanted, chances))
    return VersionScore(
        ndcg=_figure(ranks.ndcg, ranks.ideals, seed),
        auc=_figure(ranks.auc, ranks.credits, seed),
        log_loss=_figure(losses, rows, seed),
        brier=float(((chances - is_wanted) ** 2).mean()) if len(people) else 0.0,
        calibration_error=calibration_error(bins),
        bins=bins,
    )


def _ndcg_gain(choices: Choices, predicted: HeldOutPredictions, seed: int) -> Estimate:
    new, old = (measure_ranking(choices, predicted.values[it], predicted.looked_at) for it in (LEARNED, SERVING))
    return _figure(new.ndcg - old.ndcg, new.ideals, seed)


def _log_loss_gain(choices: Choices, predicted: HeldOutPredictions, seed: int) -> Estimate:
    new, old = (log_losses(choices.is_wanted, predicted.chances[it]) for it in (RECALIBRATED, SERVING))
    _, saved, rows = _by_person(choices.wanters, old - new)
    return _figure(saved, rows, seed)


def _by_person(wanters: NDArray[np.int64], values: Doubles) -> tuple[NDArray[np.int64], Doubles, Doubles]:
    """People, the mean of each person's rows, and the number of these rows."""
    people, person = np.unique(wanters, return_inverse=True)
    rows = np.bincount(person, minlength=len(people)).astype(np.float64)
    return people, np.bincount(person, values, minlength=len(people)) / np.maximum(rows, 1.0), rows


def _figure(values: Doubles, weights: Doubles, seed: int) -> Estimate:
    if not len(values):
        return Estimate(mean=0.0, low=0.0, high=0.0)
    low, high = bootstrap(values, weights, np.random.default_rng(seed))
    return Estimate(mean=float(np.average(values, weights=weights)), low=low, high=high)
