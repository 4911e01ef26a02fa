"""The two ways to an account: invitations, and registrations that the operator approves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, InvitationId, OrganisationId, RegistrationId
from matchmaker.domain.states import make_moves
from matchmaker.domain.vocabulary import PartyKind, Role

INVITATION_LIFETIME = timedelta(days=14)
"""Long enough for somebody who is travelling."""

SELF_SERVICE_ROLES = (Role.FOUNDER, Role.MENTOR, Role.INVESTOR)
"""Roles that anybody may ask for."""


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class RegistrationState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


INVITATION_TRANSITIONS = make_moves(
    {
        InvitationState.OPEN: (InvitationState.ACCEPTED, InvitationState.WITHDRAWN),
        InvitationState.ACCEPTED: (),
        InvitationState.WITHDRAWN: (),
    }
)
REGISTRATION_TRANSITIONS = make_moves(
    {
        RegistrationState.PENDING: (RegistrationState.APPROVED, RegistrationState.REFUSED),
        RegistrationState.APPROVED: (),
        RegistrationState.REFUSED: (),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDraft:
    """An invitation to open an account, with roles from the operator, a profile to represent, or an organisation.

    The code of a mailed invitation is derived from ``nonce``.
    """

    email: str = ""
    mobile: str = ""
    name: str
    roles: frozenset[Role] = frozenset()
    organisation_id: OrganisationId | None = None
    is_admin: bool = False
    profile_kind: PartyKind | None = None
    profile_id: int | None = None
    invited_by: AccountId | None
    created_at: datetime
    expires_at: datetime
    is_demo: bool = False
    nonce: str | None = None

    @property
    def login(self) -> str:
        return self.email or self.mobile


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(InvitationDraft):
    id: InvitationId
    state: InvitationState = InvitationState.OPEN
    account_id: AccountId | None = None

    def is_open_at(self, moment: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.state is InvitationState.OPEN and moment < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDraft:
    """A request for an account; ``about`` is in the person's own words."""

    email: str = ""
    mobile: str = ""
    name: str
    role: Role
    organisation: str = ""
    about: str = ""
    locale: str = "zh"
    asked_at: datetime
    is_demo: bool = False

    @property
    def login(self) -> str:
        return self.email or self.mobile


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(RegistrationDraft):
    id: RegistrationId
    state: RegistrationState = RegistrationState.PENDING
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: AccountId | None = None
    account_id: AccountId | None = None
