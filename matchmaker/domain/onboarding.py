"""Ways into the network: invitations, and people who ask for an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, InvitationId, OrganisationId, RegistrationId
from matchmaker.domain.states import make_moves
from matchmaker.domain.vocabulary import PartyKind, Role

INVITATION_LIFETIME = timedelta(days=14)
"""Long enough for somebody who travels."""

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
    """Somebody who may open an account: roles given by the operator, a profile to stand for, or an organisation.

    ``nonce`` is what the code of a mailed invitation is derived from.
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
    """Somebody who asks for an account, in own words."""

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
