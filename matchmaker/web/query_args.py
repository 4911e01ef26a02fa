"""Page number and filters from the address of a list page. Invalid values are ignored."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from flask import request

from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.local_time import start_of_day
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Zone

E = TypeVar("E", bound=StrEnum)

LAST_PAGE = 1_000_000
"""No list is longer. Larger numbers would overflow the database's offsets."""


def read_page() -> int:
    """The page number, counted from 1."""
    return min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)


def read_text(name: str) -> str:
    """A text filter without outer blanks, cut at 100 characters. Empty if it is absent."""
    return request.args.get(name, "").strip()[:100]


def read_choice(name: str, enum: type[E]) -> E | None:
    """A filter by a closed list. None if it is absent or unknown."""
    value = request.args.get(name, "")
    return enum(value) if value in set(enum) else None


def read_search() -> ProfileSearch:
    """Words and filters of a search for profiles."""
    return ProfileSearch(
        words=read_text("q"),
        industry=read_choice("industry", Industry),
        zone=read_choice("zone", Zone),
        stage=read_choice("stage", FundingStage),
        kind=read_choice("kind", MentorKind),
    )


def read_day(name: str) -> tuple[datetime, datetime] | tuple[None, None]:
    """The start of a day in Shanghai, such as 2026-03-02, and the start of the next. None if it is not a day."""
    try:
        first = start_of_day(date.fromisoformat(request.args.get(name, "")))
        return first, first + timedelta(days=1)
    except (ValueError, OverflowError):
        return None, None


def read_number(name: str) -> int | None:
    """A filter by a whole number. None if it is absent or not a number."""
    return request.args.get(name, None, type=int)
