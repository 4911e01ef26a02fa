"""Times, money and numbers as the language of the request writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_decimal, gettext

from matchmaker.web.locales import get_code

SHANGHAI = ZoneInfo("Asia/Shanghai")


def to_local(moment: datetime) -> datetime:
    """``moment`` on the clock of Shanghai; a moment without a zone is a mistake."""
    if moment.tzinfo is None:
        raise ValueError(f"want an aware moment, got {moment!r}")
    return moment.astimezone(SHANGHAI)


def local_time(moment: datetime) -> str:
    """Hour and minute, such as 09:30."""
    return to_local(moment).strftime("%H:%M")


def local_date(moment: date | datetime) -> str:
    """The day as the language writes it, such as 2026年1月8日."""
    day = to_local(moment).date() if isinstance(moment, datetime) else moment
    return format_date(day, "long", rebase=False)


def local_datetime(moment: datetime) -> str:
    """Day, hour and minute."""
    return f"{local_date(moment)} {local_time(moment)}"


def money(amount: int | None) -> str:
    """万元 in Chinese, whole yuan in English; an unknown amount is said to be unknown."""
    if amount is None:
        return gettext("not given")
    return gettext("CNY %(amount)s", amount=format_decimal(amount if get_code() == "zh" else amount * 10_000))


def number(value: float) -> str:
    """A number with separators."""
    return format_decimal(value)
