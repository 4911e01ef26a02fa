"""Memberships of the investors' club in storage: one row for an investor, with the latest state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, insert, literal, null, select, update

from matchmaker.domain.club import ClubMembership, ClubMembershipDraft, ClubState
from matchmaker.domain.ids import ClubMembershipId, InvestorId
from matchmaker.domain.listings import PAGE_SIZE, MembershipWithInvestor, Page
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.repositories.base import Repository, build, table_of, values_of
from matchmaker.storage.repositories.investors import InvestorRepository
from matchmaker.storage.tables import ClubMembershipRow, InvestorRow

TABLE = table_of(ClubMembershipRow)
INVESTORS = table_of(InvestorRow)


class ClubRepository(Repository):
    def find(self, investor_id: InvestorId) -> ClubMembership | None:
        row = self._connection.execute(select(TABLE).where(TABLE.c.investor_id == investor_id)).one_or_none()
        return None if row is None else build(ClubMembership, row)

    def put(self, draft: ClubMembershipDraft) -> ClubMembershipId:
        """Save the membership of an investor, and the flag in the profile. Lock the investor first."""
        values = values_of(draft, ClubMembershipDraft)
        changed = update(TABLE).where(TABLE.c.investor_id == draft.investor_id).values(**values).returning(TABLE.c.id)
        found = self._connection.execute(changed).scalar()
        is_member = draft.state is ClubState.MEMBER
        flag = update(INVESTORS).where(INVESTORS.c.id == draft.investor_id).values(is_club_member=is_member)
        self._connection.execute(flag)
        return ClubMembershipId(found or self._add(ClubMembershipRow, values))

    def follow_profiles(self, at: datetime) -> None:
        """Create memberships from the flags in profiles, after an import has set the flags."""
        flagged = select(INVESTORS.c.id).where(INVESTORS.c.is_club_member)
        member = TABLE.c.state == ClubState.MEMBER
        moved = {"decided_at": at, "decided_by": None, "reason": ""}
        joined = update(TABLE).where(TABLE.c.investor_id.in_(flagged), ~member)
        self._connection.execute(joined.values(state=ClubState.MEMBER, **moved))
        left = update(TABLE).where(TABLE.c.investor_id.not_in(flagged), member)
        self._connection.execute(left.values(state=ClubState.LEFT, **moved))
        columns = ("investor_id", "state", "statement", "reason", "asked_at", "decided_at", "decided_by")
        when = literal(at, TABLE.c.asked_at.type)
        missing = select(INVESTORS.c.id, literal("member"), literal(""), literal(""), when, when, null()).where(
            INVESTORS.c.is_club_member, INVESTORS.c.id.not_in(select(TABLE.c.investor_id))
        )
        self._connection.execute(insert(TABLE).from_select(columns, missing))

    def list_page(
        self, *, state: ClubState | None = None, search: str = "", number: int = 1, size: int = PAGE_SIZE
    ) -> Page[MembershipWithInvestor]:
        """Memberships with their investors: open requests first, then the latest requests and invitations."""
        query = (
            select(TABLE)
            .join(INVESTORS, INVESTORS.c.id == TABLE.c.investor_id)
            .where(
                *equals(ClubMembershipRow.state, state), *matches(search, InvestorRow.name, InvestorRow.organisation)
            )
            .order_by(case((TABLE.c.state == ClubState.REQUESTED, 0), else_=1), TABLE.c.asked_at.desc())
            .order_by(TABLE.c.id.desc())
        )
        return self._page(query, self._read, number=number, size=size)

    def count_by_state(self) -> dict[ClubState, int]:
        """How many memberships are in each state. States without any are left out."""
        return self._count_by(select(TABLE.c.state, func.count()).group_by(TABLE.c.state))

    def _read(self, rows: Sequence[Any]) -> tuple[MembershipWithInvestor, ...]:
        investors = InvestorRepository(self._connection).list_by_ids(row.investor_id for row in rows)
        return tuple(
            MembershipWithInvestor(membership=build(ClubMembership, row), investor=investors[row.investor_id])
            for row in rows
        )
