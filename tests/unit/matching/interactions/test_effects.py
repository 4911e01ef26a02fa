import numpy as np
import pytest

from matchmaker.matching.interactions.effects import (
    age_from_effect,
    effect_of_age,
    effect_of_co_investments,
    effect_of_rate,
    nearness,
)
from matchmaker.matching.interactions.events import expected_wants
from matchmaker.matching.market.similarity import Span
from tests.unit.matching.interactions.sample_interactions import InteractionRow, write


def test_rate_is_neutral_at_the_average_and_symmetric_around_it():
    effects = effect_of_rate(np.array([3.0, 8.0, 0.5]), np.array([3.0, 3.0, 3.0]), prior=2.0)
    assert effects == pytest.approx([0.5, 0.8, 0.2])


def test_rate_of_few_is_drawn_to_the_average():
    one, many = effect_of_rate(np.array([1.0, 100.0]), np.array([0.1, 10.0]), prior=2.0)
    assert 0.5 < one < 0.7 < many


def test_age_halves_the_effect_every_season_and_can_be_read_back():
    effects = effect_of_age(np.array([0.0, 90.0, 180.0, np.inf]))
    assert effects == pytest.approx([1.0, 0.75, 0.625, 0.5])
    assert [age_from_effect(float(it)) for it in effects[:3]] == [0, 90, 180]


def test_investments_made_together_only_speak_for_a_pair():
    assert effect_of_co_investments(np.array([0.0, 1.0, 3.0])) == pytest.approx([0.5, 0.75, 0.875])


def test_only_the_upper_half_of_the_span_is_near():
    cosine = np.array([[0.0, 0.3, 0.45, 0.6, 0.9]], np.float32)
    assert nearness(cosine, Span(low=0.0, high=0.6))[0] == pytest.approx([0, 0, 0.5, 1, 1], abs=1e-6)
    assert cosine[0, 4] == np.float32(0.9)  # the input stays unchanged


def test_expected_is_what_the_same_place_brings_on_average():
    interactions = write(
        [
            InteractionRow(1, 101, 0.0, place=1),
            InteractionRow(2, 102, 0.0, is_wanted=False, place=1),
            InteractionRow(1, 103, 0.0, is_wanted=False, place=5),
            InteractionRow(2, 101, 0.0, is_wanted=False, place=5, weight=3.0),
            InteractionRow(1, 101, 0.0, place=1, by_startup=False),
        ]
    )
    assert expected_wants(interactions) == pytest.approx([0.5, 0.5, 0.0, 0.0, 1.0])


def test_who_was_chosen_far_down_was_wanted_more_than_who_was_chosen_on_top():
    on_top = [InteractionRow(n, 101, 0.0, is_wanted=n < 5, place=1) for n in range(10)]
    below = [InteractionRow(n, 102, 0.0, is_wanted=n < 5, place=9) for n in range(10)]
    others = [InteractionRow(n, 103, 0.0, is_wanted=False, place=9) for n in range(40)]
    interactions = write([*on_top, *below, *others])
    expected = expected_wants(interactions)
    wants = [float(expected[interactions.partners == it].sum()) for it in (101, 102)]
    assert wants[0] == pytest.approx(5.0)
    assert wants[1] == pytest.approx(1.0)
