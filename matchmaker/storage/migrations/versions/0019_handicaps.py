"""Head starts of candidates in lists, and the figures they change.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

PARTIES = "('startup', 'mentor', 'investor')"
SHARES = ("gini_before", "gini_after", "coverage_before", "coverage_after", "below_before", "below_after")


def upgrade() -> None:
    op.create_table(
        "handicaps",
        sa.Column("seeker_kind", sa.Text(), nullable=False),
        sa.Column("candidate_kind", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handicap", sa.Float(53), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        *_kind_rules("handicaps"),
        sa.CheckConstraint("handicap BETWEEN 0 AND 1", name=op.f("ck_handicaps_handicap")),
        sa.PrimaryKeyConstraint("seeker_kind", "candidate_kind", "candidate_id", name=op.f("pk_handicaps")),
    )
    op.create_table(
        "list_spreads",
        sa.Column("seeker_kind", sa.Text(), nullable=False),
        sa.Column("candidate_kind", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Float(53), nullable=False) for name in SHARES),
        *(sa.Column(name, sa.Float(53), nullable=False) for name in ("given_up", "matches_before", "matches_after")),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        *_kind_rules("list_spreads"),
        sa.CheckConstraint("candidates >= 0", name=op.f("ck_list_spreads_candidates")),
        sa.CheckConstraint("matches_before >= 0 AND matches_after >= 0", name=op.f("ck_list_spreads_matches")),
        sa.CheckConstraint(
            " AND ".join(f"{name} BETWEEN 0 AND 1" for name in SHARES), name=op.f("ck_list_spreads_shares")
        ),
        sa.PrimaryKeyConstraint("seeker_kind", "candidate_kind", name=op.f("pk_list_spreads")),
    )


def _kind_rules(table: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(f"seeker_kind IN {PARTIES}", name=op.f(f"ck_{table}_seeker_kind")),
        sa.CheckConstraint(f"candidate_kind IN {PARTIES}", name=op.f(f"ck_{table}_candidate_kind")),
        sa.CheckConstraint("seeker_kind <> candidate_kind", name=op.f(f"ck_{table}_kinds")),
    ]


def downgrade() -> None:
    op.drop_table("list_spreads")
    op.drop_table("handicaps")
