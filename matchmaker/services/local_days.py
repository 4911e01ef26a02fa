"""Days as people in Lanzhou count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The day of ``moment`` (aware)."""
    return moment.astimezone(SHANGHAI).date()


def bounds_of_year(year: int) -> tuple[datetime, datetime]:
    """First moment of ``year`` and of the next, on the clock of Lanzhou."""
    return datetime(year, 1, 1, tzinfo=SHANGHAI), datetime(year + 1, 1, 1, tzinfo=SHANGHAI)
