"""Ranked applications, waiting lists, and pauses of mentors.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATES = (
    "state IN ('queued', 'applied', 'wait_listed', 'accepted', 'declined', 'withdrawn', 'released', 'expired', 'ended')"
)
OPEN = sa.text("state IN ('queued', 'applied', 'wait_listed', 'accepted')")
PENDING = sa.text("state IN ('queued', 'applied', 'wait_listed')")
ASKED = sa.text("state = 'applied'")

RANKS = """
UPDATE mentorships SET rank = (
    SELECT count(*) FROM mentorships AS other
    WHERE other.startup_id = mentorships.startup_id AND other.state = 'applied' AND other.id <= mentorships.id
) WHERE state = 'applied'
"""
"""Earlier applications had no order: the oldest becomes the first choice."""

OPENED = "UPDATE mentorships SET opened_at = applied_at WHERE state <> 'withdrawn'"

QUEUED = "UPDATE mentorships SET state = 'queued', opened_at = NULL WHERE state = 'applied' AND rank > 1"


def upgrade() -> None:
    extend_mentors()
    add_columns()
    replace_states()
    op.execute(RANKS)
    op.execute(OPENED)
    op.execute(QUEUED)
    add_rules()


def extend_mentors() -> None:
    op.execute(
        "ALTER TABLE mentors ADD COLUMN freed INTEGER DEFAULT '0' NOT NULL"
        " CONSTRAINT ck_mentors_freed CHECK (freed >= 0)"
    )
    op.add_column("mentors", sa.Column("is_paused", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "ALTER TABLE mentors ADD COLUMN paused_until DATE"
        " CONSTRAINT ck_mentors_paused_until CHECK (paused_until IS NULL OR is_paused)"
    )


def add_columns() -> None:
    op.add_column("mentorships", sa.Column("tried", sa.Text(), server_default="", nullable=False))
    op.execute(
        "ALTER TABLE mentorships ADD COLUMN rank INTEGER DEFAULT '1' NOT NULL"
        " CONSTRAINT ck_mentorships_rank CHECK (rank >= 1)"
    )
    op.execute("ALTER TABLE mentorships ADD COLUMN ticket INTEGER CONSTRAINT ck_mentorships_ticket CHECK (ticket >= 1)")
    op.add_column("mentorships", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("mentorships", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))


def replace_states() -> None:
    """Replace the states. The partial index is dropped meanwhile, because a replaced table would lose its condition."""
    op.drop_index("uq_mentorships_open", "mentorships")
    with op.batch_alter_table("mentorships") as batch:
        batch.drop_constraint(op.f("ck_mentorships_state"), type_="check")
        batch.create_check_constraint(op.f("ck_mentorships_state"), STATES)


def add_rules() -> None:
    with op.batch_alter_table("mentorships") as batch:
        batch.create_check_constraint(
            op.f("ck_mentorships_wait_listed"), "state <> 'wait_listed' OR ticket IS NOT NULL"
        )
        batch.create_check_constraint(op.f("ck_mentorships_applied"), "state <> 'applied' OR opened_at IS NOT NULL")
        batch.create_unique_constraint(op.f("uq_mentorships_mentor_id_ticket"), ["mentor_id", "ticket"])
    add_unique("uq_mentorships_open", OPEN, "startup_id", "mentor_id")
    add_unique("uq_mentorships_rank", PENDING, "startup_id", "rank")
    add_unique("uq_mentorships_asked", ASKED, "startup_id")
    op.create_index(
        "ix_mentorships_asked_since", "mentorships", ["opened_at"], sqlite_where=ASKED, postgresql_where=ASKED
    )


def add_unique(name: str, condition: sa.TextClause, *columns: str) -> None:
    op.create_index(name, "mentorships", columns, unique=True, sqlite_where=condition, postgresql_where=condition)
