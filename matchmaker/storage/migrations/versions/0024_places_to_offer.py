"""Name the counters of mentors after what they count. Renaming keeps rows, checks and defaults as they are.

Revision ID: 0024
Revises: 0023
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NAMES = (
    ("mentors", "freed", "places_to_offer"),
    ("mentors", "elsewhere", "mentees_elsewhere"),
    ("round_mentors", "freed", "places_to_offer"),
)
"""Table, old name and new name. SQLite and PostgreSQL both rename a column in its checks, too."""


def upgrade() -> None:
    for table, old, new in NAMES:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")


def downgrade() -> None:
    for table, old, new in NAMES:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}")
