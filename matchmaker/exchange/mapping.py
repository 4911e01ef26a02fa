"""The mapping of columns to fields: a guess from the headers, and the check of a person's choice."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from matchmaker.domain.errors import Invalid
from matchmaker.domain.imports import ImportKind
from matchmaker.exchange.fields import FIELDS, ImportField
from matchmaker.exchange.labels import fold
from matchmaker.exchange.table import Table

_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")


def fold_header(header: str) -> str:
    """A header folded for comparison, without units and remarks in brackets."""
    return fold(_BRACKETS.sub("", unicodedata.normalize("NFKC", header)))


def _list_words(field: ImportField) -> tuple[str, ...]:
    """Folded names of a field, the best first."""
    return tuple(fold_header(word) for word in (field.label, field.name, *field.synonyms))


_WORDS = {kind: {field.name: _list_words(field) for field in fields} for kind, fields in FIELDS.items()}

KNOWN_HEADERS = frozenset(word for fields in _WORDS.values() for words in fields.values() for word in words)
"""All folded headers of all kinds of files."""


def guess_mapping(columns: Sequence[str], kind: ImportKind) -> dict[str, str]:
    """Column of each field with a known header. A column is used for one field only, the one with the best name."""
    places = {fold_header(column): column for column in reversed(columns)}
    matches = sorted(
        (rank, order, name, places[word])
        for order, (name, words) in enumerate(_WORDS[kind].items())
        for rank, word in enumerate(words)
        if word in places
    )
    mapping: dict[str, str] = {}
    for _, _, name, column in matches:
        if name not in mapping and column not in mapping.values():
            mapping[name] = column
    return {field.name: mapping[field.name] for field in FIELDS[kind] if field.name in mapping}


def missing_fields(kind: ImportKind, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Names of required fields without a column in ``mapping``."""
    return tuple(field.name for field in FIELDS[kind] if field.is_required and not mapping.get(field.name))


def check_mapping(table: Table, kind: ImportKind, mapping: Mapping[str, str]) -> None:
    """Refuses a mapping with an unknown field or column, a column used twice, or a missing required field.

    Raises
    ------
    Invalid
        ``field_unknown``, ``column_unknown``, ``column_used_twice`` or ``column_missing``. Data holds the field, the
        column and the header's row.
    """
    known = {field.name: field for field in FIELDS[kind]}
    row = table.header_row_number
    used: dict[str, str] = {}
    for name, column in mapping.items():
        if name not in known:
            raise Invalid("field_unknown", field=name, column=column, row=row, fields={name: "field_unknown"})
        if column not in table.columns:
            raise Invalid("column_unknown", field=name, column=column, row=row, fields={name: "column_unknown"})
        if column in used:
            raise Invalid("column_used_twice", field=name, column=column, row=row, other=used[column],
                          fields={name: "column_used_twice"})  # fmt: skip
        used[column] = name
    if missing := missing_fields(kind, mapping):
        labels = "、".join(known[name].label for name in missing)
        raise Invalid("column_missing", column=labels, row=row, columns=table.columns,
                      fields=dict.fromkeys(missing, "column_missing"))  # fmt: skip
