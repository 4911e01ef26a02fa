"""Reads files as tables. The first bytes show the type of a file; its name is used in messages only."""

from matchmaker.domain.errors import Invalid
from matchmaker.exchange.delimited import read_delimited
from matchmaker.exchange.headers import make_table
from matchmaker.exchange.old_workbooks import read_xls
from matchmaker.exchange.table import Table
from matchmaker.exchange.workbooks import is_workbook_archive, read_xlsx

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN_SIGNATURES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"MZ\x90",
)


def read_table(filename: str, content: bytes, *, limit_bytes: int) -> Table:
    """The table in an .xlsx, .xls, .csv, .tsv or .txt file.

    Parameters
    ----------
    filename
        Name given by the sender; not trusted.
    content
        The whole file.
    limit_bytes
        Largest size that is parsed.

    Raises
    ------
    Invalid
        ``file_too_large``, ``file_empty``, ``file_type_unknown``, ``file_damaged``, ``file_protected``,
        ``file_unpacks_too_large``, ``encoding_unknown``, ``quote_unclosed``, ``too_many_rows``, ``too_many_columns``,
        ``header_missing`` or ``duplicate_column``. Data holds ``filename``. It also holds ``row`` and ``column``,
        unless the file is refused for its size or type.
    """
    try:
        return _read(content, limit_bytes)
    except Invalid as refusal:
        raise Invalid(refusal.code, **{**refusal.data, "filename": filename}) from None


def _read(content: bytes, limit_bytes: int) -> Table:
    if len(content) > limit_bytes:
        raise Invalid("file_too_large", bytes=len(content), limit=limit_bytes)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Invalid("file_empty", row=1, column="A")
    if content.startswith(_ZIP):
        if not is_workbook_archive(content):
            raise Invalid("file_type_unknown")
        records, sheet = read_xlsx(content)
        return make_table(records, encoding="xlsx", sheet=sheet)
    if content.startswith(_OLE):
        records, sheet = read_xls(content)
        return make_table(records, encoding="xls", sheet=sheet)
    if content.startswith(_FOREIGN_SIGNATURES):
        raise Invalid("file_type_unknown")
    records, encoding = read_delimited(content)
    return make_table(records, encoding=encoding)
