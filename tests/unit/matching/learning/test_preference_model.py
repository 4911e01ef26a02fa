from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.learning.choices import Choices
from matchmaker.matching.learning.preference_model import fit_preference_model
from tests.unit.matching.learning.simulated_choices import (
    HAND_SET,
    PREFERENCE_WEIGHTS,
    VARYING,
    SimulatedPreferences,
    choose,
)


def distance(weights: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(weights - other).sum())


@pytest.mark.parametrize("seed", range(3))
def test_known_weights_are_found_in_spite_of_a_strong_position_bias(seed: int) -> None:
    model = fit_preference_model(choose(500, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=seed), HAND_SET)
    assert distance(model.weights, PREFERENCE_WEIGHTS) < 0.3
    assert model.weights[VARYING].argmax() == PREFERENCE_WEIGHTS[VARYING].argmax()


@pytest.mark.parametrize("seed", range(3))
def test_known_weights_are_missed_when_positions_are_unknown(seed: int) -> None:
    choices = choose(500, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=seed)
    everybody_looks = replace(choices, positions=np.minimum(choices.positions, 1))
    with_positions, without_positions = (
        fit_preference_model(choices, HAND_SET),
        fit_preference_model(everybody_looks, HAND_SET),
    )
    assert distance(without_positions.weights, PREFERENCE_WEIGHTS) > 2 * distance(
        with_positions.weights, PREFERENCE_WEIGHTS
    )


def test_how_far_down_people_look_is_found() -> None:
    seen = fit_preference_model(choose(800, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=5), HAND_SET).examination
    assert seen[0] == 1.0
    assert (np.diff(seen) <= 0).all()
    assert seen[1] == pytest.approx(1 / 2, abs=0.12)
    assert seen[4] == pytest.approx(1 / 5, abs=0.1)


def test_people_who_read_everything_are_believed_to() -> None:
    seen = fit_preference_model(
        choose(800, SimulatedPreferences(PREFERENCE_WEIGHTS, falls=0.0), seed=5), HAND_SET
    ).examination
    assert seen[-1] > 0.8


def test_few_rows_change_next_to_nothing() -> None:
    model = fit_preference_model(choose(1, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=0), HAND_SET)
    assert distance(model.weights, HAND_SET) < 0.1


def test_a_part_without_information_keeps_its_weight() -> None:
    prior = HAND_SET * np.float32(0.9)
    prior[~np.isin(np.arange(len(prior)), VARYING)] = 0.1 / (len(prior) - len(VARYING))
    model = fit_preference_model(choose(300, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=0), prior)
    still = np.setdiff1d(np.arange(len(prior)), VARYING)
    assert model.weights[still] == pytest.approx(prior[still], abs=1e-6)


def test_pairs_met_otherwise_have_a_base_rate_of_their_own() -> None:
    shown, met = (
        choose(200, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=0),
        choose(200, SimulatedPreferences(PREFERENCE_WEIGHTS, offset=0.0), seed=1, shown=0, unshown=8),
    )
    both = Choices(**{name: np.concatenate([getattr(shown, name), getattr(met, name)]) for name in Choices.__slots__})
    model = fit_preference_model(both, HAND_SET)
    assert model.unshown_offset - model.offset == pytest.approx(5.0, abs=1.5)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_learned_weights_are_a_convex_combination_whatever_was_chosen(seed: int, people: int) -> None:
    rng = np.random.default_rng(seed)
    made = choose(people, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=seed, unshown=1)
    wild = replace(made, is_wanted=rng.random(len(made)) < 0.5)
    model = fit_preference_model(wild, HAND_SET)
    assert model.weights.sum() == pytest.approx(1.0)
    assert (model.weights >= 0).all()
    assert ((model.score(wild.parts) >= 0) & (model.score(wild.parts) <= 1)).all()
    assert (np.diff(model.examination) <= 0).all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000))
def test_learned_weights_are_the_same_in_every_order_of_rows(seed: int) -> None:
    made = choose(6, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=3)
    mixed = made.take(np.random.default_rng(seed).permutation(len(made)))
    one, other = fit_preference_model(made, HAND_SET), fit_preference_model(mixed, HAND_SET)
    assert (one.weights == other.weights).all()
    assert (one.examination == other.examination).all()


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(ValueError, match="expected rows of 3"):
        fit_preference_model(choose(2, SimulatedPreferences(PREFERENCE_WEIGHTS), seed=0), np.ones(3, np.float32) / 3)
