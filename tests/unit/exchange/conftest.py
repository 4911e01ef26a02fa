"""Files as office programs write them, made for each test."""

import io
import struct
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from openpyxl import Workbook

Sheets = dict[str, Sequence[Sequence[object]]]


@pytest.fixture
def make_workbook() -> Callable[..., bytes]:
    """Bytes of an .xlsx with one sheet for each keyword or item."""

    def make(sheets: Sheets, *, hidden: Sequence[str] = ()) -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(list(row))
            page.sheet_state = "hidden" if title in hidden else "visible"
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make


SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _cell(row: int, column: int, value: str | float | date) -> bytes:
    place = struct.pack("<HHH", row, column, int(isinstance(value, date)))
    if isinstance(value, date):
        return _record(0x0203, place + struct.pack("<d", (value - date(1899, 12, 30)).days))
    if isinstance(value, str):
        return _record(0x0204, place + _text(value))
    return _record(0x0203, place + struct.pack("<d", value))


def _stream(title: str, rows: list[tuple[str | float | date, ...]]) -> bytes:
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    end = _record(0x000A, b"")
    start += b"".join(_record(0x00E0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 14))  # plain, date
    offset = len(start) + 4 + 6 + len(name) + len(end)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max(len(row) for row in rows)
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    sheet += b"".join(_cell(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row))
    return start + _record(0x0085, struct.pack("<IBB", offset, 0, 0) + name) + end + sheet + end


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    coded = (name + "\0").encode("utf-16-le") if name else b""
    body = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, FREE, FREE, child)
    return body + bytes(36) + struct.pack("<IQ", start, size)


def _compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream of that name."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    table = [FAT, END, *range(3, 2 + count), END]
    fat = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    directory = _entry("Root Entry", kind=5, child=1, start=END, size=0)
    directory += _entry(name, kind=2, child=FREE, start=2, size=len(stream))
    directory += 2 * _entry("", kind=0, child=FREE, start=0, size=0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + fat + directory + stream


@pytest.fixture
def make_old_workbook() -> Callable[..., bytes]:
    """Bytes of an .xls (BIFF8) with one sheet; libraries no longer write this format."""

    def make(title: str, rows: list[tuple[str | float | date, ...]], *, name: str = "Workbook") -> bytes:
        return _compound(name, _stream(title, rows))

    return make
