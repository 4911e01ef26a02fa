"""What bands have meant so far, counted from time to time.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

PARTIES = "('startup', 'mentor', 'investor')"


def upgrade() -> None:
    op.create_table(
        "measured_bands",
        sa.Column("seeker_kind", sa.Text(), nullable=False),
        sa.Column("candidate_kind", sa.Text(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"seeker_kind IN {PARTIES}", name=op.f("ck_measured_bands_seeker_kind")),
        sa.CheckConstraint(f"candidate_kind IN {PARTIES}", name=op.f("ck_measured_bands_candidate_kind")),
        sa.CheckConstraint("band IN ('strong', 'good', 'possible')", name=op.f("ck_measured_bands_band")),
        sa.CheckConstraint("seeker_kind <> candidate_kind", name=op.f("ck_measured_bands_kinds")),
        sa.CheckConstraint("chosen BETWEEN 0 AND total", name=op.f("ck_measured_bands_chosen")),
        sa.PrimaryKeyConstraint("seeker_kind", "candidate_kind", "band", name=op.f("pk_measured_bands")),
    )


def downgrade() -> None:
    op.drop_table("measured_bands")
