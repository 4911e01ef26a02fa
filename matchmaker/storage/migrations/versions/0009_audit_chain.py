"""The chain of the audit log: a seal an entry, and the end of the chain; entries of before are chained by number.

Revision ID: 0009
Revises: 0008
"""

import json
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER seal_no_update BEFORE UPDATE ON audit_seals
    BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
    """,
    """
    CREATE TRIGGER seal_no_delete BEFORE DELETE ON audit_seals
    BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
    """,
    """
    CREATE TRIGGER seal_no_replace BEFORE INSERT ON audit_seals
    WHEN EXISTS (SELECT 1 FROM audit_seals WHERE position = NEW.position OR entry_id = NEW.entry_id)
    BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
    """,
)

POSTGRESQL_TRIGGERS = (
    """
    CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE ON audit_seals
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
    """,
    """
    CREATE TRIGGER seal_no_truncate BEFORE TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
    """,
)

ENTRIES = sa.table(
    "audit_entries",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor", sa.Integer()),
    sa.column("action", sa.Text()),
    sa.column("subject_kind", sa.Text()),
    sa.column("subject_id", sa.Integer()),
    sa.column("before", sa.JSON()),
    sa.column("after", sa.JSON()),
)
SEALS = sa.table("audit_seals", sa.column("position"), sa.column("entry_id"), sa.column("seal"))
TAIL = sa.table("audit_tail", sa.column("id"), sa.column("length"), sa.column("seal"))
AT_ONCE = 1000


def upgrade() -> None:
    op.create_table(
        "audit_seals",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("length(seal) = 64", name=op.f("ck_audit_seals_seal")),
        sa.ForeignKeyConstraint(["entry_id"], ["audit_entries.id"], name=op.f("fk_audit_seals_entry_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_audit_seals_entry_id")),
    )
    op.create_table(
        "audit_tail",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_tail_one")),
        sa.CheckConstraint("length >= 0", name=op.f("ck_audit_tail_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_tail")),
    )
    chain_entries(op.get_bind())
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def chain_entries(connection: sa.Connection) -> None:
    """Seal the entries that were written before the chain existed."""
    last, position, seal = 0, 0, "0" * 64
    parts = sa.select(ENTRIES).order_by(ENTRIES.c.id).limit(AT_ONCE)
    while rows := connection.execute(parts.where(ENTRIES.c.id > last)).all():
        values = []
        for row in rows:
            position += 1
            seal = sha256(seal.encode("ascii") + b"\n" + serialise(row)).hexdigest()
            values.append({"position": position, "entry_id": row.id, "seal": seal})
        connection.execute(sa.insert(SEALS), values)
        last = rows[-1].id
    connection.execute(sa.insert(TAIL).values(id=1, length=position, seal=seal))


def serialise(row: sa.Row) -> bytes:
    told = [row.id, tell_time(row.at), row.actor, row.action, row.subject_kind, row.subject_id, row.before, row.after]
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")


def tell_time(at: datetime) -> str:
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def downgrade() -> None:
    op.drop_table("audit_seals")
    op.drop_table("audit_tail")
