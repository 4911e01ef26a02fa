"""Writes rejected rows as a workbook that can be corrected and imported again."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from matchmaker.exchange.parsing import RejectedRow
from matchmaker.exchange.table import Table
from matchmaker.exchange.writing import Sheet, write_workbook

Wording: TypeAlias = Callable[[str, Mapping[str, object]], str]
"""The text of a code. Its data holds ``row``, ``column`` and ``value`` in addition to the code's own data."""

HEADINGS = ("原行号", "原因")

TITLE = "未导入的行"


def write_rejected(table: Table, rejected: Sequence[RejectedRow], wording: Wording) -> bytes:
    """The rejected rows of ``table`` with their original cells, their row number and all reasons.

    The row number and reasons of an earlier such file are left out, so that a file can be corrected several times.
    """
    reasons: dict[int, list[str]] = {}
    for fault in rejected:
        data = {**fault.data, "row": fault.row_number, "column": fault.column, "value": fault.value}
        reasons.setdefault(fault.row_number, []).append(f"{fault.column}: {wording(fault.code, data)}")
    kept = [index for index, column in enumerate(table.columns) if column not in HEADINGS]
    rows = [
        (*(row[index] for index in kept), number, "\n".join(reasons[number]))
        for number, row in zip(table.row_numbers, table.rows, strict=True)
        if number in reasons
    ]
    columns = (*(table.columns[index] for index in kept), *HEADINGS)
    return write_workbook([Sheet(title=TITLE, columns=columns, rows=rows)])
