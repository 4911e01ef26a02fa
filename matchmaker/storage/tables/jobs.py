"""Jobs, imports and flags."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.imports import ImportKind, ImportState
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


class JobRow(Row):
    __tablename__ = "jobs"
    __table_args__ = (
        one_of("kind", JobKind),
        one_of("state", JobState),
        CheckConstraint("done >= 0 AND total >= 0", name="progress"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint(
            "state <> 'running' OR (worker IS NOT NULL AND lease_until IS NOT NULL AND attempts >= 1)", name="lease"
        ),
        CheckConstraint(
            "(state IN ('queued', 'running') AND finished_at IS NULL)"
            " OR (state NOT IN ('queued', 'running') AND finished_at IS NOT NULL)",
            name="finished_at",
        ),
        Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[JobKind] = mapped_column(Code(JobKind))
    state: Mapped[JobState] = mapped_column(Code(JobState))
    payload: Mapped[dict[str, Any]]
    phase: Mapped[str]
    done: Mapped[int]
    total: Mapped[int]
    attempts: Mapped[int]
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    error_code: Mapped[str]
    result: Mapped[dict[str, Any]]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ImportRow(Row):
    __tablename__ = "imports"
    __table_args__ = (
        one_of("kind", ImportKind),
        one_of("state", ImportState),
        CheckConstraint(
            "(state = 'applied' AND applied_at IS NOT NULL) OR (state <> 'applied' AND applied_at IS NULL)",
            name="applied_at",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ImportKind] = mapped_column(Code(ImportKind))
    state: Mapped[ImportState] = mapped_column(Code(ImportState))
    filename: Mapped[str]
    content: Mapped[bytes]
    mapping: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class FlagRow(Row):
    """A flag: a name with a value, such as "the demo is loaded"."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
