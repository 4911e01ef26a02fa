"""Tables that cannot be used any more in a slot, and jobs that forecast other rooms and days.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = ("encode", "recommend", "plan", "refresh", "fit")


def upgrade() -> None:
    op.create_table(
        "lost_tables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("table_number >= 1", name=op.f("ck_lost_tables_table_number")),
        sa.ForeignKeyConstraint(
            ["event_id", "slot_id"],
            ["slots.event_id", "slots.id"],
            name=op.f("fk_lost_tables_event_id_slot_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_tables")),
        sa.UniqueConstraint(
            "event_id", "slot_id", "table_number", name=op.f("uq_lost_tables_event_id_slot_id_table_number")
        ),
    )
    allow_kinds((*KINDS, "forecast"))


def downgrade() -> None:
    op.execute("DELETE FROM jobs WHERE kind = 'forecast'")
    allow_kinds(KINDS)
    op.drop_table("lost_tables")


def allow_kinds(kinds: tuple[str, ...]) -> None:
    members = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint(op.f("ck_jobs_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_jobs_kind"), f"kind IN ({members})")
