"""Jobs that learn from decisions.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

KINDS = ("encode", "recommend", "plan", "refresh", "fit", "forecast", "tag", "round", "train")


def upgrade() -> None:
    members = ", ".join(f"'{kind}'" for kind in KINDS)
    with op.batch_alter_table("jobs") as batch:
        batch.drop_constraint(op.f("ck_jobs_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_jobs_kind"), f"kind IN ({members})")
