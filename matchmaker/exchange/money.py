"""Amounts of money in cells, read into 万元 (ten thousand yuan)."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from matchmaker.domain.profile_rules import LARGEST_AMOUNT, is_reversed
from matchmaker.exchange.cells import CellRefused, Parsed, is_blank, text_of
from matchmaker.exchange.table import Cell

_UNITS = {
    "亿": Decimal(10_000),
    "千万": Decimal(1_000),
    "百万": Decimal(100),
    "万": Decimal(1),
    "w": Decimal(1),
    "千": Decimal("0.1"),
    "元": Decimal("0.0001"),
}
_UNIT = "|".join(_UNITS)
_AMOUNT = re.compile(rf"(\d+(?:\.\d+)?)({_UNIT})?元?")
_RANGE = re.compile(rf"(\d+(?:\.\d+)?(?:{_UNIT})?元?)[-~—–至到]+(\d+(?:\.\d+)?(?:{_UNIT})?元?)")
_FOREIGN = re.compile(r"美元|美金|欧元|港元|港币|日元|英镑|usd|eur|hkd|[$€£]")
_FILLERS = re.compile(r"约|左右|不超过|以内|人民币|rmb|cny|[¥,\s]")
_HEADER_UNIT = re.compile(rf"({_UNIT})元?[)\]】]|单位:?({_UNIT})")


def parse_money(cell: Cell, header: str) -> Parsed:
    """One amount in 万元. Of a range the upper end is used, with a note."""
    low, high = _read_range(cell, header)
    return Parsed(high, (("range_upper_used", text_of(cell)),) if low != high else ())


def parse_money_range(cell: Cell, header: str) -> Parsed:
    """A pair (least, most) in 万元; a single amount is used for both."""
    low, high = _read_range(cell, header)
    if is_reversed(low, high):
        raise CellRefused("range_reversed")
    return Parsed(None if high is None else (low, high))


def _read_range(cell: Cell, header: str) -> tuple[int | None, int | None]:
    text = unicodedata.normalize("NFKC", text_of(cell)).casefold()
    if is_blank(text) or text in {"面议", "保密", "未披露"}:
        return None, None
    if _FOREIGN.search(text):
        raise CellRefused("currency_unknown")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise CellRefused("not_a_number")
    text = _FILLERS.sub("", text)
    unit = _unit_of(header)
    if text.startswith("-") and _AMOUNT.fullmatch(text[1:]):
        raise CellRefused("number_out_of_range", least=0, most=LARGEST_AMOUNT)
    if found := _RANGE.fullmatch(text):
        upper = _AMOUNT.fullmatch(found[2])
        shared = _UNITS[upper[2]] if upper and upper[2] else unit
        return _amount(found[1], shared), _amount(found[2], unit)
    amount = _amount(text, unit)
    return amount, amount


def _amount(text: str, unit: Decimal) -> int:
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise CellRefused("not_a_number")
    scale = _UNITS[found[2]] if found[2] else unit
    amount = Decimal(found[1]) * scale
    if amount > LARGEST_AMOUNT:
        raise CellRefused("number_out_of_range", least=0, most=LARGEST_AMOUNT)
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _unit_of(header: str) -> Decimal:
    """The unit in a header such as ``融资需求(元)``; 万元 without one."""
    found = _HEADER_UNIT.search(unicodedata.normalize("NFKC", header).casefold())
    return _UNITS[found[1] or found[2]] if found else _UNITS["万"]
