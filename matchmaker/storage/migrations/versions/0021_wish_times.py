"""When each wish was made. Of those that are there nobody knows.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wishes", sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("wishes", "wished_at")
