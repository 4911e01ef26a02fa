"""The calendar entries of published meetings: what people's calendars were told, and how often it changed.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FILL = """
INSERT INTO calendar_entries (startup_participation_id, investor_participation_id, event_id, sequence, starts_at,
    ends_at, table_number, venue, is_cancelled, changed_at)
SELECT m.startup_participation_id, m.investor_participation_id, t.event_id,
    2 * t.version + CASE WHEN 'withdrawn' IN (s.state, i.state) THEN 1 ELSE 0 END,
    slots.starts_at, slots.ends_at, m.table_number, e.venue,
    CASE WHEN 'withdrawn' IN (s.state, i.state) THEN {true} ELSE {false} END, t.published_at
FROM meetings m
JOIN timetables t ON t.id = m.timetable_id AND t.state = 'published'
JOIN events e ON e.id = t.event_id
JOIN slots ON slots.id = m.slot_id
JOIN participations s ON s.id = m.startup_participation_id
JOIN participations i ON i.id = m.investor_participation_id
"""
"""Sequences continue those of earlier files: twice the version, and one more for a cancelled meeting."""


def upgrade() -> None:
    op.create_table(
        "calendar_entries",
        sa.Column("startup_participation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("investor_participation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_calendar_entries_sequence")),
        sa.ForeignKeyConstraint(
            ["startup_participation_id"],
            ["participations.id"],
            name=op.f("fk_calendar_entries_startup_participation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["investor_participation_id"],
            ["participations.id"],
            name=op.f("fk_calendar_entries_investor_participation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_calendar_entries_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "startup_participation_id", "investor_participation_id", name=op.f("pk_calendar_entries")
        ),
    )
    op.create_index(op.f("ix_calendar_entries_event_id"), "calendar_entries", ["event_id"])
    op.create_index(
        op.f("ix_calendar_entries_investor_participation_id"), "calendar_entries", ["investor_participation_id"]
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(FILL.format(true="1" if is_sqlite else "TRUE", false="0" if is_sqlite else "FALSE"))


def downgrade() -> None:
    op.drop_table("calendar_entries")
