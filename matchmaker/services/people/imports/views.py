"""The results of imports: previews and outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.domain.ids import ImportId, JobId
from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.jobs import Job
from matchmaker.exchange import Cell, ImportField, RejectedRow, RowWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What an upload would change, or what it changed if it was applied.

    ``fields`` are all fields that a column may be mapped to. ``missing`` are required fields without a column. While
    there are any, no row is read. ``sample`` are the first rows of the file. ``accepted`` is the sum of ``created`` and
    ``updated``. ``rejected`` has an item for each refused cell. ``untagged`` startups have no industry in the file or
    in the network. After the upload is applied, ``job`` computes the suggestions and ``tagging`` suggests the
    industries.
    """

    import_id: ImportId
    kind: ImportKind
    filename: str
    state: ImportState
    columns: tuple[str, ...]
    fields: tuple[ImportField, ...]
    mapping: Mapping[str, str]
    missing: tuple[str, ...]
    sample: tuple[tuple[Cell, ...], ...]
    rows: int
    accepted: int
    created: int
    updated: int
    rejected: tuple[RejectedRow, ...]
    rejected_rows: int
    warnings: tuple[RowWarning, ...]
    untagged: int = 0
    job: Job | None = None
    tagging: Job | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The outcome, or in a dry run the expected one.

    Job ``job_id`` computes the suggestions. Job ``tagging_id`` suggests industries to the ``untagged`` startups.
    """

    created: int
    updated: int
    rejected: tuple[RejectedRow, ...]
    rejected_rows: int
    warnings: tuple[RowWarning, ...]
    untagged: int = 0
    job_id: JobId | None = None
    tagging_id: JobId | None = None

    @property
    def numbers(self) -> dict[str, object]:
        """The part of the outcome that is stored with the upload."""
        counts = {"created": self.created, "updated": self.updated, "rejected": self.rejected_rows}
        return {**counts, "untagged": self.untagged, "job_id": self.job_id, "tagging_id": self.tagging_id}
