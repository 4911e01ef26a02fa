"""A file as rows of drafts: read, mapped, and parsed with what the names in it stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.domain.ids import StartupId
from matchmaker.domain.imports import ImportKind
from matchmaker.exchange import FIELDS, Lookups, ParsedRows, Table, guess_mapping, missing_fields, parse_rows

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork

NOTHING = ParsedRows(accepted=(), rejected=(), warnings=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``missing`` are fields without a column that must have one; while there are any, no row is parsed."""

    table: Table
    mapping: Mapping[str, str]
    missing: tuple[str, ...]
    rows: ParsedRows


def complete_mapping(table: Table, kind: ImportKind, chosen: Mapping[str, str]) -> dict[str, str]:
    """The chosen columns, and for the other fields the guess from headers that nobody chose for something else."""
    taken = set(chosen.values())
    guessed = guess_mapping(table.columns, kind)
    return {**{name: column for name, column in guessed.items() if column not in taken}, **chosen}


def read_rows(unit: "UnitOfWork", table: Table, kind: ImportKind, mapping: Mapping[str, str]) -> Reading:
    """The rows of a table under a mapping."""
    known = {field.name for field in FIELDS[kind]}
    missing = missing_fields(kind, mapping)
    if missing and set(mapping) <= known:
        return Reading(table=table, mapping=mapping, missing=missing, rows=NOTHING)
    rows = parse_rows(table, kind, mapping, lookups=_load_lookups(unit, kind))
    return Reading(table=table, mapping=mapping, missing=(), rows=rows)


def _load_lookups(unit: "UnitOfWork", kind: ImportKind) -> Lookups:
    startups: dict[str, StartupId] = {}
    if kind is ImportKind.CANDIDACY:
        for it in unit.startups.iterate_all():
            startups.setdefault(it.name, it.id)
            if it.external_id:
                startups.setdefault(it.external_id, it.id)
    return Lookups(incubators={it.name: it.id for it in unit.incubators.list_all()}, startups=startups)
