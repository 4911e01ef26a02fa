"""Apply an import: all accepted rows in one transaction, then one job that encodes the new texts and suggests."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import ImportId, JobId
from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.exchange import check_mapping, read_table
from matchmaker.services.people.imports.changes import Changes, store_changes
from matchmaker.services.people.imports.files import (
    ParsedFile,
    Source,
    complete_mapping,
    load_table,
    read_changes,
    require_waiting,
    take_upload,
)
from matchmaker.services.people.imports.industries import count_untagged
from matchmaker.services.people.imports.views import ImportResult
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job
from matchmaker.services.suggestions.tagging import queue_tagging


def apply_import(context: Context, actor: Actor, import_id: ImportId) -> ImportResult:
    """Store the accepted rows of an upload. An upload can be applied only once."""
    require(permissions.can_operate(actor))
    table = load_table(context, import_id)
    with context.begin(actor) as case:
        upload = case.unit.imports.get_for_update(import_id)
        require_waiting(upload)
        result = import_rows(case, take_upload(upload, table))
        applied = replace(upload, state=ImportState.APPLIED, applied_at=case.now, result=result.numbers)
        case.unit.imports.save(applied)
        case.unit.commit()
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
    """Import a file of this machine. Columns that ``mapping`` does not name are guessed from their headers.

    A dry run returns what would happen and does not change the database.
    """
    require(actor is None or permissions.can_operate(actor))
    content = _read_file(path, context.settings.upload_limit)
    table = read_table(path.name, content, limit_bytes=context.settings.upload_limit)
    source = Source(kind=kind, filename=path.name, table=table, mapping=complete_mapping(table, kind, mapping))
    with context.begin(actor, readonly=dry_run) as case:
        result = import_rows(case, source, dry_run=dry_run)
        if not dry_run:
            case.unit.commit()
    return result


def import_rows(case: UseCase[Actor | None], source: Source, *, dry_run: bool = False) -> ImportResult:
    """Store the accepted rows of a file and queue the jobs that follow: industries where missing, then suggestions.

    Pages and the command line both use it. The caller commits.
    """
    check_mapping(source.table, source.kind, source.mapping)
    parsed, changes = read_changes(case.unit, source)
    result = _make_result(parsed, changes)
    if dry_run:
        return result
    _store(case, source, changes)
    tagging_id = queue_tagging(case) if result.untagged else None
    is_matched = source.kind is not ImportKind.CANDIDACY
    job_id = _queue_suggestions(case, changes) if is_matched else None
    return replace(result, tagging_id=tagging_id, job_id=job_id)


def _read_file(path: Path, limit: int) -> bytes:
    """The content of a file. A file that is larger than the limit is not read."""
    size = path.stat().st_size
    if size > limit:
        raise Invalid("file_too_large", bytes=size, limit=limit, filename=path.name)
    return path.read_bytes()


def _store(case: UseCase[Actor | None], source: Source, changes: Changes) -> None:
    store_changes(case.unit, source.kind, changes)
    if source.kind is ImportKind.INVESTOR:
        case.unit.club.follow_profiles(case.now)
    after = {
        "kind": source.kind.value,
        "filename": source.filename,
        "created": len(changes.created),
        "updated": len(changes.updated),
    }
    record_audit(case, action="import.apply", kind="import", subject=source.import_id, after=after)


def _queue_suggestions(case: UseCase[Actor | None], changes: Changes) -> JobId | None:
    """Queue the job that computes the suggestions, unless one waits already, which will use these rows too."""
    if not (changes.created or changes.updated):
        return None
    waiting = [it.id for it in case.unit.jobs.list_open(JobKind.RECOMMEND) if it.state is JobState.QUEUED]
    return waiting[0] if waiting else queue_job(case, kind=JobKind.RECOMMEND, payload={})


def _make_result(parsed: ParsedFile, changes: Changes) -> ImportResult:
    rejected = (*parsed.rows.rejected, *changes.rejected)
    return ImportResult(
        created=len(changes.created),
        updated=len(changes.updated),
        rejected=rejected,
        rejected_rows=len({it.row_number for it in rejected}),
        warnings=parsed.rows.warnings,
        untagged=count_untagged(changes),
    )
