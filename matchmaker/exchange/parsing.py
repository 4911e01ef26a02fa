"""Rows of a mapped table into drafts; what cannot be read is a rejected row with its number, column and reason."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from matchmaker.exchange.cells import CellRefused, Parsed, text_of
from matchmaker.exchange.drafts import Draft, Lookups, Values, build_draft, key_of, resolve_values
from matchmaker.exchange.fields import FIELDS, Field
from matchmaker.exchange.kinds import ImportKind
from matchmaker.exchange.mapping import check_mapping
from matchmaker.exchange.table import Cell, Table

VALUE_LIMIT = 80
"""Characters of a refused value that are shown back."""

EXAMPLE_MARKS = ("示例:", "示例：")
"""How the example row of our templates begins; it is left out when people leave it in."""


class AcceptedRow(NamedTuple):
    """``given`` are the draft's attributes for which the row held a value: an update must change no others."""

    row_number: int
    draft: Draft
    given: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """One refused cell; a row with several faults has several. ``data`` fills the sentence of ``code``."""

    row_number: int
    column: str
    code: str
    value: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWarning:
    """Something noted about a row that was accepted all the same."""

    row_number: int
    column: str
    code: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRows:
    """Every row is in ``accepted``, in ``rejected``, or is a skipped example named in ``warnings``."""

    accepted: tuple[AcceptedRow, ...]
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[RowWarning, ...]

    @property
    def rejected_count(self) -> int:
        """Rows refused, however many faults each has."""
        return len({row.row_number for row in self.rejected})


def parse_rows(
    table: Table, kind: ImportKind, mapping: Mapping[str, str], *, lookups: Lookups | None = None
) -> ParsedRows:
    """Drafts of the rows of ``table``, and every row that could not become one.

    Parameters
    ----------
    mapping
        Column by field name; required fields must be there.
    lookups
        What names of incubators and startups in the file stand for; without it none is known.

    Raises
    ------
    Invalid
        As :func:`matchmaker.exchange.mapping.check_mapping`.
    """
    check_mapping(table, kind, mapping)
    parser = _RowParser(table, kind, mapping, lookups=(lookups or Lookups()).folded())
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        parser.take(number, row)
    return ParsedRows(accepted=tuple(parser.accepted), rejected=tuple(parser.rejected), warnings=tuple(parser.warnings))


class _RowParser:
    """Takes rows one by one and remembers the keys of those it accepted."""

    def __init__(self, table: Table, kind: ImportKind, mapping: Mapping[str, str], *, lookups: Lookups) -> None:
        places = {column: index for index, column in enumerate(table.columns)}
        self._kind = kind
        self._columns = dict(mapping)
        self._lookups = lookups
        self._fields = [(f, mapping[f.name], places[mapping[f.name]]) for f in FIELDS[kind] if f.name in mapping]
        self._first_rows: dict[Hashable, int] = {}
        self.accepted: list[AcceptedRow] = []
        self.rejected: list[RejectedRow] = []
        self.warnings: list[RowWarning] = []

    def take(self, number: int, row: tuple[Cell, ...]) -> None:
        """Files one row under accepted or rejected."""
        if isinstance(first := row[self._fields[0][2]], str) and first.startswith(EXAMPLE_MARKS):
            self.warnings.append(self._warning(number, self._fields[0][1], "example_row_skipped", first))
            return
        values, rejected, warnings = self._parse_cells(number, row)
        resolved = resolve_values(values, self._lookups)
        rejected += [self._rejection(number, name, code, values) for name, code in resolved.refused]
        warnings += [self._warning(number, self._columns[n], code, str(values[n])) for n, code in resolved.notes]
        if not rejected:
            rejected = self._find_repetition(number, resolved.values)
        if rejected:
            self.rejected += rejected
            return
        self.warnings += warnings
        draft = build_draft(self._kind, resolved.values)
        self.accepted.append(AcceptedRow(number, draft, frozenset(resolved.values)))

    def _parse_cells(self, number: int, row: tuple[Cell, ...]) -> tuple[Values, list[RejectedRow], list[RowWarning]]:
        values: Values = {}
        rejected: list[RejectedRow] = []
        warnings: list[RowWarning] = []
        for f, column, place in self._fields:
            try:
                parsed = _parse_cell(f, row[place], column)
            except CellRefused as refusal:
                shown = _show(row[place])
                rejected.append(
                    RejectedRow(row_number=number, column=column, code=refusal.code, value=shown, data=refusal.data)
                )
                continue
            warnings += [self._warning(number, column, code, text) for code, text in parsed.notes]
            if parsed.value is not None:
                values[f.name] = parsed.value
        return values, rejected, warnings

    def _find_repetition(self, number: int, values: Values) -> list[RejectedRow]:
        name, key = key_of(self._kind, values)
        first = self._first_rows.setdefault(key, number)
        if first == number:
            return []
        return [self._rejection(number, name, "duplicate_row", values, first_row=first)]

    def _rejection(self, number: int, name: str, code: str, values: Values, **data: object) -> RejectedRow:
        value = _show(values.get(name, ""))
        return RejectedRow(row_number=number, column=self._columns[name], code=code, value=value, data=data)

    @staticmethod
    def _warning(number: int, column: str, code: str, value: str) -> RowWarning:
        return RowWarning(row_number=number, column=column, code=code, value=value[:VALUE_LIMIT])


def _parse_cell(f: Field, cell: Cell, column: str) -> Parsed:
    parsed = f.parse(cell, column)
    if parsed.value is None and f.is_required:
        raise CellRefused("value_missing")
    return parsed


def _show(value: object) -> str:
    """A refused value as people can find it in their file, cut to a readable length."""
    try:
        text = text_of(value) if isinstance(value, str | int | float) or value is None else str(value)
    except CellRefused:
        text = str(value)
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"
