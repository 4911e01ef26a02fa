"""What people stand for through their organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, literal, select

from matchmaker.domain.ids import AccountId, IncubatorId, OrganisationId
from matchmaker.domain.organisations import OrganisationKind
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.tables import InvestorRow, MemberRow, OrganisationRow, OwnedProfileRow, StartupRow

THROUGH: dict[PartyKind, tuple[Any, Any]] = {
    PartyKind.STARTUP: (OwnedProfileRow.startup_id, StartupRow),
    PartyKind.INVESTOR: (OwnedProfileRow.investor_id, InvestorRow),
}
"""Column of the owned profile, and the row it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A person's place in an organisation; ``incubator_id`` where the organisation is one."""

    organisation_id: OrganisationId
    kind: OrganisationKind
    is_admin: bool
    incubator_id: IncubatorId | None


def list_belonging(connection: Connection, account_id: AccountId) -> tuple[Belonging, ...]:
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
        Belonging(organisation_id=number, kind=kind, is_admin=is_admin, incubator_id=incubator_id)
        for number, kind, is_admin, incubator_id in connection.execute(query)
    )


def select_colleagues(kind: PartyKind, profile_id: int) -> Select[Any] | None:
    """The query for accounts that stand for a profile through its organisation; None for kinds that have none."""
    if kind not in THROUGH:
        return None
    column, _ = THROUGH[kind]
    return (
        select(MemberRow.account_id)
        .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
        .where(column == profile_id)
    )


def links_through(account_ids: Sequence[AccountId]) -> list[Select[Any]]:
    """Account, kind, id and name of what the organisations of ``account_ids`` stand for, and the organisation."""
    return [
        select(MemberRow.account_id, literal(kind.value), row.id, row.name, MemberRow.organisation_id)
        .join(OwnedProfileRow, OwnedProfileRow.organisation_id == MemberRow.organisation_id)
        .join(row, row.id == column)
        .where(MemberRow.account_id.in_(account_ids))
        for kind, (column, row) in THROUGH.items()
    ]
