"""Lists of stored values as workbooks, in the columns of our import files: they can be edited and imported again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

from matchmaker.domain.candidacies import Review
from matchmaker.domain.imports import ImportKind
from matchmaker.exchange.fields import FIELDS
from matchmaker.exchange.labels import label_of, list_labels
from matchmaker.exchange.table import Cell
from matchmaker.exchange.templates import TITLES
from matchmaker.exchange.writing import Sheet, write_workbook

Values: TypeAlias = Mapping[str, Any]
"""The values of one row by field name."""

SEPARATOR = "、"

EXTRA_COLUMNS: Mapping[ImportKind, tuple[tuple[str, str], ...]] = {
    ImportKind.STARTUP: (
        ("industry_confidence", "行业为系统建议(把握)"),
        ("class_confidence", "行业代码为系统建议(把握)"),
        ("completeness", "资料完整度(满分100)"),
        ("is_demo", "演示数据"),
    ),
    ImportKind.MENTOR: (("mentees", "在带企业数"), ("completeness", "资料完整度(满分100)"), ("is_demo", "演示数据")),
    ImportKind.INVESTOR: (("completeness", "资料完整度(满分100)"), ("is_demo", "演示数据")),
    ImportKind.CANDIDACY: (("mean_score", "平均分"), ("industry", "行业领域"), ("is_demo", "演示数据")),
}
"""Columns in addition to those of the templates. An import reads the confidence columns, the others are for readers."""


def write_list_workbook(kind: ImportKind, rows: Iterable[Values]) -> bytes:
    """An .xlsx file of ``rows`` in the columns of ``kind``; a missing value gives an empty cell."""
    columns = [(field.name, field.label) for field in FIELDS[kind] if field.is_in_template] + list(EXTRA_COLUMNS[kind])
    cells = [[_write(row.get(name)) for name, _ in columns] for row in rows]
    sheet = Sheet(title=TITLES[kind], columns=[label for _, label in columns], rows=cells, frozen_columns=1)
    return write_workbook([sheet])


def _write(value: Any) -> Cell:
    for kind, write in WRITERS:
        if isinstance(value, kind):
            return write(value)
    return value  # type: ignore[no-any-return]  # numbers, dates and plain texts are cells already


def _write_codes(codes: frozenset[StrEnum]) -> str:
    """The words of the codes, in the order of the vocabulary."""
    order = list_labels(type(next(iter(codes)))) if codes else ()
    return SEPARATOR.join(sorted((label_of(code) for code in codes), key=order.index))


def _write_reviews(reviews: Sequence[Review]) -> str:
    return SEPARATOR.join(f"{it.reviewer}:{it.score}" for it in reviews)


WRITERS: tuple[tuple[type, Callable[[Any], Cell]], ...] = (
    (bool, lambda value: "是" if value else "否"),
    (StrEnum, label_of),
    (frozenset, _write_codes),
    (tuple, _write_reviews),
    (float, lambda value: round(value, 1)),
)
"""How values that are no cells are written; the first matching type is used."""
