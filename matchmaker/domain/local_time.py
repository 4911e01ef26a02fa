"""Local time in Lanzhou: from a moment to the local day and hour, and back.

This is the only module that knows the time zone. ``OFFSET`` is for databases without a table of time zones.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE_NAME = "Asia/Shanghai"
ZONE = ZoneInfo(ZONE_NAME)

OFFSET = timedelta(hours=8)
"""China has had one time zone, without summer time, since 1991."""


def to_local(moment: datetime) -> datetime:
    """``moment`` in local time; ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"want an aware moment, got {moment!r}")
    return moment.astimezone(ZONE)


def local_day(moment: datetime) -> date:
    """The local day of ``moment`` (aware).

    >>> local_day(datetime(2026, 3, 1, 16, tzinfo=UTC))
    datetime.date(2026, 3, 2)
    """
    return to_local(moment).date()


def from_local(clock: datetime) -> datetime:
    """The moment, in UTC, of the local time ``clock`` (naive).

    >>> from_local(datetime(2026, 3, 2, 9, 30)).isoformat()
    '2026-03-02T01:30:00+00:00'
    """
    return clock.replace(tzinfo=ZONE).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The moment, in UTC, at which the local ``day`` begins."""
    return from_local(datetime.combine(day, time()))


def bounds_of_year(year: int) -> tuple[datetime, datetime]:
    """First moment of the local ``year`` and of the next."""
    return start_of_day(date(year, 1, 1)), start_of_day(date(year + 1, 1, 1))
