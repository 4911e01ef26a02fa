from dataclasses import fields, replace

import numpy as np
import pytest

from matchmaker.matching.learning.choices import Choices
from matchmaker.matching.learning.cross_validation import FOLDS, ServingModel, assign_folds
from matchmaker.matching.learning.training import DirectionResult, count_rows, train_direction
from tests.unit.matching.learning.simulated_choices import HAND_SET, PREFERENCE_WEIGHTS, SimulatedPreferences, choose

SERVING = ServingModel(weights=HAND_SET)


@pytest.fixture(scope="module")
def choices() -> Choices:
    return choose(120, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=2)


@pytest.fixture(scope="module")
def result(choices: Choices) -> DirectionResult:
    return train_direction(choices, serving=SERVING, prior=HAND_SET, seed=0)


def test_other_preferences_are_learned_and_used(result: DirectionResult) -> None:
    assert result.uses_new_weights
    assert result.ndcg_gain.low > 0.0
    assert np.abs(result.weights - PREFERENCE_WEIGHTS).sum() < np.abs(HAND_SET - PREFERENCE_WEIGHTS).sum() / 2
    assert result.curve is not None


def test_every_version_is_reported_with_its_spread(result: DirectionResult) -> None:
    scores = result.scores
    assert scores["learned"].ndcg.mean > scores["hand_set"].ndcg.mean > scores["random"].ndcg.mean
    assert scores["learned"].log_loss.mean < scores["random"].log_loss.mean
    assert all(it.ndcg.low <= it.ndcg.mean <= it.ndcg.high for it in scores.values())
    assert scores["learned"].calibration_error < 0.05
    assert sum(it.count for it in scores["learned"].bins) == result.amount.rows


def test_training_gives_the_same_in_every_order_of_rows(choices: Choices, result: DirectionResult) -> None:
    mixed = choices.take(np.random.default_rng(1).permutation(len(choices)))
    again = train_direction(mixed, serving=SERVING, prior=HAND_SET, seed=0)
    assert (again.weights == result.weights).all()
    assert again.curve == result.curve
    assert again.scores == result.scores


def test_weights_that_serve_well_stay_and_are_only_calibrated() -> None:
    choices = choose(60, SimulatedPreferences(HAND_SET), seed=4)
    result = train_direction(choices, serving=SERVING, prior=HAND_SET, seed=0)
    assert not result.uses_new_weights
    assert result.uses_new_curve
    assert (result.weights == HAND_SET).all()
    assert result.curve is not None


def test_nothing_is_taken_when_choices_are_noise() -> None:
    choices = choose(60, SimulatedPreferences(HAND_SET, scale=0.0, offset=-0.5, falls=0.0), seed=4)
    result = train_direction(choices, serving=SERVING, prior=HAND_SET, seed=0)
    assert not result.uses_new_weights
    assert not result.uses_new_curve
    assert result.curve is None


def test_chances_are_how_often_it_happens_however_rows_weigh(choices: Choices) -> None:
    light = replace(choices, weights=np.where(choices.is_wanted, 1.0, 0.1))
    result = train_direction(light, serving=SERVING, prior=HAND_SET, seed=0)
    assert result.scores["learned"].calibration_error < 0.05


def test_who_was_found_otherwise_is_not_held_against_those_on_the_list(choices: Choices) -> None:
    found = choose(120, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=9, shown=0, unshown=3)
    worst = replace(found, parts=found.parts * 0 + 0.1, is_wanted=np.ones(len(found), np.bool_))
    rows = {it.name: np.concatenate([getattr(choices, it.name), getattr(worst, it.name)]) for it in fields(Choices)}
    result = train_direction(Choices(**rows), serving=SERVING, prior=HAND_SET, seed=0)
    assert result.uses_new_weights
    assert result.scores["learned"].auc.mean > 0.7


def test_too_little_is_refused_with_what_is_needed() -> None:
    few = choose(5, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=0)
    assert not count_rows(few).is_enough
    with pytest.raises(ValueError, match="expected 200 rows"):
        train_direction(few, serving=SERVING, prior=HAND_SET, seed=0)


def test_folds_hold_whole_people() -> None:
    wanters = np.repeat(np.arange(23), 3)
    folds = assign_folds(wanters, np.random.default_rng(0))
    assert (folds.reshape(-1, 3) == folds[::3, None]).all()
    assert set(folds) == set(range(FOLDS))
