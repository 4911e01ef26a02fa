"""The audit log. Triggers refuse every change of what is written, whoever asks."""

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

for dialect, triggers in (("sqlite", SQLITE_TRIGGERS), ("postgresql", POSTGRESQL_TRIGGERS)):
    for trigger in triggers:
        event.listen(AuditRow.__table__, "after_create", DDL(trigger).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]  # DDL is untyped upstream
