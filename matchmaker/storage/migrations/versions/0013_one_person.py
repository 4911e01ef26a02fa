"""Several mentor profiles of one person, whose mentees count together.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mentors", sa.Column("person_id", sa.Integer(), nullable=True))
    op.execute(
        "ALTER TABLE mentors ADD COLUMN elsewhere INTEGER DEFAULT '0' NOT NULL"
        " CONSTRAINT ck_mentors_elsewhere"
        " CHECK (elsewhere >= 0 AND (elsewhere = 0 OR mentees + elsewhere <= capacity))"
    )
    op.create_index(op.f("ix_mentors_person_id"), "mentors", ["person_id"])
