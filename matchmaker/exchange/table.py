"""A table as read from a file: named columns, rows of plain cells, and the row numbers people see."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from matchmaker.domain import texts

Cell: TypeAlias = str | int | float | date | None
"""What a cell can hold. Empty is None, a yes/no cell of a workbook is a bool, a moment is a datetime."""

Record: TypeAlias = tuple[int, tuple[Cell, ...]]
"""A row that is not blank, with its number as a spreadsheet shows it."""

MAX_ROWS = 50_000
"""Rows in a file: seven times the largest list the city can have, and still parsed in seconds."""

MAX_COLUMNS = 200
"""Columns in a file: beyond it a stray cell is likelier than a wide form."""

_UNWRITABLE = re.compile(r"[\ufffe\uffff]")
"""What no workbook can hold."""

_ESCAPED_RETURN = re.compile(r"_x000D_\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows of equal width; blank rows are left out, so every row carries its number.

    ``encoding`` is the text encoding of a delimited file, or ``xlsx`` / ``xls``; ``sheet`` the worksheet's title.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    header_row_number: int
    encoding: str
    sheet: str | None = None


def clean_text(text: str) -> str:
    """``text`` without deceiving characters, with plain line ends and no space around it."""
    return texts.clean_text(_UNWRITABLE.sub("", _ESCAPED_RETURN.sub("\n", text)))


def to_cell(value: object) -> Cell:
    """A value of a file as a cell: blank text is None, a whole float an int, a midnight a date."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value  # noqa: PLR0124 -- NaN
    if isinstance(value, datetime):
        naive = value.replace(tzinfo=None)
        return naive.date() if naive.time() == time() else naive
    if isinstance(value, date):
        return value
    return clean_text(str(value)) or None


def letter_of(index: int) -> str:
    """The letters a spreadsheet gives to the column at ``index`` (from 0): A, B … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
