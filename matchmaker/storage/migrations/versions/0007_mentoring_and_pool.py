"""Inside mentorships: terms, sessions, next steps, evaluations, office hours; and the mentor pool.

Revision ID: 0007
Revises: 0006
"""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MONTHS = 6
"""Length of the term that running mentorships get."""

INDUSTRIES = (
    "environmental_protection",
    "advanced_manufacturing",
    "information_technology",
    "modern_services",
    "new_materials",
    "biomedicine",
    "new_energy",
)


def code_set(column: str, codes: tuple[str, ...]) -> str:
    """The rule that a set of codes (``,a,b,``) contains only ``codes``; longer ones are removed first."""
    rest = column
    for code in codes:
        rest = f"replace({rest}, '{code},', '')"
    return f"{rest} = ','"


def upgrade() -> None:
    create_mentoring()
    create_office_hours()
    create_pool()
    give_terms()


def create_mentoring() -> None:
    create_mentoring_terms()
    create_mentoring_sessions()
    create_mentoring_notes()
    create_mentoring_steps()
    create_mentoring_evaluations()


def create_mentoring_terms() -> None:
    op.create_table(
        "mentoring_terms",
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=True),
        sa.Column("proposed_months", sa.Integer(), nullable=True),
        sa.Column("proposed_reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_of", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'ended' AND outcome IS NOT NULL AND ended_at IS NOT NULL)"
            " OR (state <> 'ended' AND outcome IS NULL AND ended_at IS NULL)",
            name=op.f("ck_mentoring_terms_ended"),
        ),
        sa.CheckConstraint(
            "(state = 'extending' AND proposed_by IS NOT NULL"
            " AND proposed_months IS NOT NULL AND proposed_at IS NOT NULL)"
            " OR (state <> 'extending' AND proposed_by IS NULL AND proposed_months IS NULL AND proposed_at IS NULL)",
            name=op.f("ck_mentoring_terms_proposal"),
        ),
        sa.CheckConstraint(
            "outcome IN ('reached', 'partly', 'missed', 'stopped')", name=op.f("ck_mentoring_terms_outcome")
        ),
        sa.CheckConstraint("proposed_by IN ('startup', 'mentor')", name=op.f("ck_mentoring_terms_proposed_by")),
        sa.CheckConstraint("state IN ('running', 'extending', 'ended')", name=op.f("ck_mentoring_terms_state")),
        sa.CheckConstraint("extensions >= 0", name=op.f("ck_mentoring_terms_extensions")),
        sa.CheckConstraint("proposed_months BETWEEN 1 AND 12", name=op.f("ck_mentoring_terms_proposed_months")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorships.id"], name=op.f("fk_mentoring_terms_mentorship_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentorship_id", name=op.f("pk_mentoring_terms")),
    )
    op.create_index(op.f("ix_mentoring_terms_ends_on"), "mentoring_terms", ["ends_on"], unique=False)


def create_mentoring_sessions() -> None:
    op.create_table(
        "mentoring_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('in_person', 'online', 'phone')", name=op.f("ck_mentoring_sessions_mode")),
        sa.CheckConstraint("side IN ('startup', 'mentor')", name=op.f("ck_mentoring_sessions_side")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 600", name=op.f("ck_mentoring_sessions_minutes")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorships.id"], name=op.f("fk_mentoring_sessions_mentorship_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_mentoring_sessions_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_sessions")),
    )
    op.create_index(op.f("ix_mentoring_sessions_held_on"), "mentoring_sessions", ["held_on"], unique=False)
    op.create_index(
        op.f("ix_mentoring_sessions_mentorship_id_held_on"),
        "mentoring_sessions",
        ["mentorship_id", "held_on"],
        unique=False,
    )


def create_mentoring_notes() -> None:
    op.create_table(
        "mentoring_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('startup', 'mentor')", name=op.f("ck_mentoring_notes_side")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_mentoring_notes_text")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mentoring_sessions.id"], name=op.f("fk_mentoring_notes_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_mentoring_notes_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_notes")),
    )
    op.create_index(op.f("ix_mentoring_notes_session_id"), "mentoring_notes", ["session_id"], unique=False)


def create_mentoring_steps() -> None:
    op.create_table(
        "mentoring_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("side IN ('startup', 'mentor')", name=op.f("ck_mentoring_steps_side")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_mentoring_steps_text")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorships.id"], name=op.f("fk_mentoring_steps_mentorship_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_steps")),
    )
    op.create_index(op.f("ix_mentoring_steps_mentorship_id"), "mentoring_steps", ["mentorship_id"], unique=False)


def create_mentoring_evaluations() -> None:
    op.create_table(
        "mentoring_evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("side IN ('startup', 'mentor')", name=op.f("ck_mentoring_evaluations_side")),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_mentoring_evaluations_score")),
        sa.ForeignKeyConstraint(["given_by"], ["accounts.id"], name=op.f("fk_mentoring_evaluations_given_by")),
        sa.ForeignKeyConstraint(
            ["mentorship_id"],
            ["mentorships.id"],
            name=op.f("fk_mentoring_evaluations_mentorship_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_evaluations")),
        sa.UniqueConstraint("mentorship_id", "side", name=op.f("uq_mentoring_evaluations_mentorship_id_side")),
    )


def create_office_hours() -> None:
    create_table_office_hours()
    create_office_bookings()
    create_busy_quarters()


def create_table_office_hours() -> None:
    op.create_table(
        "office_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('in_person', 'online', 'phone')", name=op.f("ck_office_hours_mode")),
        sa.CheckConstraint(
            "state IN ('offered', 'booked', 'cancelled', 'withdrawn')", name=op.f("ck_office_hours_state")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_office_hours_ends_at")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_office_hours_sequence")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_office_hours_mentor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_hours")),
    )
    op.create_index(
        op.f("ix_office_hours_mentor_id_starts_at"), "office_hours", ["mentor_id", "starts_at"], unique=False
    )
    op.create_index(op.f("ix_office_hours_state_starts_at"), "office_hours", ["state", "starts_at"], unique=False)


def create_office_bookings() -> None:
    op.create_table(
        "office_bookings",
        sa.Column("hour_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=False),
        sa.Column("booked_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.Text(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("cancelled_by IN ('startup', 'mentor')", name=op.f("ck_office_bookings_cancelled_by")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_office_bookings_reason")),
        sa.CheckConstraint(
            "(cancelled_at IS NULL AND cancelled_by IS NULL)"
            " OR (cancelled_at IS NOT NULL AND cancelled_by IS NOT NULL)",
            name=op.f("ck_office_bookings_cancelled"),
        ),
        sa.ForeignKeyConstraint(["booked_by"], ["accounts.id"], name=op.f("fk_office_bookings_booked_by")),
        sa.ForeignKeyConstraint(
            ["hour_id"], ["office_hours.id"], name=op.f("fk_office_bookings_hour_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_office_bookings_startup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hour_id", name=op.f("pk_office_bookings")),
    )
    op.create_index(op.f("ix_office_bookings_booked_by"), "office_bookings", ["booked_by"], unique=False)
    op.create_index(op.f("ix_office_bookings_startup_id"), "office_bookings", ["startup_id"], unique=False)


def create_busy_quarters() -> None:
    op.create_table(
        "busy_quarters",
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hour_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "holder_kind IN ('mentor', 'startup', 'account')", name=op.f("ck_busy_quarters_holder_kind")
        ),
        sa.ForeignKeyConstraint(
            ["hour_id"], ["office_hours.id"], name=op.f("fk_busy_quarters_hour_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("holder_kind", "holder_id", "starts_at", name=op.f("pk_busy_quarters")),
    )
    op.create_index(op.f("ix_busy_quarters_hour_id"), "busy_quarters", ["hour_id"], unique=False)


def create_pool() -> None:
    create_pool_applications()
    create_pool_members()
    create_pool_assessments()


def list_pool_application_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("expertise", sa.Text(), nullable=False),
        sa.Column("experience", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("industries", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
    ]


def create_pool_applications() -> None:
    op.create_table(
        "pool_applications",
        *list_pool_application_columns(),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_pool_applications_evidence")),
        sa.CheckConstraint("kind IN ('management', 'technology')", name=op.f("ck_pool_applications_kind")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pool_applications_name")),
        sa.CheckConstraint(code_set("industries", INDUSTRIES), name=op.f("ck_pool_applications_industries")),
        sa.CheckConstraint("state <> 'approved' OR mentor_id IS NOT NULL", name=op.f("ck_pool_applications_approved")),
        sa.CheckConstraint(
            "state IN ('submitted', 'returned', 'approved', 'rejected', 'withdrawn')",
            name=op.f("ck_pool_applications_state"),
        ),
        sa.CheckConstraint(
            "zone IN ('new_area', 'hightech', 'economic', 'suburbs')", name=op.f("ck_pool_applications_zone")
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_pool_applications_capacity")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_pool_applications_account_id")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_pool_applications_mentor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_applications")),
    )
    op.create_index(op.f("ix_pool_applications_account_id"), "pool_applications", ["account_id"], unique=False)
    op.create_index(op.f("ix_pool_applications_mentor_id"), "pool_applications", ["mentor_id"], unique=False)
    op.create_index(
        op.f("ix_pool_applications_state_submitted_at"), "pool_applications", ["state", "submitted_at"], unique=False
    )
    op.create_index(
        "uq_pool_applications_open",
        "pool_applications",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('submitted', 'returned')"),
        postgresql_where=sa.text("state IN ('submitted', 'returned')"),
    )


def create_pool_members() -> None:
    op.create_table(
        "pool_members",
        sa.Column("mentor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("renewal_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_of", sa.Date(), nullable=True),
        sa.Column("exited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exit_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("exited_at IS NOT NULL OR exit_reason = ''", name=op.f("ck_pool_members_exit_reason")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_pool_members_mentor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentor_id", name=op.f("pk_pool_members")),
    )


def create_pool_assessments() -> None:
    op.create_table(
        "pool_assessments",
        sa.Column("mentor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "level IN ('excellent', 'good', 'qualified', 'unqualified')", name=op.f("ck_pool_assessments_level")
        ),
        sa.CheckConstraint("points BETWEEN 0 AND 100", name=op.f("ck_pool_assessments_points")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_pool_assessments_year")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["accounts.id"], name=op.f("fk_pool_assessments_confirmed_by")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_pool_assessments_mentor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("mentor_id", "year", name=op.f("pk_pool_assessments")),
    )


def give_terms() -> None:
    """Running mentorships get the usual term, counted from the day of acceptance."""
    connection = op.get_bind()
    mentorships = sa.table(
        "mentorships",
        sa.column("id", sa.Integer()),
        sa.column("state", sa.Text()),
        sa.column("decided_at", sa.DateTime(timezone=True)),
    )
    accepted = sa.select(mentorships.c.id, mentorships.c.decided_at).where(
        mentorships.c.state == "accepted", mentorships.c.decided_at.is_not(None)
    )
    terms = [make_term(key, decided_at) for key, decided_at in connection.execute(accepted)]
    if terms:
        columns = {
            "mentorship_id": sa.Integer(),
            "state": sa.Text(),
            "accepted_at": sa.DateTime(timezone=True),
            "ends_on": sa.Date(),
            "extensions": sa.Integer(),
            "proposed_reason": sa.Text(),
            "outcome_words": sa.Text(),
        }
        op.bulk_insert(sa.table("mentoring_terms", *(sa.column(name, kind) for name, kind in columns.items())), terms)


def make_term(mentorship_id: int, accepted_at: datetime) -> dict[str, object]:
    years, month = divmod(accepted_at.month - 1 + MONTHS, 12)
    year, month = accepted_at.year + years, month + 1
    return {
        "mentorship_id": mentorship_id,
        "state": "running",
        "accepted_at": accepted_at,
        "ends_on": date(year, month, min(accepted_at.day, monthrange(year, month)[1])),
        "extensions": 0,
        "proposed_reason": "",
        "outcome_words": "",
    }


def downgrade() -> None:
    for table in (
        "pool_assessments",
        "pool_members",
        "pool_applications",
        "busy_quarters",
        "office_bookings",
        "office_hours",
        "mentoring_evaluations",
        "mentoring_steps",
        "mentoring_notes",
        "mentoring_sessions",
        "mentoring_terms",
    ):
        op.drop_table(table)
