"""The profiles that people act for through their organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, literal, select

from matchmaker.domain.ids import AccountId, IncubatorId, OrganisationId
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.tables import (
    InvestorRow,
    MemberRow,
    MentorRow,
    OrganisationRow,
    OwnedProfileRow,
    StartupMemberRow,
    StartupRow,
)

ORGANISATION_PATHS: dict[PartyKind, tuple[Any, Any]] = {
    PartyKind.STARTUP: (OwnedProfileRow.startup_id, StartupRow),
    PartyKind.INVESTOR: (OwnedProfileRow.investor_id, InvestorRow),
}
"""For each kind: the column of the owned profile, and the row it refers to."""

DIRECT_PATHS: dict[PartyKind, tuple[Any, Any]] = {
    PartyKind.STARTUP: (StartupMemberRow.startup_id, StartupMemberRow.account_id),
    PartyKind.MENTOR: (MentorRow.id, MentorRow.account_id),
    PartyKind.INVESTOR: (InvestorRow.id, InvestorRow.account_id),
}
"""For each kind: the columns of profile and account that link the two directly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMembership:
    """A person's membership of an organisation. ``incubator_id`` is set if the organisation is an incubator."""

    organisation_id: OrganisationId
    kind: OrganisationKind
    is_admin: bool
    incubator_id: IncubatorId | None


def list_organisation_memberships(connection: Connection, account_id: AccountId) -> tuple[OrganisationMembership, ...]:
    """The organisations of an account."""
    query = (
        select(OrganisationRow.id, OrganisationRow.kind, MemberRow.is_admin, OwnedProfileRow.incubator_id)
        .join(MemberRow, MemberRow.organisation_id == OrganisationRow.id)
        .outerjoin(
            OwnedProfileRow,
            (OwnedProfileRow.organisation_id == OrganisationRow.id) & OwnedProfileRow.incubator_id.is_not(None),
        )
        .where(MemberRow.account_id == account_id)
        .order_by(OrganisationRow.id)
    )
    return tuple(
        OrganisationMembership(organisation_id=number, kind=kind, is_admin=is_admin, incubator_id=incubator_id)
        for number, kind, is_admin, incubator_id in connection.execute(query)
    )


def select_colleagues(kind: PartyKind, profile_id: int) -> Select[Any] | None:
    """The query for accounts that act for a profile through its organisation. None for kinds without organisations."""
    if kind not in ORGANISATION_PATHS:
        return None
    column, _ = ORGANISATION_PATHS[kind]
    return (
        select(MemberRow.account_id)
        .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
        .where(column == profile_id)
    )


def select_representatives(kind: PartyKind, profile_ids: Sequence[int]) -> Any:
    """The query for profile and account of everybody who acts for one of the profiles, directly or not."""
    profile, account = DIRECT_PATHS[kind]
    linked = select(profile, account).where(profile.in_(profile_ids), account.is_not(None))
    if kind not in ORGANISATION_PATHS:
        return linked
    column, _ = ORGANISATION_PATHS[kind]
    owned = select(column, MemberRow.account_id).join(
        OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id
    )
    return linked.union(owned.where(column.in_(profile_ids)))


def select_own_startups(kind: PartyKind) -> Any:
    """The query for startup and partner of every account that owns the partner's profile and acts for the startup."""
    partner, account = DIRECT_PATHS[kind]
    linked = select(StartupMemberRow.startup_id, partner).join(StartupMemberRow, StartupMemberRow.account_id == account)
    owned = (
        select(OwnedProfileRow.startup_id, partner)
        .join(MemberRow, MemberRow.account_id == account)
        .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
        .where(OwnedProfileRow.startup_id.is_not(None))
    )
    return linked.union(owned)


def select_organisation_links(account_ids: Sequence[AccountId]) -> list[Select[Any]]:
    """For accounts: account, kind, id and name of the profiles of their organisations, and the organisation."""
    return [
        select(MemberRow.account_id, literal(kind.value), row.id, row.name, MemberRow.organisation_id)
        .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
        .join(row, row.id == column)
        .where(MemberRow.account_id.in_(account_ids))
        for kind, (column, row) in ORGANISATION_PATHS.items()
    ]
