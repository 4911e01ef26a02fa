"""Reader of workbooks (.xlsx) as records: formulas become values, damaged and oversized files are refused."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from matchmaker.domain.errors import Invalid
from matchmaker.exchange.headers import count_known
from matchmaker.exchange.table import MAX_COLUMNS, MAX_ROWS, Record, to_cell

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""Largest unpacked size in bytes: 50,000 rows of long texts are smaller, a zip bomb is larger."""

LAST_ROW = 1_048_576
"""The last row of Excel; a higher number is forged."""

_CHUNK = 1024 * 1024
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
    IndexError, EOFError, OSError, RuntimeError, OverflowError, AssertionError, struct.error,
)  # fmt: skip
"""Errors that zipfile and openpyxl raise for cut or broken files; openpyxl has no error class for them."""


def is_workbook_archive(content: bytes) -> bool:
    """Whether ``content`` is a zip archive with a workbook inside; True for a damaged archive, too."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except _DAMAGE:
        return True


def read_xlsx(content: bytes) -> tuple[list[Record], str]:
    """Records of the sheet with the table, and the sheet's title.

    Raises
    ------
    Invalid
        ``file_damaged``, ``file_unpacks_too_large`` or ``too_many_rows``.
    """
    _check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="openpyxl")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return choose_sheet(_read_sheets(book))
    except _DAMAGE:
        raise Invalid("file_damaged", row=1, column="A") from None


def _check_archive(content: bytes) -> None:
    """Unpacks every part and counts its bytes: a wrong checksum means damage, too many bytes a zip bomb."""
    unpacked = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                with archive.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > MAX_UNPACKED_BYTES:
                            raise Invalid("file_unpacks_too_large", limit=MAX_UNPACKED_BYTES, row=1, column="A")
    except _DAMAGE:
        raise Invalid("file_damaged", row=1, column="A") from None


def _read_sheets(book: Workbook) -> list[tuple[list[Record], str]]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    found = []
    for sheet in sheets:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_row=LAST_ROW, max_col=MAX_COLUMNS + 1)
        found.append((drop_blank_rows(rows), sheet.title))
    return found


def drop_blank_rows(rows: Iterable[Sequence[object]]) -> list[Record]:
    """Rows that are not blank, without empty cells at the end, with their numbers."""
    records: list[Record] = []
    for number, row in enumerate(rows, start=1):
        if row.count(None) == len(row):  # a stray cell far below gives hundreds of thousands of these
            continue
        cells = [to_cell(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            records.append((number, tuple(cells)))
        if len(records) > MAX_ROWS:
            raise Invalid("too_many_rows", row=number, limit=MAX_ROWS, column="A")
    return records


def choose_sheet(sheets: list[tuple[list[Record], str]]) -> tuple[list[Record], str]:
    """The sheet with the most rows among those with known headers, else among all; the first of equal ones."""
    return max(sheets, key=lambda sheet: (count_known(sheet[0]) >= 2, len(sheet[0])), default=([], ""))
