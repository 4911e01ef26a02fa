"""Organisations in storage: their members and the profiles they own."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, union_all, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, OrganisationId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.organisations import Member, Organisation, OrganisationKind, OwnedKind, OwnedProfile
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.repositories.base import Repository, build, table_of
from matchmaker.storage.tables import (
    AccountRow,
    IncubatorRow,
    InvestorRow,
    MemberRow,
    OrganisationRow,
    OwnedProfileRow,
    StartupRow,
)

TABLE = table_of(OrganisationRow)
OWNED: dict[OwnedKind, tuple[Any, Any]] = {
    OwnedKind.STARTUP: (OwnedProfileRow.startup_id, StartupRow),
    OwnedKind.INVESTOR: (OwnedProfileRow.investor_id, InvestorRow),
    OwnedKind.INCUBATOR: (OwnedProfileRow.incubator_id, IncubatorRow),
}


class OrganisationRepository(Repository):
    def add(self, *, name: str, kind: OrganisationKind, created_at: datetime, is_demo: bool = False) -> OrganisationId:
        """Id of the new organisation. Raise StateConflict ``organisation_taken``."""
        values = {"name": name, "kind": kind, "created_at": created_at, "is_demo": is_demo}
        return OrganisationId(self._add(OrganisationRow, values))

    def get(self, organisation_id: OrganisationId) -> Organisation:
        row = self._connection.execute(select(TABLE).where(TABLE.c.id == organisation_id)).one_or_none()
        if row is None:
            raise NotFound("organisation_not_found", id=organisation_id)
        return build(Organisation, row)

    def get_for_update(self, organisation_id: OrganisationId) -> Organisation:
        """The organisation, locked until the unit ends, so that its members change one after the other."""
        self._connection.execute(self._locked(select(TABLE.c.id).where(TABLE.c.id == organisation_id)))
        return self.get(organisation_id)

    def list_page(
        self, *, search: str = "", kind: OrganisationKind | None = None, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[Organisation]:
        """Organisations by name."""
        query = select(TABLE).where(*matches(search, OrganisationRow.name), *equals(OrganisationRow.kind, kind))
        return self._page(
            query.order_by(TABLE.c.name, TABLE.c.id),
            lambda rows: [build(Organisation, row) for row in rows],
            number=number,
            size=size,
        )

    def list_for(self, account_id: AccountId) -> tuple[Organisation, ...]:
        """Organisations of an account."""
        query = (
            select(TABLE)
            .join(MemberRow, MemberRow.organisation_id == TABLE.c.id)
            .where(MemberRow.account_id == account_id)
            .order_by(TABLE.c.id)
        )
        return tuple(build(Organisation, row) for row in self._connection.execute(query))

    def count_members(self) -> dict[OrganisationId, int]:
        return self._count_by(select(MemberRow.organisation_id, func.count()).group_by(MemberRow.organisation_id))

    def list_members(self, organisation_id: OrganisationId) -> tuple[Member, ...]:
        """The members, administrators first."""
        query = (
            select(MemberRow.organisation_id, MemberRow.account_id, MemberRow.is_admin, MemberRow.joined_at)
            .add_columns(AccountRow.name)
            .join(AccountRow, AccountRow.id == MemberRow.account_id)
            .where(MemberRow.organisation_id == organisation_id)
            .order_by(MemberRow.is_admin.desc(), MemberRow.joined_at, MemberRow.account_id)
        )
        return tuple(build(Member, row) for row in self._connection.execute(query))

    def add_member(
        self, organisation_id: OrganisationId, account_id: AccountId, *, is_admin: bool, at: datetime
    ) -> None:
        """Add a member. Raise StateConflict ``already_member``."""
        values = {"organisation_id": organisation_id, "account_id": account_id, "is_admin": is_admin, "joined_at": at}
        self._connection.execute(insert(MemberRow).values(**values))

    def set_admin(self, organisation_id: OrganisationId, account_id: AccountId, *, is_admin: bool) -> None:
        member = (MemberRow.organisation_id == organisation_id, MemberRow.account_id == account_id)
        self._connection.execute(update(MemberRow).where(*member).values(is_admin=is_admin))

    def remove_member(self, organisation_id: OrganisationId, account_id: AccountId) -> None:
        member = (MemberRow.organisation_id == organisation_id, MemberRow.account_id == account_id)
        self._connection.execute(delete(MemberRow).where(*member))

    def add_owned(self, organisation_id: OrganisationId, *, kind: OwnedKind, profile_id: int) -> None:
        """Add an owned profile. Raise StateConflict ``profile_owned``."""
        values = {"organisation_id": organisation_id, "kind": kind, f"{kind.value}_id": profile_id}
        self._connection.execute(insert(OwnedProfileRow).values(**values))

    def list_owned(self, organisation_id: OrganisationId) -> tuple[OwnedProfile, ...]:
        """The owned profiles."""
        queries = [
            select(OwnedProfileRow.organisation_id, literal(kind.value).label("kind"), row.id, row.name)
            .join(row, row.id == column)
            .where(OwnedProfileRow.organisation_id == organisation_id)
            for kind, (column, row) in OWNED.items()
        ]
        return tuple(
            OwnedProfile(organisation_id=owner, kind=OwnedKind(kind), id=number, name=name)
            for owner, kind, number, name in self._connection.execute(union_all(*queries))
        )
