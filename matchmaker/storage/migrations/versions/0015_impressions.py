"""What people were shown, for learning from what they did.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

PARTIES = "('startup', 'mentor', 'investor')"


def upgrade() -> None:
    op.create_table(
        "impressions",
        sa.Column("seeker_kind", sa.Text(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("candidate_kind", sa.Text(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(53), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"seeker_kind IN {PARTIES}", name=op.f("ck_impressions_seeker_kind")),
        sa.CheckConstraint(f"candidate_kind IN {PARTIES}", name=op.f("ck_impressions_candidate_kind")),
        sa.CheckConstraint(
            "surface IN ('overview', 'whole_list', 'event_page', 'wish_list')", name=op.f("ck_impressions_surface")
        ),
        sa.CheckConstraint("band IN ('strong', 'good', 'possible')", name=op.f("ck_impressions_band")),
        sa.CheckConstraint("seeker_kind <> candidate_kind", name=op.f("ck_impressions_kinds")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_impressions_position")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_impressions_score")),
        sa.CheckConstraint("times >= 1", name=op.f("ck_impressions_times")),
        sa.PrimaryKeyConstraint(
            "seeker_kind",
            "seeker_id",
            "candidate_kind",
            "candidate_id",
            "surface",
            "day",
            name=op.f("pk_impressions"),
        ),
    )
    op.create_index(
        op.f("ix_impressions_candidate_kind_candidate_id"), "impressions", ["candidate_kind", "candidate_id"]
    )
    op.create_index(op.f("ix_impressions_day"), "impressions", ["day"])


def downgrade() -> None:
    op.drop_table("impressions")
