"""The mentor pool in storage: applications, membership data, confirmed assessments."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select, update

from matchmaker.domain.assessment import Assessment
from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, MentorId, PoolApplicationId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.pool import OPEN_STATES, PoolApplication, PoolMembership, PoolState
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.repositories.flags import FlagRepository
from matchmaker.storage.tables import MentorRow, PoolApplicationRow, PoolAssessmentRow, PoolMemberRow

TABLE = table_of(PoolApplicationRow)
MEMBERS = table_of(PoolMemberRow)
ASSESSMENTS = table_of(PoolAssessmentRow)
MENTORS = table_of(MentorRow)

LOCK = "pool_seats"
"""Flag whose row is locked by a unit that assigns a seat, so that the last seat is assigned only once."""


class PoolRepository(Repository):
    def add(self, application: PoolApplication) -> PoolApplicationId:
        """Id of the new application; the id of the value is ignored. Raise StateConflict ``pool_application_open``."""
        values = values_of(application, PoolApplication, leave_out={"id"})
        return PoolApplicationId(self._add(PoolApplicationRow, values))

    def find_latest(self, account_id: AccountId) -> PoolApplication | None:
        """The account's last application."""
        query = select(TABLE).where(TABLE.c.account_id == account_id).order_by(TABLE.c.id.desc()).limit(1)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else build(PoolApplication, row)

    def get(self, application_id: PoolApplicationId) -> PoolApplication:
        return self._get(select(TABLE).where(TABLE.c.id == application_id), application_id)

    def get_for_update(self, application_id: PoolApplicationId) -> PoolApplication:
        """The application, locked until the unit ends."""
        return self._get(self._locked(select(TABLE).where(TABLE.c.id == application_id)), application_id)

    def save(self, application: PoolApplication) -> None:
        values = values_of(application, PoolApplication, leave_out={"id"})
        self._connection.execute(update(TABLE).where(TABLE.c.id == application.id).values(**values))

    def list_page(
        self, *, states: Collection[PoolState] = OPEN_STATES, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[PoolApplication]:
        """Applications in ``states``, the longest waiting first."""
        query = select(TABLE).where(TABLE.c.state.in_(sorted(states))).order_by(TABLE.c.submitted_at, TABLE.c.id)
        return self._page(query, lambda rows: [build(PoolApplication, row) for row in rows], number=number, size=size)

    def lock_seats(self) -> None:
        """Lock the assignment of seats until the unit ends, by a write to the flag's row."""
        FlagRepository(self._connection).set(LOCK, "")

    def find_member(self, mentor_id: MentorId) -> PoolMembership:
        """Membership data of a mentor. Without a row the mentor has the defaults."""
        row = self._connection.execute(select(MEMBERS).where(MEMBERS.c.mentor_id == mentor_id)).one_or_none()
        return PoolMembership(mentor_id=mentor_id) if row is None else build(PoolMembership, row)

    def list_exited(self) -> frozenset[MentorId]:
        """Former members."""
        return frozenset(self._connection.scalars(select(MEMBERS.c.mentor_id).where(MEMBERS.c.exited_at.is_not(None))))

    def save_member(self, member: PoolMembership) -> None:
        values = values_of(member, PoolMembership)
        self._put(PoolMemberRow, values, change=values_of(member, PoolMembership, leave_out={"mentor_id"}))

    def list_to_remind(self, today: date, until: date) -> tuple[tuple[MentorId, date], ...]:
        """Members whose certificate expires from ``today`` to ``until``, without a reminder of that day."""
        ends = MENTORS.c.certified_until
        query = (
            select(MENTORS.c.id, ends)
            .outerjoin(MEMBERS, MEMBERS.c.mentor_id == MENTORS.c.id)
            .where(ends.between(today, until), MEMBERS.c.exited_at.is_(None))
            .where(or_(MEMBERS.c.reminded_of.is_(None), MEMBERS.c.reminded_of != ends))
            .order_by(MENTORS.c.id)
        )
        return tuple((mentor_id, day) for mentor_id, day in self._connection.execute(query))

    def put_assessment(self, assessment: Assessment) -> None:
        """Store the level of a year. It replaces an earlier one."""
        values = values_of(assessment, Assessment)
        change = values_of(assessment, Assessment, leave_out={"mentor_id", "year"})
        self._put(PoolAssessmentRow, values, change=change)

    def list_assessments(
        self, mentor_ids: Iterable[MentorId], *, year: int | None = None
    ) -> dict[MentorId, tuple[Assessment, ...]]:
        """Assessments of the mentors, the latest year first; only of ``year`` if it is given."""
        found: dict[MentorId, tuple[Assessment, ...]] = {}
        for batch in batches(sorted(set(mentor_ids))):
            query = select(ASSESSMENTS).where(ASSESSMENTS.c.mentor_id.in_(batch))
            query = query.where(*([] if year is None else [ASSESSMENTS.c.year == year]))
            for row in self._connection.execute(query.order_by(ASSESSMENTS.c.year.desc())):
                found[row.mentor_id] = (*found.get(row.mentor_id, ()), build(Assessment, row))
        return found

    def _get(self, query: Select[Any], application_id: PoolApplicationId) -> PoolApplication:
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("pool_application_not_found", id=application_id)
        return build(PoolApplication, row)
