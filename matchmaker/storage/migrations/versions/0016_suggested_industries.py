"""Industries and classes that the platform suggests, with their confidence, and the jobs that do it.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KINDS = ("encode", "recommend", "plan", "refresh", "fit", "forecast")
COLUMNS = {"industry_confidence": "industry", "class_confidence": "gbt_class"}


def upgrade() -> None:
    with op.batch_alter_table("startups") as batch:
        for column, value in COLUMNS.items():
            rule = f"{column} IS NULL OR ({value} IS NOT NULL AND {column} > 0 AND {column} <= 1)"
            batch.add_column(sa.Column(column, sa.Float(53), nullable=True))
            batch.create_check_constraint(op.f(f"ck_startups_{column}"), rule)
        batch.create_index(op.f("ix_startups_industry_confidence"), ["industry_confidence"])
    allow_kinds((*KINDS, "tag"))


def allow_kinds(kinds: tuple[str, ...]) -> None:
    members = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint(op.f("ck_jobs_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_jobs_kind"), f"kind IN ({members})")
