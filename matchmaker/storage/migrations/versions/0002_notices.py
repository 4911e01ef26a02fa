"""Notices, the outbox of mails, how often people want mail, and the addresses of their calendars.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATES = "'queued', 'claimed', 'handed', 'sent', 'failed', 'uncertain'"


def upgrade() -> None:
    create_mails()
    create_notices()
    create_choices()


def create_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_mails_state")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_mails_attempts")),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_mails_sent_at")),
        sa.CheckConstraint(
            "state NOT IN ('claimed', 'handed') OR (worker IS NOT NULL AND lease_until IS NOT NULL)",
            name=op.f("ck_mails_lease"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mails_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
    )
    op.create_index(op.f("ix_mails_account_id"), "mails", ["account_id"])
    op.create_index(op.f("ix_mails_state_not_before"), "mails", ["state", "not_before"])


def create_notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_notices_kind")),
        sa.CheckConstraint("subject_kind <> ''", name=op.f("ck_notices_subject_kind")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_notices_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name=op.f("fk_notices_mail_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_account_id_id"), "notices", ["account_id", "id"])
    op.create_index(op.f("ix_notices_mail_id"), "notices", ["mail_id"])
    unread, due = sa.text("read_at IS NULL"), sa.text("due_at IS NOT NULL")
    op.create_index("ix_notices_unread", "notices", ["account_id"], sqlite_where=unread, postgresql_where=unread)
    op.create_index("ix_notices_due", "notices", ["due_at"], sqlite_where=due, postgresql_where=due)


def create_choices() -> None:
    op.create_table(
        "mail_choices",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.CheckConstraint("pace IN ('at_once', 'daily', 'off')", name=op.f("ck_mail_choices_pace")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_mail_choices_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_choices")),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_calendar_feeds_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("nonce", name=op.f("uq_calendar_feeds_nonce")),
    )


def downgrade() -> None:
    for table in ("calendar_feeds", "mail_choices", "notices", "mails"):
        op.drop_table(table)
