"""Fill the data of a code into its sentence: labels, local times, money, lists with the language's comma."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext

from matchmaker.domain.vocabulary import FundingStage, Industry, PartyKind, Zone
from matchmaker.web.wording.formats import local_date, local_datetime, money, number
from matchmaker.web.wording.labels import label

CODED = {str(member): member for enum in (Industry, Zone, FundingStage, PartyKind) for member in enum}
"""Stored codes of closed lists. No two of these lists share a code; a test checks that."""

MONEY = frozenset({"sought", "min", "max"})
"""Names of data that are amounts in 万元."""

CODES = frozenset({"industry", "stage", "stages", "zone", "kind", "startup", "partner"})
"""Names of data that hold one or several codes of a closed list."""


def fill(sentence: object, data: Mapping[str, object]) -> str:
    """``sentence`` in the language of the request with ``data`` filled in."""
    text = str(sentence)
    return text % {name: format_value(name, value) for name, value in data.items()} if data else text.replace("%%", "%")


def format_value(name: str, value: object) -> str:
    """``value`` of the datum ``name`` as text for a reader."""
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, list | tuple | frozenset):
        return join_words(format_value(name, it) for it in value)
    if name in CODES:
        return label(CODED[str(value)]) if str(value) in CODED else str(value)
    if name in MONEY:
        return money(value if isinstance(value, int) else None)
    formats: dict[type, Callable[..., str]] = {datetime: local_datetime, date: local_date, int: number, float: number}
    return formats.get(type(value), str)(value)


def join_words(words: object) -> str:
    """``words`` joined with the comma of the language."""
    return gettext(", ").join(words)
