"""What the address of a list page says: its page number and its filters. Nonsense there is read as nothing."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from flask import request

from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.local_time import start_of_day
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Zone

E = TypeVar("E", bound=StrEnum)

LAST_PAGE = 1_000_000
"""No list is longer; larger numbers would overflow the database's offsets."""


def read_page() -> int:
    """The page number of the address, from 1."""
    return min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)


def read_text(name: str) -> str:
    """A text filter without blanks at its ends, empty when absent, of at most 100 characters."""
    return request.args.get(name, "").strip()[:100]


def read_choice(name: str, enum: type[E]) -> E | None:
    """A filter by a closed list; None when absent or unknown."""
    value = request.args.get(name, "")
    return enum(value) if value in set(enum) else None


def read_search() -> ProfileSearch:
    """Words and filters by which profiles are looked for."""
    return ProfileSearch(
        words=read_text("q"),
        industry=read_choice("industry", Industry),
        zone=read_choice("zone", Zone),
        stage=read_choice("stage", FundingStage),
        kind=read_choice("kind", MentorKind),
    )


def read_day(name: str) -> tuple[datetime, datetime] | tuple[None, None]:
    """A filter by a day of Shanghai, such as 2026-03-02: its first moment and that of the next; None for no day."""
    try:
        first = start_of_day(date.fromisoformat(request.args.get(name, "")))
        return first, first + timedelta(days=1)
    except (ValueError, OverflowError):
        return None, None


def read_number(name: str) -> int | None:
    """A filter by a whole number; None when absent or not a number."""
    return request.args.get(name, None, type=int)
