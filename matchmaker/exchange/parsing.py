"""Turns the rows of a mapped table into drafts, or into rejected rows with number, column and reason."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from matchmaker.domain.imports import ImportKind
from matchmaker.exchange.cells import CellRefused, Parsed, text_of
from matchmaker.exchange.drafts import Draft, Lookups, Values, build_draft, key_of, resolve_values
from matchmaker.exchange.fields import FIELDS, ImportField
from matchmaker.exchange.mapping import check_mapping
from matchmaker.exchange.table import Cell, Table

VALUE_LIMIT = 80
"""Largest number of characters of a refused value that are shown."""

EXAMPLE_MARKS = ("示例:", "示例：")
"""Beginnings of the example row of our templates. The row is skipped when it is still in a file."""


class AcceptedRow(NamedTuple):
    """A row and its draft; ``given`` are the attributes with a value in the row. An update must change no others."""

    row_number: int
    draft: Draft
    given: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One refused cell; a row with several faults has several. ``data`` fills the text of ``code``."""

    row_number: int
    column: str
    code: str
    value: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWarning:
    """A note about a row that is accepted."""

    row_number: int
    column: str
    code: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRows:
    """The result of parsing. Each row is accepted, rejected, or a skipped example that is named in ``warnings``."""

    accepted: tuple[AcceptedRow, ...]
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[RowWarning, ...]


def parse_rows(
    table: Table, kind: ImportKind, mapping: Mapping[str, str], *, lookups: Lookups | None = None
) -> ParsedRows:
    """Drafts of the rows of ``table``, and the rejected rows.

    Parameters
    ----------
    mapping
        Column by field name. Required fields must be included.
    lookups
        Ids for the names of incubators and startups in the file; without it all names are unknown.

    Raises
    ------
    Invalid
        See :func:`matchmaker.exchange.mapping.check_mapping`.
    """
    check_mapping(table, kind, mapping)
    parser = _RowParser(table, kind, mapping, lookups=(lookups or Lookups()).folded())
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        parser.parse_row(number, row)
    return ParsedRows(accepted=tuple(parser.accepted), rejected=tuple(parser.rejected), warnings=tuple(parser.warnings))


class _RowParser:
    """Parses rows one by one and stores the keys of the rows so far, to find duplicates."""

    def __init__(self, table: Table, kind: ImportKind, mapping: Mapping[str, str], *, lookups: Lookups) -> None:
        self._kind = kind
        self._lookups = lookups
        self._columns = dict(mapping)
        self._places = {name: table.columns.index(column) for name, column in mapping.items()}
        self._fields = [wanted for wanted in FIELDS[kind] if wanted.name in mapping]
        self._first_rows: dict[Hashable, int] = {}
        self.accepted: list[AcceptedRow] = []
        self.rejected: list[RejectedRow] = []
        self.warnings: list[RowWarning] = []

    def parse_row(self, number: int, row: tuple[Cell, ...]) -> None:
        """Adds one row to the accepted or the rejected rows."""
        name_field = self._fields[0].name
        if str(self._cell(row, name_field)).startswith(EXAMPLE_MARKS):
            self.warnings.append(self._warn(number, row, name_field, code="example_row_skipped"))
            return
        values, rejected, warnings = self._parse_cells(number, row)
        resolved = resolve_values(values, self._lookups)
        rejected += [self._reject(number, row, name, refusal=CellRefused(code)) for name, code in resolved.refused]
        warnings += [self._warn(number, row, name, code=code) for name, code in resolved.notes]
        if not rejected:
            rejected = self._find_duplicate(number, row, resolved.values)
        if rejected:
            self.rejected += rejected
            return
        assumed = [wanted for wanted in FIELDS[self._kind] if wanted.default and wanted.name not in resolved.values]
        self.warnings += warnings + [self._note_assumed(number, wanted) for wanted in assumed]
        draft = build_draft(self._kind, {**resolved.values, **{it.name: it.default for it in assumed}})
        self.accepted.append(AcceptedRow(number, draft, frozenset(resolved.values)))

    def _parse_cells(self, number: int, row: tuple[Cell, ...]) -> tuple[Values, list[RejectedRow], list[RowWarning]]:
        values: Values = {}
        rejected: list[RejectedRow] = []
        warnings: list[RowWarning] = []
        for wanted in self._fields:
            name = wanted.name
            try:
                parsed = _parse_cell(wanted, self._cell(row, name), self._columns[name])
            except CellRefused as refusal:
                rejected.append(self._reject(number, row, name, refusal=refusal))
                continue
            warnings += [self._warn(number, row, name, code=code, value=text) for code, text in parsed.notes]
            if parsed.value is not None:
                values[name] = parsed.value
        return values, rejected, warnings

    def _find_duplicate(self, number: int, row: tuple[Cell, ...], values: Values) -> list[RejectedRow]:
        name, key = key_of(self._kind, values)
        first = self._first_rows.setdefault(key, number)
        if first == number:
            return []
        return [self._reject(number, row, name, refusal=CellRefused("duplicate_row", first_row=first))]

    def _cell(self, row: tuple[Cell, ...], name: str) -> Cell:
        return row[self._places[name]]

    def _note_assumed(self, number: int, wanted: ImportField) -> RowWarning:
        """A warning about a default value; without such a column it names the column of our own files."""
        column = self._columns.get(wanted.name, wanted.label)
        return RowWarning(row_number=number, column=column, code="kind_assumed", value="")

    def _reject(self, number: int, row: tuple[Cell, ...], name: str, *, refusal: CellRefused) -> RejectedRow:
        value = _excerpt(self._cell(row, name))
        return RejectedRow(
            row_number=number, column=self._columns[name], code=refusal.code, value=value, data=refusal.data
        )

    def _warn(
        self, number: int, row: tuple[Cell, ...], name: str, *, code: str, value: str | None = None
    ) -> RowWarning:
        shown = _excerpt(self._cell(row, name) if value is None else value)
        return RowWarning(row_number=number, column=self._columns[name], code=code, value=shown)


def _parse_cell(wanted: ImportField, cell: Cell, column: str) -> Parsed:
    parsed = wanted.parse(cell, column)
    if parsed.value is None and wanted.is_required:
        raise CellRefused("value_missing")
    return parsed


def _excerpt(cell: Cell) -> str:
    """The text of a cell as in the file, cut to a readable length."""
    try:
        text = text_of(cell)
    except CellRefused:
        text = str(cell)
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"
