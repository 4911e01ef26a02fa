"""Uploaded tables in storage, from the upload until they are applied."""

from typing import Any

from sqlalchemy import Select, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import ImportId
from matchmaker.domain.imports import ImportState, Upload, UploadDraft
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.tables import ImportRow

TABLE = table_of(ImportRow)


class ImportRepository(Repository):
    def add(self, draft: UploadDraft) -> ImportId:
        values = values_of(draft, UploadDraft) | {"mapping": dict(draft.mapping)}
        values |= {"state": ImportState.UPLOADED, "result": {}}
        return ImportId(self._add(ImportRow, values))

    def get(self, import_id: ImportId) -> Upload:
        return self._get_one(select(TABLE).where(TABLE.c.id == import_id), import_id)

    def get_for_update(self, import_id: ImportId) -> Upload:
        """The upload, locked until the unit ends, so that it is applied only once."""
        return self._get_one(self._locked(select(TABLE).where(TABLE.c.id == import_id)), import_id)

    def save(self, upload: Upload) -> None:
        """Save mapping, state and result. The content never changes."""
        values = {"mapping": dict(upload.mapping), "result": dict(upload.result)}
        values |= {"state": upload.state, "applied_at": upload.applied_at}
        if self._connection.execute(update(TABLE).where(TABLE.c.id == upload.id).values(**values)).rowcount == 0:
            raise NotFound("import_not_found", id=upload.id)

    def _find_one(self, query: Select[Any]) -> Upload | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else build(Upload, row)

    def _get_one(self, query: Select[Any], import_id: ImportId) -> Upload:
        found = self._find_one(query)
        if found is None:
            raise NotFound("import_not_found", id=import_id)
        return found
