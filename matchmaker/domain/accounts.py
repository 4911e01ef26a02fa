"""Accounts: who may log in, and as what."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.ids import AccountId, InvestorId, MentorId, StartupId
from matchmaker.domain.vocabulary import PartyKind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDraft:
    """A person who may log in; ``is_demo`` marks invented people."""

    email: str
    name: str
    roles: frozenset[Role]
    locale: str = "zh"
    is_active: bool = True
    is_demo: bool = False
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(AccountDraft):
    """``session_stamp`` counts the times that all sessions of the account were ended."""

    id: AccountId
    session_stamp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginFailures:
    """Wrong passwords in a row for an e-mail from an address; nobody may try again before ``locked_until``."""

    email: str
    address: str
    count: int
    last_at: datetime
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLink:
    """A profile that an account stands for."""

    kind: PartyKind
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The one who acts: roles and the profiles that the account stands for, and the stamp that its sessions bear."""

    account_id: AccountId
    name: str
    roles: frozenset[Role]
    startup_ids: frozenset[StartupId] = frozenset()
    mentor_id: MentorId | None = None
    investor_id: InvestorId | None = None
    session_stamp: int = 0

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of ``roles``."""
        return not self.roles.isdisjoint(roles)
