"""Parsers of single cells. Each gets a cell and its column's header, and returns a value or refuses the cell."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from matchmaker.exchange.labels import find_code, fold
from matchmaker.exchange.table import Cell, clean_text


class CellRefused(Exception):  # noqa: N818 -- a refusal is an outcome of parsing, not an error
    """The cell does not hold a value that the field accepts."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, None for an empty cell, and notes as pairs of code and text."""

    value: object
    notes: tuple[tuple[str, str], ...] = ()


Parser: TypeAlias = Callable[[Cell, str], Parsed]

SEPARATORS = re.compile(r"[、,;/|，；｜\n]+")

_EXCEL_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_BLANKS = frozenset({"", "无", "暂无", "待定", "未知", "-", "--", "—", "——", "/", "\\", "n/a", "na", "null", "none"})
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(20_000, 80_000)
"""Day numbers of 1954 to 2119; smaller numbers are more likely years or mistakes."""

_COUNT = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:人|个|家|名|位|场|次|项|户|年|年度|分)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d{1,2}:\d{2}.*)?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


def text_of(cell: Cell) -> str:
    """The cell as text: whole numbers without a decimal point, dates as year-month-day."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    text = clean_text(str(cell))
    if text in _EXCEL_ERRORS:
        raise CellRefused("formula_error")
    return text


def is_blank(text: str) -> bool:
    """Whether ``text`` is blank or one of the words that people write for "no value"."""
    return text.strip().casefold() in _BLANKS


def parse_text(*, most: int, least: int = 0, is_trimmed: bool = False) -> Parser:
    """Parser of a text of at most ``most`` characters. A longer text is cut with a note, or refused."""

    def parse(cell: Cell, _: str) -> Parsed:
        text = text_of(cell)
        if is_blank(text):
            return Parsed(None)
        if len(text) > most:
            if not is_trimmed:
                raise CellRefused("text_too_long", length=len(text), limit=most)
            return Parsed(text[:most].rstrip(), (("text_trimmed", text[:40]),))
        return Parsed(text, (("text_too_short", text),) if len(text) < least else ())

    return parse


def parse_count(*, least: int, most: int) -> Parser:
    """Parser of a whole number in [``least``, ``most``]; a counting word may follow it."""

    def parse(cell: Cell, _: str) -> Parsed:
        text = unicodedata.normalize("NFKC", text_of(cell)).replace(",", "").replace(" ", "")
        if is_blank(text):
            return Parsed(None)
        found = _COUNT.fullmatch(text)
        if not found or isinstance(cell, bool | date):
            raise CellRefused("not_a_number")
        number = float(found[1])
        if not number.is_integer():
            raise CellRefused("not_a_whole_number")
        if not least <= number <= most:
            raise CellRefused("number_out_of_range", least=least, most=most)
        return Parsed(int(number))

    return parse


def parse_code(enum: type[StrEnum], *, is_lenient: bool) -> Parser:
    """Parser of one code of ``enum``. An unknown word is left empty with a note, or refused."""

    def parse(cell: Cell, _: str) -> Parsed:
        text = text_of(cell)
        if is_blank(text):
            return Parsed(None)
        code = find_code(enum, text)
        if code is None and not is_lenient:
            raise CellRefused("unknown_value")
        return Parsed(code, () if code else (("unknown_value_ignored", text),))

    return parse


def parse_codes(enum: type[StrEnum]) -> Parser:
    """Parser of a set of codes of ``enum``. Unknown words are left out with a note."""

    def parse(cell: Cell, _: str) -> Parsed:
        words = [word.strip() for word in SEPARATORS.split(text_of(cell)) if not is_blank(word)]
        codes = {word: find_code(enum, word) for word in words}
        notes = tuple(("unknown_value_ignored", word) for word, code in codes.items() if code is None)
        return Parsed(frozenset(code for code in codes.values() if code) or None, notes)

    return parse


def parse_share(cell: Cell, _: str) -> Parsed:
    """A share in (0, 1], written as ``81%``. Anything else is left empty with a note."""
    text = text_of(cell)
    if is_blank(text):
        return Parsed(None)
    found = re.fullmatch(r"(\d{1,3})\s*[%％]", text)
    if not found or not 1 <= int(found[1]) <= 100:
        return Parsed(None, (("unknown_value_ignored", text),))
    return Parsed(int(found[1]) / 100)


def parse_flag(cell: Cell, _: str) -> Parsed:
    """Yes or no, in the words that people use."""
    word = fold(text_of(cell))
    if is_blank(word):
        return Parsed(None)
    if word in {"是", "有", "yes", "y", "true", "1", "√", "✓", "会员", "俱乐部会员", "member"}:
        return Parsed(True)
    if word in {"否", "非", "no", "n", "false", "0", "x", "×", "非会员"}:
        return Parsed(False)
    raise CellRefused("not_a_flag")


def parse_date(cell: Cell, _: str) -> Parsed:
    """A day. A month alone means its last day; a number is the day count of a spreadsheet."""
    if isinstance(cell, datetime):
        return Parsed(cell.date())
    if isinstance(cell, date):
        return Parsed(cell)
    text = unicodedata.normalize("NFKC", text_of(cell)).strip()
    if is_blank(text) or text in {"长期", "永久"}:
        return Parsed(None)
    if text.isdecimal() and len(text) == 5 and int(text) in _EXCEL_SERIALS:
        return Parsed(_EXCEL_EPOCH + timedelta(days=int(text)))
    try:
        return Parsed(_read_date(text))
    except ValueError:
        raise CellRefused("not_a_date") from None


def _read_date(text: str) -> date:
    if found := _DAY.fullmatch(text) or _PLAIN_DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(text):
        year, month = int(found[1]), int(found[2])
        return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else date(year, month, 1)
    raise ValueError(text)
