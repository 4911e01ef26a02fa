import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.matching.parts import PARTS, Part
from matchmaker.matching.preferences import HAND_SET, WEIGHTS
from matchmaker.matching.scoring.score import GOOD, MIN_SCORE, STRONG, find_band, score_gradient, score_parts

STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR


def parts(**known: float) -> list[np.ndarray]:
    return [np.array([[known.get(part.value, 0.0)]], np.float32) for part in PARTS]


@pytest.mark.parametrize("direction", WEIGHTS)
def test_weights_of_every_direction_sum_to_one(direction: tuple[PartyKind, PartyKind]) -> None:
    weights = HAND_SET.weights_of(*direction)
    assert weights.sum() == pytest.approx(1.0)
    assert (weights >= 0).all()


def test_score_is_the_harmonic_mean_of_both_directions() -> None:
    scored = score_parts(parts(needs_text=1.0, industry=1.0), STARTUP, MENTOR)
    there = WEIGHTS[STARTUP, MENTOR][Part.NEEDS_TEXT] + WEIGHTS[STARTUP, MENTOR][Part.INDUSTRY]
    back = WEIGHTS[MENTOR, STARTUP][Part.NEEDS_TEXT] + WEIGHTS[MENTOR, STARTUP][Part.INDUSTRY]
    assert scored.seeker_wants[0, 0] == pytest.approx(there)
    assert scored.candidate_wants[0, 0] == pytest.approx(back)
    assert scored.score[0, 0] == pytest.approx(2 * there * back / (there + back))


def test_score_is_zero_and_finite_when_nothing_fits_one_side() -> None:
    assert score_parts(parts(load=1.0), STARTUP, MENTOR).score[0, 0] == 0.0
    assert score_parts(parts(), STARTUP, MENTOR).score[0, 0] == 0.0


def test_score_is_one_when_everything_fits() -> None:
    everything = parts(**{part.value: 1.0 for part in PARTS})
    for kind in (MENTOR, INVESTOR):
        assert score_parts(everything, STARTUP, kind).score[0, 0] == pytest.approx(1.0)


@given(
    st.lists(st.floats(0, 1, width=32), min_size=len(PARTS), max_size=len(PARTS)), st.sampled_from([MENTOR, INVESTOR])
)
def test_score_is_the_same_from_both_ends_and_never_above_the_mean(values: list[float], kind: PartyKind) -> None:
    stated = [np.array([[value]], np.float32) for value in values]
    one, other = score_parts(stated, STARTUP, kind), score_parts(stated, kind, STARTUP)
    assert one.score[0, 0] == other.score[0, 0]
    assert one.seeker_wants[0, 0] == other.candidate_wants[0, 0]
    assert 0.0 <= one.score[0, 0] <= (one.seeker_wants[0, 0] + one.candidate_wants[0, 0]) / 2 + 1e-6


@given(st.lists(st.floats(0.125, 0.875, width=32), min_size=len(PARTS), max_size=len(PARTS)))
def test_sensitivity_is_what_a_small_change_of_a_part_does(values: list[float]) -> None:
    stated = [np.array([[value]], np.float32) for value in values]
    scored = score_parts(stated, STARTUP, INVESTOR)
    slopes = score_gradient(np.stack([scored.seeker_wants, scored.candidate_wants], axis=-1), STARTUP, INVESTOR)[0, 0]
    for index, _part in enumerate(PARTS):
        raised = [value.copy() for value in stated]
        raised[index] += 0.05
        change = score_parts(raised, STARTUP, INVESTOR).score[0, 0] - scored.score[0, 0]
        assert change == pytest.approx(0.05 * slopes[index], abs=2e-3)


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (MIN_SCORE, Band.POSSIBLE),
        (GOOD - 0.01, Band.POSSIBLE),
        (GOOD, Band.GOOD),
        (STRONG, Band.STRONG),
        (1.0, Band.STRONG),
    ],
)
def test_a_band_grows_with_the_score(score: float, band: Band) -> None:
    assert find_band(score, is_thin=False) is band


def test_a_thin_profile_is_at_most_a_possible_match() -> None:
    assert find_band(1.0, is_thin=True) is Band.POSSIBLE
