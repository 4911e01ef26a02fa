"""Invitations that are mailed: what their code is derived from, and the one mail of each.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("invitations", sa.Column("nonce", sa.Text(), nullable=True))
    with op.batch_alter_table("mails") as batch:
        batch.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_mails_invitation_id"), "invitations", ["invitation_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_unique_constraint(op.f("uq_mails_invitation_id"), ["invitation_id"])
