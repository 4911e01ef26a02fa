"""Times, money and numbers in the format of the request's language."""

from datetime import date, datetime

from flask_babel import format_date, format_decimal, gettext

from matchmaker.domain.local_time import local_day, to_local
from matchmaker.web.locales import get_code


def local_time(moment: datetime) -> str:
    """Hour and minute, such as 09:30."""
    return to_local(moment).strftime("%H:%M")


def local_date(moment: date | datetime) -> str:
    """The day in the format of the language, such as 2026年1月8日."""
    day = local_day(moment) if isinstance(moment, datetime) else moment
    return format_date(day, "long", rebase=False)


def local_datetime(moment: datetime) -> str:
    """Day, hour and minute."""
    return f"{local_date(moment)} {local_time(moment)}"


def money(amount: int | None) -> str:
    """万元 in Chinese, whole yuan in English. An unknown amount has a text of its own."""
    if amount is None:
        return gettext("not given")
    return gettext("CNY %(amount)s", amount=format_decimal(amount if get_code() == "zh" else amount * 10_000))


def number(value: float) -> str:
    """A number with separators."""
    return format_decimal(value)
