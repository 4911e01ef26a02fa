"""Organisations: several people who act for the same startup, fund or incubator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, OrganisationId
from matchmaker.domain.vocabulary import Role


class OrganisationKind(StrEnum):
    STARTUP = "startup"
    FUND = "fund"
    INCUBATOR = "incubator"


class OwnedKind(StrEnum):
    """Kinds of things that an organisation represents."""

    STARTUP = "startup"
    INVESTOR = "investor"
    INCUBATOR = "incubator"


OWNS: Mapping[OrganisationKind, OwnedKind] = {
    OrganisationKind.STARTUP: OwnedKind.STARTUP,
    OrganisationKind.FUND: OwnedKind.INVESTOR,
    OrganisationKind.INCUBATOR: OwnedKind.INCUBATOR,
}
"""What an organisation of each kind represents."""

ROLES: Mapping[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.STARTUP: frozenset({Role.FOUNDER}),
    OrganisationKind.FUND: frozenset({Role.INVESTOR}),
    OrganisationKind.INCUBATOR: frozenset(),
}
"""Roles that people have while they are members of an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: OrganisationId
    name: str
    kind: OrganisationKind
    is_demo: bool = False
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of an organisation; an administrator invites and removes colleagues."""

    organisation_id: OrganisationId
    account_id: AccountId
    name: str
    is_admin: bool
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedProfile:
    """A profile or an incubator that an organisation represents."""

    organisation_id: OrganisationId
    kind: OwnedKind
    id: int
    name: str


def can_leave(members: tuple[Member, ...], account_id: AccountId) -> bool:
    """Whether an administrator remains when ``account_id`` leaves; the last member may always leave."""
    rest = [it for it in members if it.account_id != account_id]
    return not rest or any(it.is_admin for it in rest)
