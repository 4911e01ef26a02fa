"""The ledger of conflicts of interest: declarations, rulings, levels, reasons given.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = (
    "same_organisation",
    "mentor_invests",
    "same_person",
    "shareholder",
    "competitor",
    "met_before",
    "same_fund",
    "relative",
)
KIND = (
    "kind IN ('same_person', 'same_fund', 'same_organisation', 'shareholder', 'relative', 'competitor',"
    " 'mentor_invests', 'met_before')"
)
LEVEL = "level IN ('ignore', 'warn', 'block')"
ONE_PARTNER = "(mentor_id IS NULL) <> (investor_id IS NULL)"
STANDING = sa.text("withdrawn_at IS NULL")


def code_set(column: str, *codes: str) -> str:
    """The rule that a set of codes (``,a,b,``) contains only ``codes``; longer ones are removed first."""
    rest = column
    for code in codes:
        rest = f"replace({rest}, '{code},', '')"
    return f"{rest} = ','"


def upgrade() -> None:
    create_conflicts()
    create_rulings()
    create_disclosures()


def create_conflicts() -> None:
    """Declarations."""
    op.create_table(
        "conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("investor_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("declared_by", sa.Integer(), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(KIND, name=op.f("ck_conflicts_kind")),
        sa.CheckConstraint("side IN ('startup', 'partner', 'operator', 'platform')", name=op.f("ck_conflicts_side")),
        sa.CheckConstraint(ONE_PARTNER, name=op.f("ck_conflicts_partner")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_conflicts_words")),
        sa.CheckConstraint("since <= until", name=op.f("ck_conflicts_days")),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_conflicts_startup_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name=op.f("fk_conflicts_mentor_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["investor_id"], ["investors.id"], name=op.f("fk_conflicts_investor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["declared_by"], ["accounts.id"], name=op.f("fk_conflicts_declared_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    for partner in ("mentor", "investor"):
        op.create_index(op.f(f"ix_conflicts_{partner}_id"), "conflicts", [f"{partner}_id"])
        op.create_index(
            f"uq_conflicts_{partner}",
            "conflicts",
            ["startup_id", f"{partner}_id", "kind", "side"],
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        )


def create_rulings() -> None:
    """The operator's levels of kinds and rulings on single entries."""
    op.create_table(
        "conflict_rulings",
        sa.Column("entry_key", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.Integer(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(LEVEL, name=op.f("ck_conflict_rulings_level")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_conflict_rulings_reason")),
        sa.ForeignKeyConstraint(["ruled_by"], ["accounts.id"], name=op.f("fk_conflict_rulings_ruled_by")),
        sa.PrimaryKeyConstraint("entry_key", name=op.f("pk_conflict_rulings")),
    )
    op.create_table(
        "conflict_levels",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.CheckConstraint(KIND, name=op.f("ck_conflict_levels_kind")),
        sa.CheckConstraint(LEVEL, name=op.f("ck_conflict_levels_level")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_conflict_levels")),
    )


def create_disclosures() -> None:
    """Reasons given for actions that the ledger warned about."""
    op.create_table(
        "conflict_disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("investor_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act IN ('apply', 'accept', 'wish')", name=op.f("ck_conflict_disclosures_act")),
        sa.CheckConstraint(code_set("kinds", *KINDS), name=op.f("ck_conflict_disclosures_kinds")),
        sa.CheckConstraint(ONE_PARTNER, name=op.f("ck_conflict_disclosures_partner")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_conflict_disclosures_reason")),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_conflict_disclosures_startup_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_conflict_disclosures_mentor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["investor_id"], ["investors.id"], name=op.f("fk_conflict_disclosures_investor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_conflict_disclosures_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_disclosures")),
    )
    op.create_index(op.f("ix_conflict_disclosures_startup_id"), "conflict_disclosures", ["startup_id"])


def downgrade() -> None:
    for table in ("conflict_disclosures", "conflict_levels", "conflict_rulings", "conflicts"):
        op.drop_table(table)
