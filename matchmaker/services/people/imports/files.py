"""Read an imported file: parse its table, map the columns, and turn rows into drafts with names looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import ImportId, StartupId
from matchmaker.domain.imports import ImportKind, ImportState, Upload
from matchmaker.exchange import (
    FIELDS,
    Lookups,
    ParsedRows,
    Table,
    guess_mapping,
    missing_fields,
    parse_rows,
    read_table,
)
from matchmaker.services.people.imports.changes import Changes, find_changes
from matchmaker.services.platform.context import Context
from matchmaker.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A parsed file with its chosen columns. ``import_id`` is its upload, where it was uploaded on a page.

    The table is passed from step to step, so one request parses a file only once.
    """

    kind: ImportKind
    filename: str
    table: Table
    mapping: Mapping[str, str]
    import_id: ImportId | None = None


NO_ROWS = ParsedRows(accepted=(), rejected=(), warnings=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """``missing`` are required fields without a column. While there are any, no row is parsed."""

    table: Table
    mapping: Mapping[str, str]
    missing: tuple[str, ...]
    rows: ParsedRows


def complete_mapping(table: Table, kind: ImportKind, chosen: Mapping[str, str]) -> dict[str, str]:
    """The chosen columns.

    Other fields get the column guessed from the headers, unless it is chosen for another field.
    """
    taken = set(chosen.values())
    guessed = guess_mapping(table.columns, kind)
    return {**{name: column for name, column in guessed.items() if column not in taken}, **chosen}


CACHED_TABLES = 2
"""Parsed files that a process keeps: an operator looks at one upload several times before it is applied."""


@lru_cache(maxsize=CACHED_TABLES)
def parse_file(filename: str, content: bytes, *, limit_bytes: int) -> Table:
    """The table of a file. The same content is parsed once, as long as it is among the last files of the process."""
    return read_table(filename, content, limit_bytes=limit_bytes)


def parse_upload(context: Context, upload: Upload) -> Table:
    """The table of an uploaded file. This step may be slow, so call it before a writing unit begins."""
    return parse_file(upload.filename, upload.content, limit_bytes=context.settings.upload_limit)


def load_table(context: Context, import_id: ImportId) -> Table:
    """The table of a waiting upload. Raises StateConflict ``already_applied`` before parsing an applied one."""
    with context.open_unit(readonly=True) as unit:
        upload = unit.imports.get(import_id)
    require_waiting(upload)
    return parse_upload(context, upload)


def require_waiting(upload: Upload) -> None:
    """Refuse an upload that was applied already."""
    if upload.state is not ImportState.UPLOADED:
        raise StateConflict("already_applied")


def take_upload(upload: Upload, table: Table) -> Source:
    """The source of an upload with its parsed table and its chosen columns."""
    return Source(kind=upload.kind, filename=upload.filename, table=table, mapping=upload.mapping, import_id=upload.id)


def read_rows(unit: UnitOfWork, source: Source) -> ParsedFile:
    """The rows of a file under its mapping."""
    kind, mapping = source.kind, source.mapping
    known = {field.name for field in FIELDS[kind]}
    missing = missing_fields(kind, mapping)
    if missing and set(mapping) <= known:
        return ParsedFile(table=source.table, mapping=mapping, missing=missing, rows=NO_ROWS)
    rows = parse_rows(source.table, kind, mapping, lookups=_load_lookups(unit, kind))
    return ParsedFile(table=source.table, mapping=mapping, missing=(), rows=rows)


def read_changes(unit: UnitOfWork, source: Source) -> tuple[ParsedFile, Changes]:
    """The rows of a file under its mapping, and what they would change."""
    parsed = read_rows(unit, source)
    return parsed, find_changes(unit, source.kind, parsed.rows.accepted, parsed.mapping)


def _load_lookups(unit: UnitOfWork, kind: ImportKind) -> Lookups:
    startups: dict[str, StartupId] = {}
    if kind is ImportKind.CANDIDACY:
        for startup in unit.startups.iterate_all():
            startups.setdefault(startup.name, startup.id)
            if startup.external_id:
                startups.setdefault(startup.external_id, startup.id)
    return Lookups(incubators={startup.name: startup.id for startup in unit.incubators.list_all()}, startups=startups)
