import pytest

from matchmaker.domain.vocabulary import Band
from matchmaker.matching.scoring.score import GOOD, MIN_SCORE, STRONG, find_band


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


def test_a_thin_profile_is_worth_a_look_at_most() -> None:
    assert find_band(1.0, is_thin=True) is Band.POSSIBLE
