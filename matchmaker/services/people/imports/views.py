"""What services answer about imports."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.domain.ids import ImportId, JobId
from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.jobs import Job
from matchmaker.exchange import Cell, ImportField, RejectedRow, RowWarning


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What would happen. ``fields`` are all that a column may be mapped to, ``missing`` those that must be and are not
    (then no row has been read); ``sample`` are the first rows as they stand in the file.

    ``accepted`` = ``created`` + ``updated`` rows; ``rejected`` has an entry for each refused cell. ``job`` renews the
    suggestions once the upload is applied; then the numbers are those of what happened. ``untagged`` startups have no
    industry, neither in the file nor in the network; ``tagging`` suggests them one.
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
    """What happened (or would, in a dry run); ``job_id`` computes the suggestions anew, ``tagging_id`` suggests
    industries to the ``untagged`` startups.
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
        """What is kept of it with the upload."""
        told = {"created": self.created, "updated": self.updated, "rejected": self.rejected_rows}
        return {**told, "untagged": self.untagged, "job_id": self.job_id, "tagging_id": self.tagging_id}
