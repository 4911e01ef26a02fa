from dataclasses import replace

import numpy as np
import pytest

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.matching.parts import Part
from matchmaker.matching.preferences import CURVE_STEPS, HAND_SET, Preferences
from matchmaker.matching.scoring.score import directions_by_role, score_parts

STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR
HALVED = tuple(it / CURVE_STEPS / 2 for it in range(CURVE_STEPS + 1))


def only(part: Part) -> Preferences:
    return Preferences(weights={direction: {part: 1.0} for direction in HAND_SET.weights})


def test_scores_follow_the_preferences_that_are_handed_in() -> None:
    parts = [np.full((1, 1), 0.25 if part is Part.ZONE else 1.0, np.float32) for part in Part]
    scored = score_parts(parts, STARTUP, MENTOR, preferences=only(Part.ZONE))
    assert scored.score[0, 0] == scored.seeker_wants[0, 0] == scored.candidate_wants[0, 0] == 0.25


def test_directions_are_named_by_who_wants_whoever_seeks() -> None:
    learned = replace(HAND_SET, curves={(MENTOR, STARTUP): HALVED})
    there = np.array([[[0.8, 0.6]]], np.float32)
    assert directions_by_role(there, STARTUP, MENTOR, preferences=learned).tolist() == [[[0.8, 0.6, None, 0.3]]]
    assert directions_by_role(there[..., ::-1], MENTOR, STARTUP, preferences=learned).tolist() == [
        [[0.8, 0.6, None, 0.3]]
    ]


def test_a_direction_without_a_curve_has_no_chance() -> None:
    assert HAND_SET.predict_chances((STARTUP, MENTOR), np.zeros(3, np.float32)) is None


@pytest.mark.parametrize("row", [{Part.ZONE: 0.9}, {Part.ZONE: 1.5, Part.LOAD: -0.5}])
def test_weights_that_are_no_convex_combination_are_refused(row: dict[Part, float]) -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        Preferences(weights={(STARTUP, MENTOR): row})


@pytest.mark.parametrize("curve", [HALVED[:-1], HALVED[::-1], tuple(2.5 * it for it in HALVED)])
def test_curves_that_fall_or_leave_the_range_are_refused(curve: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="never fall"):
        replace(HAND_SET, curves={(STARTUP, INVESTOR): curve})
