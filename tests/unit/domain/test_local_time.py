from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.local_time import OFFSET, ZONE, bounds_of_year, from_local, local_day, start_of_day, to_local

FIRST = datetime(1995, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 100 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def test_the_day_changes_when_it_is_four_in_the_afternoon_in_utc() -> None:
    assert local_day(datetime(2026, 3, 1, 15, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert local_day(datetime(2026, 3, 1, 16, tzinfo=UTC)) == date(2026, 3, 2)
    assert start_of_day(date(2026, 3, 2)) == datetime(2026, 3, 1, 16, tzinfo=UTC)


def test_a_year_begins_and_ends_on_the_local_clock() -> None:
    since, until = bounds_of_year(2026)

    assert (since, until) == (datetime(2025, 12, 31, 16, tzinfo=UTC), datetime(2026, 12, 31, 16, tzinfo=UTC))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        to_local(datetime(2026, 3, 1))  # noqa: DTZ001 -- the mistake that is refused


@given(MOMENTS)
def test_offset_and_zone_agree_at_any_moment_that_is_stored(moment: datetime) -> None:
    assert moment.astimezone(ZONE).utcoffset() == OFFSET
    assert from_local(to_local(moment).replace(tzinfo=None)) == moment
    assert start_of_day(local_day(moment)) <= moment < start_of_day(local_day(moment) + timedelta(days=1))
