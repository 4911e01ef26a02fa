"""Mentor matching rounds, the jobs that compute them, and which round arranged a mentorship.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = ("encode", "recommend", "plan", "refresh", "fit", "forecast", "tag", "round")
STATES = "'queued', 'applied', 'wait_listed', 'accepted', 'declined', 'withdrawn', 'released', 'expired', 'ended'"
OUTCOMES = (
    "'placed', 'startup_placed', 'mentor_taken', 'mentor_full', 'mentor_paused', 'mentor_uncertified',"
    " 'mentor_lapsed', 'mentor_left', 'mentor_capped', 'conflict', 'conflict_reason', 'forbidden', 'same_person'"
)


def upgrade() -> None:
    create_rounds()
    create_lines()
    create_marks()
    create_mentors("round_caps", "most")
    create_mentors("round_mentors", "freed", "last_ticket")
    op.add_column("mentorships", sa.Column("round_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_mentorships_round_id"), "mentorships", ["round_id"])
    allow_kinds(KINDS)


def create_rounds() -> None:
    op.create_table(
        "mentor_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("emphasis", sa.Text(), nullable=False),
        sa.Column("most_new", sa.Integer(), nullable=True),
        sa.Column("takes_uncertified", sa.Boolean(), nullable=False),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("computed_revision", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        one_of("mentor_rounds", "state", "'draft', 'applied', 'undone', 'discarded'"),
        one_of("mentor_rounds", "goal", "'total', 'floor', 'stable'"),
        one_of("mentor_rounds", "emphasis", "'choice', 'balanced', 'fit'"),
        check("mentor_rounds", "most_new", "most_new >= 1"),
        check("mentor_rounds", "revision", "revision >= 1 AND computed_revision BETWEEN 0 AND revision"),
        check("mentor_rounds", "computed_at", "(computed_revision = 0) = (computed_at IS NULL)"),
        check("mentor_rounds", "applied_at", "(state IN ('applied', 'undone')) = (applied_at IS NOT NULL)"),
        check("mentor_rounds", "closed_at", "(state IN ('undone', 'discarded')) = (closed_at IS NOT NULL)"),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name=op.f("fk_mentor_rounds_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_rounds")),
    )


def create_lines() -> None:
    op.create_table(
        "round_lines",
        *keys("round_lines", "mentorship_id", "mentorships"),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(53), nullable=False),
        sa.Column("was_placed", sa.Boolean(), nullable=False),
        sa.Column("is_usual", sa.Boolean(), nullable=False),
        one_of("round_lines", "state", STATES),
        one_of("round_lines", "outcome", OUTCOMES),
        check("round_lines", "choice", "choice >= 1"),
        check("round_lines", "score", "score BETWEEN 0 AND 1"),
    )
    op.create_index(op.f("ix_round_lines_mentorship_id"), "round_lines", ["mentorship_id"])


def create_marks() -> None:
    op.create_table(
        "round_marks",
        *keys("round_marks", "mentorship_id", "mentorships"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        one_of("round_marks", "kind", "'must', 'never'"),
    )
    op.create_index(op.f("ix_round_marks_mentorship_id"), "round_marks", ["mentorship_id"])


def create_mentors(table: str, *numbers: str) -> None:
    op.create_table(
        table,
        *keys(table, "mentor_id", "mentors"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        *(check(table, name, f"{name} >= 0") for name in numbers),
    )
    op.create_index(op.f(f"ix_{table}_mentor_id"), table, ["mentor_id"])


def keys(table: str, column: str, other: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Keys of a row that belongs to a round and to another object; it is deleted with either."""
    return (
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(column, sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["mentor_rounds.id"], name=op.f(f"fk_{table}_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", column, name=op.f(f"pk_{table}")),
    )


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def one_of(table: str, column: str, members: str) -> sa.CheckConstraint:
    return check(table, column, f"{column} IN ({members})")


def allow_kinds(kinds: tuple[str, ...]) -> None:
    members = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint(op.f("ck_jobs_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_jobs_kind"), f"kind IN ({members})")
