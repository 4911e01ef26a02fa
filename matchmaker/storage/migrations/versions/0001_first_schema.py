"""The first schema: accounts, profiles, programme, events, timetables, matching, work, and the audit log.

Revision ID: 0001
Revises:
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
    """,
    """
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
    """,
    """
    CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_entries
    WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END
    """,
)

POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'audit_append_only'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_append_only';
    END $$
    """,
    """
    CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
    """,
    """
    CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
    """,
)


def code_set(column: str, *codes: str) -> str:
    """The rule that a set of codes (``,a,b,``) contains only ``codes``; longer ones are removed first."""
    rest = column
    for code in codes:
        rest = f"replace({rest}, '{code},', '')"
    return f"{rest} = ','"


def upgrade() -> None:
    create_people()
    create_programme()
    create_events()
    create_timetables()
    create_matching()
    create_work()
    create_audit()


def create_people() -> None:
    """Accounts and the profiles they act for."""
    create_accounts()
    create_account_roles()
    create_login_failures()
    create_incubators()
    create_startups()
    create_startup_members()
    create_mentors()
    create_investors()


def create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("session_stamp", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email) AND email <> replace(email, '@', '')", name=op.f("ck_accounts_email")),
        sa.CheckConstraint("locale IN ('zh', 'en')", name=op.f("ck_accounts_locale")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_accounts_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
    )


def create_account_roles() -> None:
    op.create_table(
        "account_roles",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('founder', 'mentor', 'investor', 'organizer', 'operator')", name=op.f("ck_account_roles_role")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_roles_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_roles")),
    )


def create_login_failures() -> None:
    op.create_table(
        "login_failures",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("count >= 1", name=op.f("ck_login_failures_count")),
        sa.PrimaryKeyConstraint("email", "address", name=op.f("pk_login_failures")),
    )


def create_incubators() -> None:
    op.create_table(
        "incubators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Float(precision=53), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("chain_stage", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "chain_stage IN ('nursery', 'incubator', 'accelerator', 'park')", name=op.f("ck_incubators_chain_stage")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_incubators_name")),
        sa.CheckConstraint("tier IN ('head', 'second', 'third')", name=op.f("ck_incubators_tier")),
        sa.CheckConstraint("zone IN ('new_area', 'hightech', 'economic', 'suburbs')", name=op.f("ck_incubators_zone")),
        sa.CheckConstraint("area >= 0", name=op.f("ck_incubators_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incubators")),
        sa.UniqueConstraint("name", name=op.f("uq_incubators_name")),
    )


def create_startups() -> None:
    op.create_table(
        "startups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("gbt_class", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("funding_sought", sa.BigInteger(), nullable=True),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("incubator_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("description <> ''", name=op.f("ck_startups_description")),
        sa.CheckConstraint(
            "industry IN ('new_materials', 'new_energy', 'biomedicine', 'information_technology',"
            " 'advanced_manufacturing', 'environmental_protection', 'modern_services')",
            name=op.f("ck_startups_industry"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_startups_name")),
        sa.CheckConstraint(
            "stage IN ('idea', 'seed', 'angel', 'pre_a', 'series_a', 'series_b')", name=op.f("ck_startups_stage")
        ),
        sa.CheckConstraint("zone IN ('new_area', 'hightech', 'economic', 'suburbs')", name=op.f("ck_startups_zone")),
        sa.CheckConstraint("funding_sought >= 0", name=op.f("ck_startups_funding_sought")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_startups_version")),
        sa.ForeignKeyConstraint(["incubator_id"], ["incubators.id"], name=op.f("fk_startups_incubator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_startups")),
        sa.UniqueConstraint("external_id", name=op.f("uq_startups_external_id")),
    )
    op.create_index(op.f("ix_startups_incubator_id"), "startups", ["incubator_id"], unique=False)
    op.create_index(op.f("ix_startups_industry"), "startups", ["industry"], unique=False)
    op.create_index(op.f("ix_startups_name"), "startups", ["name"], unique=False)
    op.create_index(op.f("ix_startups_stage"), "startups", ["stage"], unique=False)
    op.create_index(op.f("ix_startups_zone"), "startups", ["zone"], unique=False)


def create_startup_members() -> None:
    op.create_table(
        "startup_members",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_startup_members_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_startup_members_startup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "startup_id", name=op.f("pk_startup_members")),
    )
    op.create_index(op.f("ix_startup_members_startup_id"), "startup_members", ["startup_id"], unique=False)


def list_mentor_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("expertise", sa.Text(), nullable=False),
        sa.Column("experience", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("industries", sa.Text(), nullable=False),
        sa.Column("gbt_class", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("mentees", sa.Integer(), server_default="0", nullable=False),
        sa.Column("certified_until", sa.Date(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ]


def create_mentors() -> None:
    op.create_table(
        "mentors",
        *list_mentor_columns(),
        sa.CheckConstraint("kind IN ('management', 'technology')", name=op.f("ck_mentors_kind")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_mentors_name")),
        sa.CheckConstraint(
            code_set(
                "industries",
                "environmental_protection",
                "advanced_manufacturing",
                "information_technology",
                "modern_services",
                "new_materials",
                "biomedicine",
                "new_energy",
            ),
            name=op.f("ck_mentors_industries"),
        ),
        sa.CheckConstraint("zone IN ('new_area', 'hightech', 'economic', 'suburbs')", name=op.f("ck_mentors_zone")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_mentors_capacity")),
        sa.CheckConstraint("mentees >= 0 AND mentees <= capacity", name=op.f("ck_mentors_mentees")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_mentors_version")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_mentors_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentors")),
        sa.UniqueConstraint("account_id", name=op.f("uq_mentors_account_id")),
        sa.UniqueConstraint("external_id", name=op.f("uq_mentors_external_id")),
    )
    op.create_index(op.f("ix_mentors_kind"), "mentors", ["kind"], unique=False)
    op.create_index(op.f("ix_mentors_name"), "mentors", ["name"], unique=False)
    op.create_index(op.f("ix_mentors_zone"), "mentors", ["zone"], unique=False)


def list_investor_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("thesis", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("industries", sa.Text(), nullable=False),
        sa.Column("gbt_class", sa.Text(), nullable=True),
        sa.Column("stages", sa.Text(), nullable=False),
        sa.Column("ticket_min", sa.BigInteger(), nullable=True),
        sa.Column("ticket_max", sa.BigInteger(), nullable=True),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("is_club_member", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ]


def create_investors() -> None:
    op.create_table(
        "investors",
        *list_investor_columns(),
        sa.CheckConstraint("name <> ''", name=op.f("ck_investors_name")),
        sa.CheckConstraint(
            code_set(
                "industries",
                "environmental_protection",
                "advanced_manufacturing",
                "information_technology",
                "modern_services",
                "new_materials",
                "biomedicine",
                "new_energy",
            ),
            name=op.f("ck_investors_industries"),
        ),
        sa.CheckConstraint(
            code_set("stages", "series_a", "series_b", "angel", "pre_a", "idea", "seed"),
            name=op.f("ck_investors_stages"),
        ),
        sa.CheckConstraint(
            code_set("zones", "economic", "hightech", "new_area", "suburbs"),
            name=op.f("ck_investors_zones"),
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_investors_capacity")),
        sa.CheckConstraint("ticket_min <= ticket_max", name=op.f("ck_investors_ticket_range")),
        sa.CheckConstraint("ticket_min >= 0 AND ticket_max >= 0", name=op.f("ck_investors_ticket")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_investors_version")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_investors_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investors")),
        sa.UniqueConstraint("account_id", name=op.f("uq_investors_account_id")),
        sa.UniqueConstraint("external_id", name=op.f("uq_investors_external_id")),
    )
    op.create_index(op.f("ix_investors_name"), "investors", ["name"], unique=False)


def create_programme() -> None:
    """未来之星 candidacies and mentorships."""
    create_candidacies()
    create_candidacy_reviews()
    create_mentorships()


def create_candidacies() -> None:
    op.create_table(
        "candidacies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("nominator", sa.Text(), nullable=False),
        sa.Column("nominated_by", sa.Text(), nullable=False),
        sa.Column("incubator_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.CheckConstraint("nominator IN ('incubator', 'competition', 'self')", name=op.f("ck_candidacies_nominator")),
        sa.CheckConstraint(
            code_set(
                "measures",
                "listing_chinext",
                "angel_funding",
                "market_access",
                "listing_neeq",
                "rnd_platform",
                "bank_loan",
                "guarantee",
                "ip_pledge",
                "mentor",
            ),
            name=op.f("ck_candidacies_measures"),
        ),
        sa.CheckConstraint(
            "state IN ('nominated', 'reviewed', 'selected', 'supported', 'left')", name=op.f("ck_candidacies_state")
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_candidacies_year")),
        sa.ForeignKeyConstraint(["incubator_id"], ["incubators.id"], name=op.f("fk_candidacies_incubator_id")),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_candidacies_startup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacies")),
        sa.UniqueConstraint("startup_id", "year", name=op.f("uq_candidacies_startup_id_year")),
    )
    op.create_index(op.f("ix_candidacies_incubator_id"), "candidacies", ["incubator_id"], unique=False)
    op.create_index(op.f("ix_candidacies_year_state"), "candidacies", ["year", "state"], unique=False)


def create_candidacy_reviews() -> None:
    op.create_table(
        "candidacy_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("reviewer <> ''", name=op.f("ck_candidacy_reviews_reviewer")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_candidacy_reviews_score")),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacies.id"], name=op.f("fk_candidacy_reviews_candidacy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacy_reviews")),
        sa.UniqueConstraint("candidacy_id", "reviewer", name=op.f("uq_candidacy_reviews_candidacy_id_reviewer")),
    )


def list_mentorship_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("applied_by", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fit_score", sa.Float(precision=53), nullable=True),
        sa.Column("fit_band", sa.Text(), nullable=True),
        sa.Column("fit_reasons", sa.JSON(none_as_null=True), nullable=True),
    ]


def create_mentorships() -> None:
    op.create_table(
        "mentorships",
        *list_mentorship_columns(),
        sa.CheckConstraint("fit_band IN ('strong', 'good', 'possible')", name=op.f("ck_mentorships_fit_band")),
        sa.CheckConstraint(
            "state IN ('applied', 'accepted', 'declined', 'withdrawn', 'ended')", name=op.f("ck_mentorships_state")
        ),
        sa.CheckConstraint(
            "(fit_score IS NULL AND fit_band IS NULL AND fit_reasons IS NULL)"
            " OR (fit_score IS NOT NULL AND fit_band IS NOT NULL AND fit_reasons IS NOT NULL)",
            name=op.f("ck_mentorships_fit"),
        ),
        sa.CheckConstraint("fit_score BETWEEN 0 AND 1", name=op.f("ck_mentorships_fit_score")),
        sa.ForeignKeyConstraint(["applied_by"], ["accounts.id"], name=op.f("fk_mentorships_applied_by")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["mentors.id"], name=op.f("fk_mentorships_mentor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["startup_id"], ["startups.id"], name=op.f("fk_mentorships_startup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentorships")),
    )
    op.create_index(op.f("ix_mentorships_mentor_id_state"), "mentorships", ["mentor_id", "state"], unique=False)
    op.create_index(op.f("ix_mentorships_startup_id_state"), "mentorships", ["startup_id", "state"], unique=False)
    op.create_index(
        "uq_mentorships_open",
        "mentorships",
        ["startup_id", "mentor_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('applied', 'accepted')"),
        postgresql_where=sa.text("state IN ('applied', 'accepted')"),
    )


def create_events() -> None:
    """Events, slots, participations and wishes."""
    create_table_events()
    create_slots()
    create_participations()
    create_participation_slots()
    create_wishes()


def create_table_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("registration_deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wish_deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_events_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )


def create_slots() -> None:
    op.create_table(
        "slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tables", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_slots_interval")),
        sa.CheckConstraint("tables >= 0", name=op.f("ck_slots_tables")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_slots_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
        sa.UniqueConstraint("event_id", "id", name=op.f("uq_slots_event_id_id")),
        sa.UniqueConstraint("event_id", "starts_at", name=op.f("uq_slots_event_id_starts_at")),
    )


def create_participations() -> None:
    op.create_table(
        "participations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("startup_id", sa.Integer(), nullable=True),
        sa.Column("investor_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'startup' AND startup_id IS NOT NULL AND investor_id IS NULL)"
            " OR (kind = 'investor' AND investor_id IS NOT NULL AND startup_id IS NULL)",
            name=op.f("ck_participations_profile"),
        ),
        sa.CheckConstraint("state IN ('registered', 'withdrawn')", name=op.f("ck_participations_state")),
        sa.CheckConstraint("most >= 0", name=op.f("ck_participations_most")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_participations_account_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_participations_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["investor_id"], ["investors.id"], name=op.f("fk_participations_investor_id")),
        sa.ForeignKeyConstraint(["startup_id"], ["startups.id"], name=op.f("fk_participations_startup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
        sa.UniqueConstraint("event_id", "id", name=op.f("uq_participations_event_id_id")),
        sa.UniqueConstraint("event_id", "investor_id", name=op.f("uq_participations_event_id_investor_id")),
        sa.UniqueConstraint("event_id", "startup_id", name=op.f("uq_participations_event_id_startup_id")),
    )
    op.create_index(op.f("ix_participations_account_id"), "participations", ["account_id"], unique=False)
    op.create_index(op.f("ix_participations_investor_id"), "participations", ["investor_id"], unique=False)
    op.create_index(op.f("ix_participations_startup_id"), "participations", ["startup_id"], unique=False)


def create_participation_slots() -> None:
    op.create_table(
        "participation_slots",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id", "participation_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_participation_slots_event_id_participation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "slot_id"],
            ["slots.event_id", "slots.id"],
            name=op.f("fk_participation_slots_event_id_slot_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participation_id", "slot_id", name=op.f("pk_participation_slots")),
    )
    op.create_index(op.f("ix_participation_slots_event_id"), "participation_slots", ["event_id"], unique=False)
    op.create_index(op.f("ix_participation_slots_slot_id"), "participation_slots", ["slot_id"], unique=False)


def create_wishes() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("wisher_id", sa.Integer(), nullable=False),
        sa.Column("wished_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("is_veto", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(is_veto AND rank IS NULL) OR (NOT is_veto AND rank IS NOT NULL)", name=op.f("ck_wishes_veto")
        ),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_wishes_rank")),
        sa.CheckConstraint("wisher_id <> wished_id", name=op.f("ck_wishes_not_oneself")),
        sa.ForeignKeyConstraint(
            ["event_id", "wished_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_wishes_event_id_wished_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "wisher_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_wishes_event_id_wisher_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("wisher_id", "rank", name=op.f("uq_wishes_wisher_id_rank")),
        sa.UniqueConstraint("wisher_id", "wished_id", name=op.f("uq_wishes_wisher_id_wished_id")),
    )
    op.create_index(op.f("ix_wishes_event_id"), "wishes", ["event_id"], unique=False)
    op.create_index(op.f("ix_wishes_wished_id"), "wishes", ["wished_id"], unique=False)


def create_timetables() -> None:
    """Timetables, meetings and unmet wishes."""
    create_table_timetables()
    create_meetings()
    create_unmet_wishes()


def create_table_timetables() -> None:
    op.create_table(
        "timetables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quality", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft' AND published_at IS NULL) OR (state <> 'draft' AND published_at IS NOT NULL)",
            name=op.f("ck_timetables_published_at"),
        ),
        sa.CheckConstraint("state IN ('draft', 'published', 'superseded')", name=op.f("ck_timetables_state")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_timetables_version")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_timetables_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetables")),
        sa.UniqueConstraint("event_id", "id", name=op.f("uq_timetables_event_id_id")),
        sa.UniqueConstraint("event_id", "version", name=op.f("uq_timetables_event_id_version")),
    )
    op.create_index(
        "uq_timetables_published",
        "timetables",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )


def list_meeting_keys() -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["event_id", "investor_participation_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_meetings_event_id_investor_participation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "slot_id"],
            ["slots.event_id", "slots.id"],
            name=op.f("fk_meetings_event_id_slot_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "startup_participation_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_meetings_event_id_startup_participation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "timetable_id"],
            ["timetables.event_id", "timetables.id"],
            name=op.f("fk_meetings_event_id_timetable_id"),
            ondelete="CASCADE",
        ),
    ]


def create_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("timetable_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("startup_participation_id", sa.Integer(), nullable=False),
        sa.Column("investor_participation_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.CheckConstraint("origin IN ('wished', 'suggested')", name=op.f("ck_meetings_origin")),
        sa.CheckConstraint("startup_participation_id <> investor_participation_id", name=op.f("ck_meetings_parties")),
        sa.CheckConstraint("table_number >= 1", name=op.f("ck_meetings_table_number")),
        *list_meeting_keys(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("timetable_id", "slot_id", "investor_participation_id", name="uq_meetings_investor_slot"),
        sa.UniqueConstraint("timetable_id", "slot_id", "startup_participation_id", name="uq_meetings_startup_slot"),
        sa.UniqueConstraint("timetable_id", "slot_id", "table_number", name="uq_meetings_table_slot"),
        sa.UniqueConstraint(
            "timetable_id", "startup_participation_id", "investor_participation_id", name="uq_meetings_pair"
        ),
    )
    op.create_index(
        op.f("ix_meetings_investor_participation_id"), "meetings", ["investor_participation_id"], unique=False
    )
    op.create_index(op.f("ix_meetings_slot_id"), "meetings", ["slot_id"], unique=False)
    op.create_index(
        op.f("ix_meetings_startup_participation_id"), "meetings", ["startup_participation_id"], unique=False
    )


def create_unmet_wishes() -> None:
    op.create_table(
        "unmet_wishes",
        sa.Column("timetable_id", sa.Integer(), nullable=False),
        sa.Column("wisher_id", sa.Integer(), nullable=False),
        sa.Column("wished_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("is_proven", sa.Boolean(), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_unmet_wishes_code")),
        sa.CheckConstraint("wisher_id <> wished_id", name=op.f("ck_unmet_wishes_not_oneself")),
        sa.ForeignKeyConstraint(
            ["event_id", "timetable_id"],
            ["timetables.event_id", "timetables.id"],
            name=op.f("fk_unmet_wishes_event_id_timetable_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "wished_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_unmet_wishes_event_id_wished_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id", "wisher_id"],
            ["participations.event_id", "participations.id"],
            name=op.f("fk_unmet_wishes_event_id_wisher_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("timetable_id", "wisher_id", "wished_id", name=op.f("pk_unmet_wishes")),
    )
    op.create_index(op.f("ix_unmet_wishes_wished_id"), "unmet_wishes", ["wished_id"], unique=False)
    op.create_index(op.f("ix_unmet_wishes_wisher_id"), "unmet_wishes", ["wisher_id"], unique=False)


def create_matching() -> None:
    """Suggestions and text vectors."""
    op.create_table(
        "suggestions",
        sa.Column("seeker_kind", sa.Text(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("candidate_kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("band IN ('strong', 'good', 'possible')", name=op.f("ck_suggestions_band")),
        sa.CheckConstraint(
            "candidate_kind IN ('startup', 'mentor', 'investor')", name=op.f("ck_suggestions_candidate_kind")
        ),
        sa.CheckConstraint("seeker_kind IN ('startup', 'mentor', 'investor')", name=op.f("ck_suggestions_seeker_kind")),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_suggestions_rank")),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_suggestions_score")),
        sa.CheckConstraint("seeker_kind <> candidate_kind", name=op.f("ck_suggestions_kinds")),
        sa.PrimaryKeyConstraint("seeker_kind", "seeker_id", "candidate_kind", "rank", name=op.f("pk_suggestions")),
        sa.UniqueConstraint("seeker_kind", "seeker_id", "candidate_kind", "candidate_id", name="uq_suggestions_pair"),
    )
    op.create_table(
        "text_vectors",
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("dims", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("dims >= 1 AND length(vector) = dims * 4", name=op.f("ck_text_vectors_vector")),
        sa.PrimaryKeyConstraint("encoder", "kind", "key", name=op.f("pk_text_vectors")),
    )


def create_work() -> None:
    """Jobs, imports and flags."""
    create_jobs()
    create_imports()
    create_marks()


def create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('queued', 'running') AND finished_at IS NULL)"
            " OR (state NOT IN ('queued', 'running') AND finished_at IS NOT NULL)",
            name=op.f("ck_jobs_finished_at"),
        ),
        sa.CheckConstraint("kind IN ('encode', 'recommend', 'plan', 'refresh', 'fit')", name=op.f("ck_jobs_kind")),
        sa.CheckConstraint(
            "state <> 'running' OR (worker IS NOT NULL AND lease_until IS NOT NULL AND attempts >= 1)",
            name=op.f("ck_jobs_lease"),
        ),
        sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_jobs_state")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_jobs_attempts")),
        sa.CheckConstraint("done >= 0 AND total >= 0", name=op.f("ck_jobs_progress")),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name=op.f("fk_jobs_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_state_id"), "jobs", ["state", "id"], unique=False)


def create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'applied' AND applied_at IS NOT NULL) OR (state <> 'applied' AND applied_at IS NULL)",
            name=op.f("ck_imports_applied_at"),
        ),
        sa.CheckConstraint("kind IN ('startup', 'mentor', 'investor', 'candidacy')", name=op.f("ck_imports_kind")),
        sa.CheckConstraint("state IN ('uploaded', 'applied', 'discarded')", name=op.f("ck_imports_state")),
        sa.ForeignKeyConstraint(["created_by"], ["accounts.id"], name=op.f("fk_imports_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )


def create_marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )


def create_audit() -> None:
    """The audit log and the triggers that keep it append-only."""
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint("action <> ''", name=op.f("ck_audit_entries_action")),
        sa.ForeignKeyConstraint(["actor"], ["accounts.id"], name=op.f("fk_audit_entries_actor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_action"), "audit_entries", ["action"], unique=False)
    op.create_index(op.f("ix_audit_entries_actor"), "audit_entries", ["actor"], unique=False)
    op.create_index(
        op.f("ix_audit_entries_subject_kind_subject_id"), "audit_entries", ["subject_kind", "subject_id"], unique=False
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    raise RuntimeError("there is nothing before the first schema; delete the database instead")
