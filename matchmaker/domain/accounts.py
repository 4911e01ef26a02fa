"""Accounts: who may log in, and as what."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.ids import AccountId, IncubatorId, InvestorId, MentorId, OrganisationId, SessionId, StartupId
from matchmaker.domain.vocabulary import PartyKind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """A person who may log in, by e-mail or by mobile number; ``is_demo`` is true for invented people.

    ``email`` is empty where only a ``mobile`` is known, and the other way round. Without ``is_personalised`` the person
    gets plain lists, and no model is trained on what the person does.
    """

    email: str = ""
    mobile: str = ""
    name: str
    roles: frozenset[Role]
    locale: str = "zh"
    is_active: bool = True
    is_demo: bool = False
    is_personalised: bool = True
    created_at: datetime

    @property
    def login(self) -> str:
        """What the person logs in with: the e-mail address, or else the mobile number."""
        return self.email or self.mobile


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(AccountDraft):
    """A stored account. ``session_stamp`` counts how often all its sessions were ended."""

    id: AccountId
    session_stamp: int = 0
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginFailures:
    """Wrong passwords in a row for a log-in name from an address. Nobody may try again before ``locked_until``."""

    email: str
    address: str
    count: int
    last_at: datetime
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A device on which an account is logged in."""

    id: SessionId
    account_id: AccountId
    device: str
    address: str
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetCode:
    """A code for setting a new password, valid for one use. ``issued_by`` is None where it was requested by mail."""

    id: int
    account_id: AccountId
    code_hash: str
    issued_by: AccountId | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLink:
    """A profile that an account represents, directly or through an organisation."""

    kind: PartyKind
    id: int
    name: str
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who acts: the account's roles, the profiles it represents, and the stamp of its valid sessions."""

    account_id: AccountId
    name: str
    roles: frozenset[Role]
    startup_ids: frozenset[StartupId] = frozenset()
    mentor_id: MentorId | None = None
    investor_id: InvestorId | None = None
    session_stamp: int = 0
    organisation_ids: frozenset[OrganisationId] = frozenset()
    administered_ids: frozenset[OrganisationId] = frozenset()
    incubator_ids: frozenset[IncubatorId] = frozenset()
    is_personalised: bool = True

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of ``roles``."""
        return not self.roles.isdisjoint(roles)

    def list_profiles(self) -> tuple[tuple[PartyKind, int], ...]:
        """The profiles that the actor represents: startups by id, then the mentor, then the investor."""
        startups = [(PartyKind.STARTUP, it) for it in sorted(self.startup_ids)]
        others = ((PartyKind.MENTOR, self.mentor_id), (PartyKind.INVESTOR, self.investor_id))
        return *startups, *((kind, it) for kind, it in others if it is not None)

    def represents(self, kind: PartyKind, profile_id: int) -> bool:
        """Whether this profile is one of the actor's."""
        return (kind, profile_id) in self.list_profiles()
