"""Applying an import: all accepted rows in one transaction, then one job that reads the new texts and suggests."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict, Invalid
from matchmaker.domain.ids import ImportId, JobId
from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.exchange import check_mapping, read_table
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.imports.answers import ImportResult
from matchmaker.services.imports.changes import Changes, find_changes, store_changes
from matchmaker.services.imports.industries import count_untagged
from matchmaker.services.imports.preview import read_changes
from matchmaker.services.imports.reading import Reading, complete_mapping, read_rows
from matchmaker.services.jobs import queue_job
from matchmaker.services.tagging import queue_tagging

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def apply_import(context: Context, actor: Actor, import_id: ImportId) -> ImportResult:
    """Write the accepted rows of an upload, once."""
    require(permissions.can_operate(actor))
    with context.open_unit() as unit:
        upload = unit.imports.get_for_update(import_id)
        if upload.state is not ImportState.UPLOADED:
            raise Conflict("already_applied")
        reading, changes = read_changes(unit, context, upload)
        if reading.missing:
            raise Invalid("column_missing", column="、".join(reading.missing), row=reading.table.header_row_number)
        tagging_id = queue_tagging(unit, context, actor) if count_untagged(changes) else None
        job_id = _store(unit, context, actor, upload.kind, changes, filename=upload.filename, subject=import_id)
        result = replace(_make_result(reading, changes, job_id), tagging_id=tagging_id)
        applied = replace(upload, state=ImportState.APPLIED, applied_at=context.now(), result=result.numbers)
        unit.imports.save(applied)
        unit.commit()
    return result


def import_file(
    context: Context,
    actor: Actor | None,
    *,
    kind: ImportKind,
    path: Path,
    mapping: Mapping[str, str],
    dry_run: bool = False,
) -> ImportResult:
    """Import a file of this machine; columns that ``mapping`` does not name are guessed from their headers.

    A dry run says what would happen and leaves the database as it is.
    """
    require(actor is None or permissions.can_operate(actor))
    content = _read_file(path, context.settings.upload_limit)
    table = read_table(path.name, content, limit_bytes=context.settings.upload_limit)
    complete = complete_mapping(table, kind, mapping)
    check_mapping(table, kind, complete)
    with context.open_unit(readonly=dry_run) as unit:
        reading = read_rows(unit, table, kind, complete)
        changes = find_changes(unit, kind, reading.rows.accepted, complete)
        if dry_run:
            return _make_result(reading, changes, None)
        job_id = _store(unit, context, actor, kind, changes, filename=path.name, subject=None)
        unit.commit()
    return _make_result(reading, changes, job_id)


def _read_file(path: Path, limit: int) -> bytes:
    """The content, unless the file is larger than what would be parsed: then it is not even read."""
    size = path.stat().st_size
    if size > limit:
        raise Invalid("file_too_large", bytes=size, limit=limit, filename=path.name)
    return path.read_bytes()


def _store(
    unit: "UnitOfWork",
    context: Context,
    actor: Actor | None,
    kind: ImportKind,
    changes: Changes,
    *,
    filename: str,
    subject: ImportId | None,
) -> JobId | None:
    store_changes(unit, kind, changes)
    if kind is ImportKind.INVESTOR:
        unit.club.follow_profiles(context.now())
    after = {
        "kind": kind.value,
        "filename": filename,
        "created": len(changes.created),
        "updated": len(changes.updated),
    }
    record(unit, context, actor, action="import.apply", kind="import", subject=subject, after=after)
    return None if kind is ImportKind.CANDIDACY else _renew_suggestions(unit, context, actor, changes)


def _renew_suggestions(unit: "UnitOfWork", context: Context, actor: Actor | None, changes: Changes) -> JobId | None:
    """One job for several imports in a row: one that still waits will see these rows too. It encodes what is new."""
    if not (changes.created or changes.updated):
        return None
    waiting = [it.id for it in unit.jobs.list_open(JobKind.RECOMMEND) if it.state is JobState.QUEUED]
    return waiting[0] if waiting else queue_job(unit, context, actor, kind=JobKind.RECOMMEND, payload={})


def _make_result(reading: Reading, changes: Changes, job_id: JobId | None) -> ImportResult:
    rejected = (*reading.rows.rejected, *changes.rejected)
    return ImportResult(
        created=len(changes.created),
        updated=len(changes.updated),
        rejected=rejected,
        rejected_rows=len({it.row_number for it in rejected}),
        warnings=reading.rows.warnings,
        untagged=count_untagged(changes),
        job_id=job_id,
    )
