"""Mobile numbers, sessions, ways in, organisations, consents and contact data.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COPY = """
INSERT INTO accounts_new (id, email, name, password_hash, locale, is_active, is_demo, session_stamp, created_at,
    is_personalised)
SELECT id, email, name, password_hash, locale, is_active, is_demo, session_stamp, created_at, 1 FROM accounts
"""
EMAIL = "email = lower(email) AND email <> replace(email, '@', '')"
MOBILE = "mobile LIKE '+86%' AND length(mobile) = 14"
LOGIN = "email IS NOT NULL OR mobile IS NOT NULL OR erased_at IS NOT NULL"
ROLES = "'founder', 'mentor', 'investor', 'organizer', 'operator'"
OWNED = (
    "(kind = 'startup' AND startup_id IS NOT NULL AND investor_id IS NULL AND incubator_id IS NULL)"
    " OR (kind = 'investor' AND investor_id IS NOT NULL AND startup_id IS NULL AND incubator_id IS NULL)"
    " OR (kind = 'incubator' AND incubator_id IS NOT NULL AND startup_id IS NULL AND investor_id IS NULL)"
)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def word(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def refer(table: str, column: str, target: str, *, cascade: bool = True) -> sa.ForeignKeyConstraint:
    named = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=named, ondelete="CASCADE" if cascade else None)


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        replace_accounts()
    else:
        alter_accounts()
    create_sessions()
    create_organisations()
    create_entry()
    create_privacy()


def replace_accounts() -> None:
    """Replace the table of accounts: SQLite cannot make a column optional. Foreign keys are off meanwhile."""
    op.create_table(
        "accounts_new",
        whole("id"),
        word("email", nullable=True),
        word("name"),
        word("password_hash", nullable=True),
        word("locale"),
        flag("is_active"),
        flag("is_demo"),
        whole("session_stamp"),
        moment("created_at"),
        word("mobile", nullable=True),
        flag("is_personalised"),
        moment("erased_at", nullable=True),
        check("accounts", "email", EMAIL),
        check("accounts", "locale", "locale IN ('zh', 'en')"),
        check("accounts", "name", "name <> ''"),
        check("accounts", "mobile", MOBILE),
        check("accounts", "login", LOGIN),
        primary("accounts", "id"),
        unique("accounts", "email"),
        unique("accounts", "mobile"),
    )
    op.execute(COPY)
    op.drop_table("accounts")
    op.rename_table("accounts_new", "accounts")


def alter_accounts() -> None:
    op.alter_column("accounts", "email", nullable=True)
    op.add_column("accounts", word("mobile", nullable=True))
    op.add_column("accounts", sa.Column("is_personalised", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.alter_column("accounts", "is_personalised", server_default=None)
    op.add_column("accounts", moment("erased_at", nullable=True))
    op.create_unique_constraint(op.f("uq_accounts_mobile"), "accounts", ["mobile"])
    op.create_check_constraint(op.f("ck_accounts_mobile"), "accounts", MOBILE)
    op.create_check_constraint(op.f("ck_accounts_login"), "accounts", LOGIN)


def create_sessions() -> None:
    op.create_table(
        "account_sessions",
        whole("id"),
        whole("account_id"),
        word("token_hash"),
        word("device"),
        word("address"),
        moment("started_at"),
        moment("seen_at"),
        refer("account_sessions", "account_id", "accounts"),
        primary("account_sessions", "id"),
        unique("account_sessions", "token_hash"),
    )
    op.create_index(op.f("ix_account_sessions_account_id"), "account_sessions", ["account_id"])
    op.create_table(
        "reset_codes",
        whole("id"),
        whole("account_id"),
        word("code_hash"),
        whole("issued_by", nullable=True),
        moment("created_at"),
        moment("expires_at"),
        moment("used_at", nullable=True),
        refer("reset_codes", "account_id", "accounts"),
        refer("reset_codes", "issued_by", "accounts", cascade=False),
        primary("reset_codes", "id"),
        unique("reset_codes", "code_hash"),
    )
    op.create_index(op.f("ix_reset_codes_account_id"), "reset_codes", ["account_id"])


def create_organisations() -> None:
    op.create_table(
        "organisations",
        whole("id"),
        word("name"),
        word("kind"),
        flag("is_demo"),
        moment("created_at"),
        check("organisations", "name", "name <> ''"),
        check("organisations", "kind", "kind IN ('startup', 'fund', 'incubator')"),
        primary("organisations", "id"),
        unique("organisations", "kind", "name"),
    )
    op.create_table(
        "organisation_members",
        whole("organisation_id"),
        whole("account_id"),
        flag("is_admin"),
        moment("joined_at"),
        refer("organisation_members", "organisation_id", "organisations"),
        refer("organisation_members", "account_id", "accounts"),
        primary("organisation_members", "organisation_id", "account_id"),
    )
    op.create_index(op.f("ix_organisation_members_account_id"), "organisation_members", ["account_id"])
    op.create_table(
        "organisation_profiles",
        whole("id"),
        whole("organisation_id"),
        word("kind"),
        whole("startup_id", nullable=True),
        whole("investor_id", nullable=True),
        whole("incubator_id", nullable=True),
        check("organisation_profiles", "kind", "kind IN ('startup', 'investor', 'incubator')"),
        check("organisation_profiles", "profile", OWNED),
        refer("organisation_profiles", "organisation_id", "organisations"),
        *(refer("organisation_profiles", f"{it}_id", f"{it}s") for it in ("startup", "investor", "incubator")),
        primary("organisation_profiles", "id"),
        *(unique("organisation_profiles", f"{it}_id") for it in ("startup", "investor", "incubator")),
    )
    op.create_index(op.f("ix_organisation_profiles_organisation_id"), "organisation_profiles", ["organisation_id"])


def create_entry() -> None:
    create_invitations()
    create_registrations()


def create_invitations() -> None:
    rest = "roles"
    for role in ("organizer", "investor", "operator", "founder", "mentor"):
        rest = f"replace({rest}, '{role},', '')"
    op.create_table(
        "invitations",
        whole("id"),
        word("code_hash"),
        word("email", nullable=True),
        word("mobile", nullable=True),
        word("name"),
        word("roles"),
        whole("organisation_id", nullable=True),
        flag("is_admin"),
        word("profile_kind", nullable=True),
        whole("profile_id", nullable=True),
        whole("invited_by", nullable=True),
        moment("created_at"),
        moment("expires_at"),
        word("state"),
        whole("account_id", nullable=True),
        flag("is_demo"),
        check("invitations", "name", "name <> ''"),
        check("invitations", "profile", "(profile_kind IS NULL) = (profile_id IS NULL)"),
        check("invitations", "expires_at", "created_at < expires_at"),
        check("invitations", "state", "state IN ('open', 'accepted', 'withdrawn')"),
        check("invitations", "profile_kind", "profile_kind IN ('startup', 'mentor', 'investor')"),
        check("invitations", "roles", f"{rest} = ','"),
        refer("invitations", "organisation_id", "organisations"),
        refer("invitations", "invited_by", "accounts", cascade=False),
        refer("invitations", "account_id", "accounts", cascade=False),
        primary("invitations", "id"),
        unique("invitations", "code_hash"),
    )
    still = sa.text("state = 'open'")
    op.create_index("ix_invitations_open", "invitations", ["expires_at"], sqlite_where=still, postgresql_where=still)
    for column in ("organisation_id", "invited_by", "account_id"):
        op.create_index(op.f(f"ix_invitations_{column}"), "invitations", [column])


def create_registrations() -> None:
    op.create_table(
        "registrations",
        whole("id"),
        word("email", nullable=True),
        word("mobile", nullable=True),
        word("name"),
        word("role"),
        word("organisation"),
        word("about"),
        word("locale"),
        word("password_hash", nullable=True),
        word("state"),
        word("reason"),
        moment("asked_at"),
        moment("decided_at", nullable=True),
        whole("decided_by", nullable=True),
        whole("account_id", nullable=True),
        flag("is_demo"),
        check("registrations", "name", "name <> ''"),
        check("registrations", "login", "email IS NOT NULL OR mobile IS NOT NULL OR state <> 'pending'"),
        check("registrations", "locale", "locale IN ('zh', 'en')"),
        check("registrations", "role", f"role IN ({ROLES})"),
        check("registrations", "state", "state IN ('pending', 'approved', 'refused')"),
        refer("registrations", "decided_by", "accounts", cascade=False),
        refer("registrations", "account_id", "accounts", cascade=False),
        primary("registrations", "id"),
    )
    waiting = sa.text("state = 'pending'")
    for column in ("email", "mobile"):
        named = f"uq_registrations_{column}"
        op.create_index(named, "registrations", [column], unique=True, sqlite_where=waiting, postgresql_where=waiting)
    op.create_index(op.f("ix_registrations_state_id"), "registrations", ["state", "id"])
    for column in ("decided_by", "account_id"):
        op.create_index(op.f(f"ix_registrations_{column}"), "registrations", [column])


def create_privacy() -> None:
    op.create_table(
        "consents",
        whole("id"),
        whole("account_id"),
        word("purpose"),
        word("text_version"),
        moment("given_at"),
        moment("withdrawn_at", nullable=True),
        check("consents", "purpose", "purpose IN ('processing', 'contact')"),
        check("consents", "text_version", "text_version <> ''"),
        check("consents", "withdrawn_at", "given_at <= withdrawn_at"),
        refer("consents", "account_id", "accounts"),
        primary("consents", "id"),
    )
    standing = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_consents_standing",
        "consents",
        ["account_id", "purpose"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_index(op.f("ix_consents_account_id"), "consents", ["account_id"])
    op.create_table(
        "contact_details",
        whole("account_id"),
        word("email"),
        word("phone"),
        word("wechat"),
        refer("contact_details", "account_id", "accounts"),
        primary("contact_details", "account_id"),
    )


def downgrade() -> None:
    raise RuntimeError("accounts without an e-mail address have no place in the former schema")
