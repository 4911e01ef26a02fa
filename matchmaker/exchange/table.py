"""A table read from a file: named columns, rows of plain cells, and row numbers as in a spreadsheet."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

from matchmaker.domain import texts

Cell: TypeAlias = str | int | float | date | None
"""The value of a cell. An empty cell is None, a yes/no cell of a workbook is a bool, a time is a datetime."""

Record: TypeAlias = tuple[int, tuple[Cell, ...]]
"""A row that is not blank, with its number in the spreadsheet."""

MAX_ROWS = 50_000
"""Largest number of rows: seven times the largest list the city can have, and still parsed in seconds."""

MAX_COLUMNS = 200
"""Largest number of columns: beyond it a stray cell is more likely than a wide form."""

_UNWRITABLE = re.compile(r"[\ufffe\uffff]")
"""Characters that no workbook can hold."""

_ESCAPED_RETURN = re.compile(r"_x000D_\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows of equal width. Blank rows are left out, so ``row_numbers`` holds the number of each row.

    ``encoding`` is the text encoding of a delimited file, or ``xlsx`` / ``xls``. ``sheet`` is the worksheet's title.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    header_row_number: int
    encoding: str
    sheet: str | None = None


def clean_text(text: str) -> str:
    """``text`` without invisible or misleading characters, with plain line ends and no space around it."""
    return texts.clean_text(_UNWRITABLE.sub("", _ESCAPED_RETURN.sub("\n", text)))


def to_cell(value: object) -> Cell:
    """A value of a file as a cell: blank text becomes None, a whole float an int, a datetime at midnight a date."""
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
    """The letters of the column at ``index`` (from 0) in a spreadsheet: A, B … Z, AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
