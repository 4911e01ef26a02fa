"""Both directions of a fit, with what they are worth as chances.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WANTS, CHANCES = ("startup_wants", "partner_wants"), ("startup_chance", "partner_chance")


def upgrade() -> None:
    with op.batch_alter_table("suggestions") as batch:
        for name, columns in (("wants", WANTS), ("chances", CHANCES)):
            for column in columns:
                batch.add_column(sa.Column(column, sa.Float(53), nullable=True))
            rule = " AND ".join(f"{column} BETWEEN 0 AND 1" for column in columns)
            batch.create_check_constraint(op.f(f"ck_suggestions_{name}"), rule)
    for column in (*WANTS, *CHANCES):
        op.add_column("mentorships", sa.Column(f"fit_{column}", sa.Float(53), nullable=True))
