"""Accounts, their roles, the startups they found, and wrong passwords in a row."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.privacy import Purpose
from matchmaker.domain.vocabulary import Role
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of

STANDING = text("withdrawn_at IS NULL")


class ConsentRow(Row):
    __tablename__ = "consents"
    __table_args__ = (
        one_of("purpose", Purpose),
        CheckConstraint("text_version <> ''", name="text_version"),
        CheckConstraint("given_at <= withdrawn_at", name="withdrawn_at"),
        Index(
            "uq_consents_standing",
            "account_id",
            "purpose",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(Code(Purpose))
    text_version: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ContactRow(Row):
    __tablename__ = "contact_details"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str]
    phone: Mapped[str]
    wechat: Mapped[str]


class AccountRow(Row):
    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("email = lower(email) AND email <> replace(email, '@', '')", name="email"),
        CheckConstraint("locale IN ('zh', 'en')", name="locale"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("mobile LIKE '+86%' AND length(mobile) = 14", name="mobile"),
        CheckConstraint("email IS NOT NULL OR mobile IS NOT NULL OR erased_at IS NOT NULL", name="login"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    locale: Mapped[str]
    is_active: Mapped[bool]
    is_demo: Mapped[bool]
    session_stamp: Mapped[int]
    created_at: Mapped[datetime]
    mobile: Mapped[str | None] = mapped_column(unique=True)
    is_personalised: Mapped[bool]
    erased_at: Mapped[datetime | None]


class AccountRoleRow(Row):
    __tablename__ = "account_roles"
    __table_args__ = (one_of("role", Role),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(Code(Role), primary_key=True)


class StartupMemberRow(Row):
    """An account that acts for a startup. A startup may have several founders."""

    __tablename__ = "startup_members"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"), primary_key=True, index=True)


class LoginFailureRow(Row):
    __tablename__ = "login_failures"
    __table_args__ = (CheckConstraint("count >= 1", name="count"),)

    email: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class SessionRow(Row):
    """A device on which an account is logged in. Only a hash of the cookie's token is stored."""

    __tablename__ = "account_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    address: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class ResetCodeRow(Row):
    __tablename__ = "reset_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
