"""Reader of the older binary workbooks (.xls), in a separate process.

The library panics on some broken files, and a few of them end the whole process (seen with calamine 0.37 on mutated
files). So it must not run inside the web server.
"""

import io
import json
import subprocess
import sys
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from matchmaker.domain.errors import Invalid
from matchmaker.exchange.table import Cell, Record
from matchmaker.exchange.workbooks import choose_sheet, drop_blank_rows

SECONDS = 60
"""Time limit for a file; the largest possible file takes a tenth of it."""

MOST_MEMORY = 2 * 1024**3
"""Memory limit of the reading process in bytes; a full sheet of 65,536 rows and 256 columns needs a quarter."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = "ook\0".encode("utf-16-le")
"""Names of streams in the directory of a compound file: Workbook or Book; a Word file has others."""


def read_xls(content: bytes) -> tuple[list[Record], str]:
    """Records of the sheet with the table, and the sheet's title. A protected .xlsx is refused here as well.

    Raises
    ------
    Invalid
        ``file_protected``, ``file_type_unknown``, ``file_damaged`` or ``too_many_rows``.
    """
    if _ENCRYPTED in content:
        raise Invalid("file_protected", row=1, column="A")
    if _BOOK not in content:
        raise Invalid("file_type_unknown")
    command = [sys.executable, "-m", __name__]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 -- our own module
    except subprocess.SubprocessError:
        raise Invalid("file_damaged", row=1, column="A") from None
    result = json.loads(child.stdout)
    if "code" in result:
        raise Invalid(result["code"], **result["data"])
    records = [(number, tuple(_decode(cell) for cell in row)) for number, row in result["records"]]
    return records, result["title"]


def _decode(cell: object) -> Cell:
    if isinstance(cell, dict):
        return datetime.fromisoformat(cell["at"]) if "at" in cell else date.fromisoformat(cell["on"])
    return cell if isinstance(cell, str | int | float) else None


def _encode(cell: date) -> dict[str, str]:
    return {"at" if isinstance(cell, datetime) else "on": cell.isoformat()}


def _read(content: bytes) -> tuple[list[Record], str]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        shown = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
        names = shown or [sheet.name for sheet in tables]
        return choose_sheet([(drop_blank_rows(_list_rows(book, name)), name) for name in names])


def _list_rows(book: CalamineWorkbook, name: str) -> list[list[object]]:
    """Rows of a sheet, with None for the empty text that the library returns for an empty cell."""
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def _limit_memory() -> None:
    """Limits the memory of this process, so that a forged size does not exhaust the machine. Works on Unix only."""
    try:
        import resource  # noqa: PLC0415 -- absent on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> None:
    """Reads a workbook from standard input and writes its records, or the refusal, as JSON."""
    _limit_memory()
    result: dict[str, object]
    try:
        records, title = _read(sys.stdin.buffer.read())
        result = {"records": records, "title": title}
    except Invalid as refusal:
        result = {"code": refusal.code, "data": dict(refusal.data)}
    except PasswordError:
        result = {"code": "file_protected", "data": {"row": 1, "column": "A"}}
    except CalamineError:
        result = {"code": "file_damaged", "data": {"row": 1, "column": "A"}}
    sys.stdout.write(json.dumps(result, default=_encode))


if __name__ == "__main__":
    main()
