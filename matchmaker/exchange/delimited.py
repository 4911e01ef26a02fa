"""Reader of delimited text (.csv, .tsv, .txt) as records, in the usual encodings."""

import csv
import io
import re
from itertools import islice

from matchmaker.domain.errors import Invalid
from matchmaker.exchange.table import MAX_ROWS, Cell, Record, to_cell

DELIMITERS = (",", "\t", ";", "|", "，", "；")
SNIFFED_ROWS = 20

LEAST_PLAIN = 0.8
"""Least share of Chinese characters in GB 2312 (everyday simplified ones) for a text to be accepted as GB 18030.
Real texts have 0.98 and more. Big5 or cut UTF-8, read as GB 18030, has about half."""

_UNCLOSED = re.compile("unexpected end|field larger")
_ESCAPED = re.compile(r"'+[=+\-@\t]")


def read_delimited(content: bytes) -> tuple[list[Record], str]:
    """The records of a delimited text that are not blank, and its encoding.

    Raises
    ------
    Invalid
        ``encoding_unknown``, ``file_type_unknown``, ``quote_unclosed`` or ``too_many_rows``; data names the row.
    """
    text, encoding = decode(content)
    if text.startswith("sep=") and "\n" in text:
        first, body = text.split("\n", 1)
        return _read_records(body, first.strip()[4:5] or ",", above=1), encoding
    return _read_records(text, sniff_delimiter(text), above=0), encoding


def decode(content: bytes) -> tuple[str, str]:
    """Text and encoding of ``content``: UTF-8 or UTF-16, with a byte order mark or not, or GB 18030 (includes GBK)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(content, "utf-16"), "utf-16"
    head = content[:4000]
    if head.count(0) > len(head) // 50:
        name = "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
        return _decode_as(content, name), name
    furthest = 0
    for name in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
            continue
        if name == "utf-8-sig" or _is_plain(text):
            return _check_text(text), name.removesuffix("-sig")
    raise Invalid("encoding_unknown", row=content.count(b"\n", 0, furthest) + 1, column="A")


def _decode_as(content: bytes, name: str) -> str:
    try:
        return _check_text(content.decode(name))
    except UnicodeDecodeError as error:
        row = content.decode(name, errors="replace")[: error.start // 2].count("\n") + 1
        raise Invalid("encoding_unknown", row=row, column="A") from None


def _check_text(text: str) -> str:
    """Returns ``text``; refuses it when it has many characters that do not occur in texts."""
    head = text[:4000]
    odd = sum(character < " " and character not in "\t\r\n\f\x1a" for character in head)
    if odd > len(head) // 50:
        raise Invalid("file_type_unknown", row=1, column="A")
    return text


def _is_plain(text: str) -> bool:
    wide = [character for character in text[:200_000] if character > "\x7f"]
    plain = sum(_is_everyday(character) for character in wide)
    return plain >= LEAST_PLAIN * len(wide)


def _is_everyday(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character >= "\U00010000"
    return True


def sniff_delimiter(text: str) -> str:
    """The delimiter that splits the first rows most evenly into the most cells; a comma when none does."""
    best, delimiter = (0, 0), ","
    for candidate in DELIMITERS:
        reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=candidate)
        try:
            widths = [len(row) for row in islice(reader, SNIFFED_ROWS) if row]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = (widths.count(usual), usual) if usual > 1 else (0, 0)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def _read_records(text: str, delimiter: str, *, above: int) -> list[Record]:
    """Records with row numbers as in a spreadsheet: a row with line ends inside quotes is one row."""
    try:
        return _collect(text, delimiter, above=above, is_strict=True)
    except csv.Error:
        return _collect(text, delimiter, above=above, is_strict=False)


def _collect(text: str, delimiter: str, *, above: int, is_strict: bool) -> list[Record]:
    reader = csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=delimiter, strict=is_strict)
    records: list[Record] = []
    number = above
    while True:
        number += 1
        try:
            row = _cells_of(next(reader))
        except StopIteration:
            return records
        except csv.Error as error:
            if is_strict and not _UNCLOSED.search(str(error)):
                raise
            raise Invalid("quote_unclosed", row=number, column="A") from None
        if any(cell is not None for cell in row):
            records.append((number, row))
        if len(records) > MAX_ROWS:
            raise Invalid("too_many_rows", row=number, limit=MAX_ROWS, column="A")


def _cells_of(fields: list[str]) -> tuple[Cell, ...]:
    """Cells of a row, without the apostrophe that prevents a text from being read as a formula."""
    return tuple(to_cell(field[1:] if _ESCAPED.match(field) else field) for field in fields)
