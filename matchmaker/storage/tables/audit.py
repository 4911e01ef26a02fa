"""The audit log and its chain. Triggers refuse every change of a stored entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.storage.tables.base import Row


class AuditRow(Row):
    __tablename__ = "audit_entries"
    __table_args__ = (CheckConstraint("action <> ''", name="action"), Index(None, "subject_kind", "subject_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    action: Mapped[str] = mapped_column(index=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int | None]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class AuditSealRow(Row):
    """The seal of an entry with its position in the chain. The transaction of the entry adds it before the commit."""

    __tablename__ = "audit_seals"
    __table_args__ = (CheckConstraint("length(seal) = 64", name="seal"),)

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entries.id"), unique=True)
    seal: Mapped[str]


class AuditTailRow(Row):
    """The end of the chain, one row. The unit that holds its lock adds the next seals."""

    __tablename__ = "audit_tail"
    __table_args__ = (CheckConstraint("id = 1", name="one"), CheckConstraint("length >= 0", name="length"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int]
    seal: Mapped[str]


SQLITE_SEAL_TRIGGERS = (
    "CREATE TRIGGER seal_no_update BEFORE UPDATE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END",
    "CREATE TRIGGER seal_no_delete BEFORE DELETE ON audit_seals BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END",
    (
        "CREATE TRIGGER seal_no_replace BEFORE INSERT ON audit_seals"
        " WHEN EXISTS (SELECT 1 FROM audit_seals WHERE position = NEW.position OR entry_id = NEW.entry_id)"
        " BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END"
    ),
)

POSTGRESQL_SEAL_TRIGGERS = (
    (
        "CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON audit_seals"
        " FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    ),
    (
        "CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON audit_seals"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    ),
)

SQLITE_TRIGGERS = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END",
    # INSERT OR REPLACE deletes without firing the trigger above
    (
        "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_entries"
        " WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)"
        " BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END"
    ),
)

POSTGRESQL_TRIGGERS = (
    (
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'audit_append_only'"
        " USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_append_only';"
        " END $$"
    ),
    (
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entries"
        " FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    ),
    (
        "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entries"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    ),
)

for row, dialect, triggers in (
    (AuditRow, "sqlite", SQLITE_TRIGGERS),
    (AuditRow, "postgresql", POSTGRESQL_TRIGGERS),
    (AuditSealRow, "sqlite", SQLITE_SEAL_TRIGGERS),
    (AuditSealRow, "postgresql", POSTGRESQL_SEAL_TRIGGERS),
):
    for trigger in triggers:
        event.listen(row.__table__, "after_create", DDL(trigger).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]  # DDL is untyped upstream
