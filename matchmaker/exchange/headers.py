"""Finds the header among the first rows and makes a table of the rows below it."""

import re
from collections.abc import Sequence

from matchmaker.domain.errors import Invalid
from matchmaker.exchange.mapping import KNOWN_HEADERS, fold_header
from matchmaker.exchange.table import MAX_COLUMNS, Cell, Record, Table, letter_of

ROWS_SEARCHED = 10
"""Number of non-blank rows searched for a header; forms have a title, a date and instructions above it."""

_NUMBER_LIKE = re.compile(r"[-+]?[\d.,%/:年月日\s-]+")


def count_known(records: Sequence[Record]) -> int:
    """The largest number of known headers in one of the first rows."""
    return max((_known(row) for _, row in records[:ROWS_SEARCHED]), default=0)


def make_table(records: Sequence[Record], *, encoding: str, sheet: str | None = None) -> Table:
    """The table whose header is one of the first rows.

    Raises
    ------
    Invalid
        ``file_empty``, ``header_missing``, ``duplicate_column`` or ``too_many_columns``.
    """
    if not records:
        raise Invalid("file_empty", row=1, column=letter_of(0))
    place = _find_header(records)
    number, header = records[place]
    body = records[place + 1 :]
    width = max(len(row) for _, row in records[place:])
    if width > MAX_COLUMNS:
        row = next(number for number, row in records[place:] if len(row) > MAX_COLUMNS)
        raise Invalid("too_many_columns", row=row, column=letter_of(MAX_COLUMNS), limit=MAX_COLUMNS)
    if not body:
        raise Invalid("file_empty", row=number + 1, column=letter_of(0))
    used = {i for _, row in body for i, cell in enumerate(row) if cell is not None}
    kept = [i for i in range(width) if i in used or _at(header, i) is not None]
    return Table(
        columns=_name_columns(header, kept, number),
        rows=tuple(tuple(_at(row, i) for i in kept) for _, row in body),
        row_numbers=tuple(number for number, _ in body),
        header_row_number=number,
        encoding=encoding,
        sheet=sheet,
    )


def _at(row: tuple[Cell, ...], index: int) -> Cell:
    return row[index] if index < len(row) else None


def _known(row: tuple[Cell, ...]) -> int:
    return len({fold_header(cell) for cell in row if isinstance(cell, str) and len(cell) < 40} & KNOWN_HEADERS)


def _find_header(records: Sequence[Record]) -> int:
    """Index of the row with the most known headers, else of the first row with at least half of the most cells."""
    first = records[:ROWS_SEARCHED]
    known = [_known(row) for _, row in first]
    if max(known) >= 2:
        return known.index(max(known))
    filled = [sum(cell is not None for cell in row) for _, row in first]
    place = next(i for i, count in enumerate(filled) if 2 * count >= max(filled))
    number, row = records[place]
    texts = [cell for cell in row if isinstance(cell, str) and not _NUMBER_LIKE.fullmatch(cell)]
    if 2 * len(texts) <= filled[place]:
        raise Invalid("header_missing", row=number, column=letter_of(0))
    return place


def _name_columns(header: tuple[Cell, ...], kept: Sequence[int], number: int) -> tuple[str, ...]:
    """Names of the kept columns; a column without a header gets its letter in brackets."""
    names: dict[str, int] = {}
    for index in kept:
        cell = _at(header, index)
        name = f"({letter_of(index)})" if cell is None else " ".join(str(cell).split())
        if name in names:
            first, second = letter_of(names[name]), letter_of(index)
            raise Invalid("duplicate_column", row=number, column=name, first_letter=first, second_letter=second)
        names[name] = index
    return tuple(names)
