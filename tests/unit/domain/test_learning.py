import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.learning import MIN_DECISIONS, BandMeasure, DataAmount, MeasuredBand
from matchmaker.domain.vocabulary import Band


def measure(accepted: int, decided: int) -> MeasuredBand:
    return MeasuredBand(band=Band.GOOD, measure=BandMeasure.ACCEPTED, chosen=accepted, total=decided)


def test_a_band_is_described_as_so_many_of_ten_with_its_bounds() -> None:
    half = measure(50, 100)
    assert half.tenths == 5
    assert half.bounds == (pytest.approx(0.419, abs=1e-3), pytest.approx(0.581, abs=1e-3))
    assert half.tenths_between == (4, 6)


def test_nothing_is_known_without_decisions() -> None:
    assert measure(0, 0).bounds == (0.0, 1.0)
    assert measure(0, 0).tenths == 0
    assert not measure(3, MIN_DECISIONS - 1).is_known
    assert measure(3, MIN_DECISIONS).is_known


@given(st.integers(1, 500), st.data())
def test_bounds_hold_the_share_and_narrow_with_more_decisions(decided: int, data: st.DataObject) -> None:
    accepted = data.draw(st.integers(0, decided))
    low, high = measure(accepted, decided).bounds
    assert 0.0 <= low <= accepted / decided + 1e-12
    assert accepted / decided - 1e-12 <= high <= 1.0
    wide = measure(4 * accepted, 4 * decided).bounds
    assert wide[1] - wide[0] < high - low


@pytest.mark.parametrize(("rows", "wanted", "people"), [(199, 90, 50), (300, 29, 50), (300, 271, 50), (300, 90, 19)])
def test_too_little_is_not_enough(rows: int, wanted: int, people: int) -> None:
    assert not DataAmount(rows=rows, wanted=wanted, people=people, shown=0).is_enough
    assert DataAmount(rows=300, wanted=90, people=50, shown=0).is_enough
