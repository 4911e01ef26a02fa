import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from matchmaker.matching.learning.chance_curves import ISOTONIC_MIN_ROWS, fit_curve, interpolate_curve
from matchmaker.matching.preferences import CURVE_STEPS


def draw(rows: int, *, seed: int = 0, looked: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    scores, looked_at = rng.random(rows), np.full(rows, looked)
    return scores, rng.random(rows) < looked_at * expit(6 * scores - 3), looked_at


@pytest.mark.parametrize("rows", [ISOTONIC_MIN_ROWS - 1, 6 * ISOTONIC_MIN_ROWS])
@pytest.mark.parametrize("looked", [1.0, 0.5])
def test_chances_are_found_whoever_looked(rows: int, looked: float) -> None:
    scores, is_wanted, looked_at = draw(rows, looked=looked)
    curve = fit_curve(scores, is_wanted, looked_at=looked_at)
    asked = np.array([0.2, 0.5, 0.8])
    assert interpolate_curve(curve, asked) == pytest.approx(expit(6 * asked - 3), abs=0.12)


def test_two_scores_get_the_shares_that_were_seen_when_rows_are_many() -> None:
    scores = np.repeat([0.2, 0.8], 1000)
    is_wanted = np.concatenate([np.arange(1000) < 100, np.arange(1000) < 700])
    curve = fit_curve(scores, is_wanted, looked_at=np.ones(2000))
    assert interpolate_curve(curve, np.array([0.1, 0.2, 0.8, 0.9])) == pytest.approx([0.1, 0.1, 0.7, 0.7], abs=0.01)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(0, 1000), st.sampled_from([1, 60]))
def test_a_curve_never_falls_whatever_was_chosen(rows: int, seed: int, times: int) -> None:
    rng = np.random.default_rng(seed)
    n = rows * times
    curve = fit_curve(
        rng.random(n).round(1),
        rng.random(n) < 0.5,
        looked_at=rng.uniform(0.1, 1.0, n),
    )
    assert len(curve) == CURVE_STEPS + 1
    assert (np.diff(curve) >= 0).all()
    assert 0.0 <= curve[0] <= curve[-1] <= 1.0


def test_a_curve_needs_rows() -> None:
    nothing = np.zeros(0)
    with pytest.raises(ValueError, match="at least one"):
        fit_curve(nothing, nothing > 0, looked_at=nothing)
