"""Organisations with their members and owned profiles, invitations, and requests for accounts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.onboarding import InvitationState, RegistrationState
from matchmaker.domain.organisations import OrganisationKind, OwnedKind
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, CodeSet, all_of, one_of

PENDING = text("state = 'pending'")
OPEN = text("state = 'open'")


class OrganisationRow(Row):
    __tablename__ = "organisations"
    __table_args__ = (
        UniqueConstraint("kind", "name"),
        CheckConstraint("name <> ''", name="name"),
        one_of("kind", OrganisationKind),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(Code(OrganisationKind))
    is_demo: Mapped[bool]
    created_at: Mapped[datetime]


class MemberRow(Row):
    __tablename__ = "organisation_members"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_admin: Mapped[bool]
    joined_at: Mapped[datetime]


class OwnedProfileRow(Row):
    """A profile that an organisation owns. No profile has two owners."""

    __tablename__ = "organisation_profiles"
    __table_args__ = (
        one_of("kind", OwnedKind),
        CheckConstraint(
            "(kind = 'startup' AND startup_id IS NOT NULL AND investor_id IS NULL AND incubator_id IS NULL)"
            " OR (kind = 'investor' AND investor_id IS NOT NULL AND startup_id IS NULL AND incubator_id IS NULL)"
            " OR (kind = 'incubator' AND incubator_id IS NOT NULL AND startup_id IS NULL AND investor_id IS NULL)",
            name="profile",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OwnedKind] = mapped_column(Code(OwnedKind))
    startup_id: Mapped[int | None] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"), unique=True)
    investor_id: Mapped[int | None] = mapped_column(ForeignKey("investors.id", ondelete="CASCADE"), unique=True)
    incubator_id: Mapped[int | None] = mapped_column(ForeignKey("incubators.id", ondelete="CASCADE"), unique=True)


class InvitationRow(Row):
    """The code of a mailed invitation is derived from ``nonce`` and the secret of the application."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("(profile_kind IS NULL) = (profile_id IS NULL)", name="profile"),
        CheckConstraint("created_at < expires_at", name="expires_at"),
        one_of("state", InvitationState),
        one_of("profile_kind", PartyKind),
        all_of("roles", Role),
        Index("ix_invitations_open", "expires_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str | None]
    mobile: Mapped[str | None]
    name: Mapped[str]
    roles: Mapped[frozenset[Role]] = mapped_column(CodeSet(Role))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    is_admin: Mapped[bool]
    profile_kind: Mapped[PartyKind | None] = mapped_column(Code(PartyKind))
    profile_id: Mapped[int | None]
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[InvitationState] = mapped_column(Code(InvitationState))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    is_demo: Mapped[bool]
    nonce: Mapped[str | None]


class RegistrationRow(Row):
    """``password_hash`` is stored here until the account is created or refused."""

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("email IS NOT NULL OR mobile IS NOT NULL OR state <> 'pending'", name="login"),
        CheckConstraint("locale IN ('zh', 'en')", name="locale"),
        one_of("role", Role),
        one_of("state", RegistrationState),
        Index("uq_registrations_email", "email", unique=True, sqlite_where=PENDING, postgresql_where=PENDING),
        Index("uq_registrations_mobile", "mobile", unique=True, sqlite_where=PENDING, postgresql_where=PENDING),
        Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None]
    mobile: Mapped[str | None]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(Code(Role))
    organisation: Mapped[str]
    about: Mapped[str]
    locale: Mapped[str]
    password_hash: Mapped[str | None]
    state: Mapped[RegistrationState] = mapped_column(Code(RegistrationState))
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    is_demo: Mapped[bool]
