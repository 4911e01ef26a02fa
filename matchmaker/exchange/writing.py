"""Writes values as workbooks and CSV. A text is never written as a formula, whatever it begins with."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.exchange.table import Cell, clean_text

Row: TypeAlias = Sequence[Cell]

CELL_LIMIT = 32_767
"""Largest number of characters in a cell of Excel."""

TITLE_LIMIT = 31
"""Largest number of characters in a sheet's title."""

NARROWEST, WIDEST, ROWS_MEASURED = 8, 60, 200

_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_DANGEROUS = re.compile(r"'*[=+\-@\t]")
_LOOKS_LIKE_MORE = re.compile(r"'*[=+\-@\t#]")
_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
"""Characters as wide as two letters: Chinese and all later code points."""

_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="FFE8EEF4")
_HEADER_ALIGNMENT = Alignment(wrap_text=True, vertical="center")
_BODY_ALIGNMENT = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet: a header row and rows that are not wider.

    ``widths`` are in characters; they are measured from the cells when not given. ``frozen_columns`` stay visible.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    widths: Sequence[int] | None = None
    frozen_columns: int = 0


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx file of ``sheets`` in order, each with a frozen header row.

    Raises
    ------
    ValueError
        There is no sheet, or a row is wider than its header.
    """
    if not sheets:
        raise ValueError("expected at least one sheet, got none")
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        add_sheet(book, sheet)
    return save_workbook(book)


def save_workbook(book: Workbook) -> bytes:
    """``book`` as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def add_sheet(book: Workbook, sheet: Sheet) -> Worksheet:
    """Appends ``sheet`` to ``book`` and returns the new worksheet."""
    page = book.create_sheet(_make_title(sheet.title, [other.title for other in book.worksheets]))
    widths = sheet.widths or _measure(sheet)
    for number, row in enumerate((sheet.columns, *sheet.rows), start=1):
        if len(row) > len(sheet.columns):
            raise ValueError(f"expected at most {len(sheet.columns)} cells in row {number}, got {len(row)}")
        _append(page, row, number=number, is_wrapped=number > 1 and _wraps(row, widths))
    for cell in page[1]:
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _HEADER_ALIGNMENT
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}2"
    return page


def _append(page: Worksheet, row: Row, *, number: int, is_wrapped: bool) -> None:
    """Adds ``row`` at the end. Only rows that wrap get a style, as styles take as long as everything else."""
    values = [_clean(value) for value in row]
    page.append(values)
    for place, value in enumerate(values, start=1):
        if isinstance(value, str) and _LOOKS_LIKE_MORE.match(value):
            cell = page.cell(number, place)
            cell.data_type = "s"  # openpyxl reads a text that begins with = as a formula, and #REF! as an error
            cell.quotePrefix = bool(_DANGEROUS.match(value))
    if is_wrapped:
        for cell in page[number]:
            cell.alignment = _BODY_ALIGNMENT


def _clean(value: Cell) -> Cell:
    return clean_text(value)[:CELL_LIMIT] or None if isinstance(value, str) else value


def _wraps(row: Row, widths: Sequence[int]) -> bool:
    """Whether a text in the row has several lines, or is wider than its column."""
    return any(
        isinstance(value, str) and ("\n" in value or (2 * len(value) > width and _width_of(value) > width))
        for value, width in zip(row, widths, strict=False)
    )


def _make_title(wanted: str, taken: Sequence[str]) -> str:
    """A title that Excel accepts, with a number added when the title is already used."""
    title = _FORBIDDEN_IN_TITLES.sub(" ", clean_text(wanted)).strip(" '")[:TITLE_LIMIT] or "Sheet"
    folded = {other.casefold() for other in taken}
    candidate, number = title, 2
    while candidate.casefold() in folded:
        candidate = f"{title[: TITLE_LIMIT - 4]} {number}"
        number += 1
    return candidate


def _measure(sheet: Sheet) -> list[int]:
    """Widths that fit the longest line of the first rows; a Chinese character counts as two."""
    measured = [sheet.columns, *sheet.rows[:ROWS_MEASURED]]
    return [
        min(WIDEST, max(NARROWEST, 2 + max(_width_of(row[i]) for row in measured if i < len(row))))
        for i in range(len(sheet.columns))
    ]


def _width_of(value: Cell) -> int:
    lines = "" if value is None else str(value)
    return max(len(line) + len(_WIDE.findall(line)) for line in lines.split("\n"))


def write_csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """A CSV file in UTF-8, with the byte order mark that Excel needs for Chinese.

    A text that looks like a formula gets an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([_escape(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def _escape(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    return f"'{text}" if _DANGEROUS.match(text) else text
