"""Filters of list pages: each gives no condition where nothing was asked for."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[Any]


def matches(search: str, *columns: Column) -> list[ColumnElement[bool]]:
    """Every word of ``search`` stands in one of ``columns``; case does not matter."""
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in search.split()]


def equals(column: Column, value: object | None) -> list[ColumnElement[bool]]:
    return [] if value is None else [column == value]


def holds(column: Column, code: str | None) -> list[ColumnElement[bool]]:
    """The set of codes in ``column`` has ``code`` as a member."""
    return [] if code is None else [column.contains(f",{code},", autoescape=True)]
