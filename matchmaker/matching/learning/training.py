"""One direction learned: the new weights and chances, how they did on people they had not seen, and what to take."""

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
    """``weights`` float32 (p,) and ``curve`` are what should serve: the learned ones where ``takes_weights``; the
    serving ones with a new curve where only ``takes_curve``; else as before. ``gain`` is that of nDCG by the learned
    weights, ``sharper`` that of log loss by the new curve.
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
    """How much there is to learn from."""
    return DataAmount(
        rows=len(choices),
        wanted=int(choices.is_wanted.sum()),
        people=len(np.unique(choices.wanters)),
        shown=int(choices.is_shown.sum()),
    )


def train_direction(choices: Choices, *, serving: ServingModel, prior: Floats, seed: int) -> DirectionResult:
    """What these choices teach, judged on people who were left out.

    People are dealt into folds whole. The learned weights are taken where their gain of nDCG@10 over the serving ones
    is above 0 in 95 of 100 draws of people, a paired bootstrap (Efron, 1979); a new curve for the serving weights where
    it lowers the log loss so surely. What is taken is then fitted on everybody, the curve on worths that every fold got
    from the others. All figures are of the rows in which yes and no are told apart best (``Choices.decisive``): who was
    found otherwise was wanted, mostly, and who is on a list was not, whatever they are worth.

    Parameters
    ----------
    choices : Choices
        With ``count(choices).is_enough``.
    serving : ServingModel
    prior : float32 (p,)
        The weights set by hand, to which learned ones are drawn. Not the serving ones: the same evidence would count
        again in every training.
    seed : int

    Returns
    -------
    DirectionResult
        The same for the same rows, in whatever order, and the same seed.

    Raises
    ------
    ValueError
        When there is too little to learn from.
    """
    amount = count_rows(choices)
    if not amount.is_enough:
        raise ValueError(
            f"choices: got {amount}, expected {MIN_ROWS} rows, {MIN_ROWS_OF_EACH_ANSWER} each, {MIN_PEOPLE} people"
        )
    with threadpool_limits(limits=1):  # products this small take ten times as long when threads share them
        return _learn(choices.sorted_by_person(), amount, serving=serving, prior=prior, seed=seed)


def _learn(ordered: Choices, amount: DataAmount, *, serving: ServingModel, prior: Floats, seed: int) -> DirectionResult:
    trial = cross_validate(ordered, serving=serving, prior=prior, rng=np.random.default_rng(seed))
    rows = ordered.find_comparable()
    judged, said = ordered.take(rows), trial.take(rows)
    gain, sharper = _ndcg_gain(judged, said, seed), _log_loss_gain(judged, said, seed)
    taste = fit_preference_model(ordered, prior)
    takes_weights, takes_curve = gain.low > 0.0, sharper.low > 0.0
    weights, curve = serving.weights, serving.curve
    if takes_weights:
        folds = assign_folds(ordered.wanters, np.random.default_rng(seed))
        weights, curve = (
            taste.weights.astype(np.float32),
            fit_chance_curve(ordered, *predict_held_out(ordered, prior, folds)),
        )
    elif takes_curve:
        curve = fit_chance_curve(ordered, ordered.parts.astype(np.float64) @ weights, taste.looked_at(ordered))
    return DirectionResult(
        amount=amount,
        weights=weights,
        curve=curve,
        model=taste,
        scores={name: _score(judged, said, name, seed) for name in said.values},
        ndcg_gain=gain,
        log_loss_gain=sharper,
        uses_new_weights=takes_weights,
        uses_new_curve=takes_weights or takes_curve,
    )


def _score(choices: Choices, trial: HeldOutPredictions, name: str, seed: int) -> VersionScore:
    ranks = measure_ranking(choices, trial.values[name], trial.looked_at)
    is_wanted, chances = choices.is_wanted, trial.chances[name]
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


def _ndcg_gain(choices: Choices, trial: HeldOutPredictions, seed: int) -> Estimate:
    new, old = (measure_ranking(choices, trial.values[it], trial.looked_at) for it in (LEARNED, SERVING))
    return _figure(new.ndcg - old.ndcg, new.ideals, seed)


def _log_loss_gain(choices: Choices, trial: HeldOutPredictions, seed: int) -> Estimate:
    new, old = (log_losses(choices.is_wanted, trial.chances[it]) for it in (RECALIBRATED, SERVING))
    _, saved, rows = _by_person(choices.wanters, old - new)
    return _figure(saved, rows, seed)


def _by_person(wanters: NDArray[np.int64], values: Doubles) -> tuple[NDArray[np.int64], Doubles, Doubles]:
    """People, the mean of each one's rows, and how many these are."""
    people, person = np.unique(wanters, return_inverse=True)
    rows = np.bincount(person, minlength=len(people)).astype(np.float64)
    return people, np.bincount(person, values, minlength=len(people)) / np.maximum(rows, 1.0), rows


def _figure(values: Doubles, weights: Doubles, seed: int) -> Estimate:
    if not len(values):
        return Estimate(mean=0.0, low=0.0, high=0.0)
    low, high = bootstrap(values, weights, np.random.default_rng(seed))
    return Estimate(mean=float(np.average(values, weights=weights)), low=low, high=high)
