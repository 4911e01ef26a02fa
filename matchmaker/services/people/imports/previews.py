"""Previews of an uploaded file: its contents, the mapping of columns, and what applying it would change."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import ImportId, JobId
from matchmaker.domain.imports import ImportKind, ImportState, Upload, UploadDraft
from matchmaker.domain.jobs import Job
from matchmaker.exchange import FIELDS, Table, check_mapping, template_workbook
from matchmaker.exchange.rejections import write_rejected
from matchmaker.services.people.imports.changes import Changes
from matchmaker.services.people.imports.files import (
    ParsedFile,
    complete_mapping,
    load_table,
    parse_file,
    parse_upload,
    read_changes,
    require_waiting,
    take_upload,
)
from matchmaker.services.people.imports.industries import count_untagged
from matchmaker.services.people.imports.views import ImportPreview
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.storage import UnitOfWork

SAMPLE_ROWS = 5
"""Rows shown beside the mapping."""


def read_upload(context: Context, actor: Actor, *, kind: ImportKind, filename: str, content: bytes) -> ImportPreview:
    """Store an upload and return its preview. Nothing else is stored."""
    require(permissions.can_operate(actor))
    table = parse_file(filename, content, limit_bytes=context.settings.upload_limit)
    draft = UploadDraft(
        kind=kind,
        filename=filename,
        content=content,
        mapping=complete_mapping(table, kind, {}),
        created_by=actor.account_id,
        created_at=context.now(),
    )
    with context.begin(actor) as case:
        import_id = case.unit.imports.add(draft)
        after = {"kind": kind.value, "filename": filename}
        record_audit(case, action="import.upload", kind="import", subject=import_id, after=after)
        case.unit.commit()
    return _show(context, import_id, table)


def get_import(context: Context, actor: Actor, import_id: ImportId) -> ImportPreview:
    """What an upload would change now, or what it changed if it was applied."""
    require(permissions.can_operate(actor))
    return _show(context, import_id)


def _show(context: Context, import_id: ImportId, table: Table | None = None) -> ImportPreview:
    """The preview of an upload. Pass ``table`` if it is parsed already."""
    with context.open_unit(readonly=True) as unit:
        upload = unit.imports.get(import_id)
        parsed, changes = read_changes(unit, take_upload(upload, table or parse_upload(context, upload)))
        jobs = {name: _find_job(unit, upload.result.get(f"{name}_id")) for name in ("job", "tagging")}
    preview = _make_preview(upload, parsed, changes)
    return preview if upload.state is ImportState.UPLOADED else _with_result(preview, upload, jobs)


def _find_job(unit: UnitOfWork, job_id: object) -> Job | None:
    return unit.jobs.find(JobId(job_id)) if isinstance(job_id, int) else None


def _with_result(preview: ImportPreview, upload: Upload, jobs: Mapping[str, Job | None]) -> ImportPreview:
    created, updated, rejected = (int(str(upload.result[it])) for it in ("created", "updated", "rejected"))
    return replace(
        preview,
        accepted=created + updated,
        created=created,
        updated=updated,
        rejected_rows=rejected,
        untagged=int(str(upload.result.get("untagged", 0))),
        job=jobs["job"],
        tagging=jobs["tagging"],
    )


def make_template(actor: Actor, kind: ImportKind) -> bytes:
    """An .xlsx file to fill in, with our headings, an example and the allowed words."""
    require(permissions.can_operate(actor))
    return template_workbook(kind)


def change_mapping(context: Context, actor: Actor, import_id: ImportId, mapping: Mapping[str, str]) -> ImportPreview:
    """Choose the columns again. Fields that are missing or blank have no column."""
    require(permissions.can_operate(actor))
    chosen = {name: column for name, column in mapping.items() if column}
    table = load_table(context, import_id)
    with context.begin(actor) as case:
        upload = case.unit.imports.get_for_update(import_id)
        require_waiting(upload)
        check_mapping(table, upload.kind, chosen)
        case.unit.imports.save(replace(upload, mapping=chosen))
        record_audit(
            case,
            action="import.remap",
            kind="import",
            subject=import_id,
            before={"mapping": dict(upload.mapping)},
            after={"mapping": chosen},
        )
        case.unit.commit()
    return _show(context, import_id, table)


def rejected_rows_file(
    context: Context, actor: Actor, import_id: ImportId, *, to_text: Callable[[str, Mapping[str, object]], str]
) -> bytes:
    """The rejected rows with their reasons as .xlsx, to be corrected and uploaded again.

    ``to_text`` describes a code.
    """
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        upload = unit.imports.get(import_id)
        parsed, changes = read_changes(unit, take_upload(upload, parse_upload(context, upload)))
    return write_rejected(parsed.table, (*parsed.rows.rejected, *changes.rejected), to_text)


def _make_preview(upload: Upload, parsed: ParsedFile, changes: Changes) -> ImportPreview:
    rejected = (*parsed.rows.rejected, *changes.rejected)
    return ImportPreview(
        import_id=upload.id,
        kind=upload.kind,
        filename=upload.filename,
        state=upload.state,
        columns=parsed.table.columns,
        fields=tuple(FIELDS[upload.kind]),
        mapping=parsed.mapping,
        missing=parsed.missing,
        sample=parsed.table.rows[:SAMPLE_ROWS],
        rows=len(parsed.table.rows),
        accepted=len(changes.created) + len(changes.updated),
        created=len(changes.created),
        updated=len(changes.updated),
        rejected=rejected,
        rejected_rows=len({it.row_number for it in rejected}),
        warnings=parsed.rows.warnings,
        untagged=count_untagged(changes),
    )
