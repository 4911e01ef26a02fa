"""The mentor pool over several tables: seats by state, and mentors who do not answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, select

from matchmaker.domain.applications import PENDING_STATES
from matchmaker.domain.ids import MentorId
from matchmaker.domain.listings import ALL_PROFILES, PAGE_SIZE, Page, ProfileSearch
from matchmaker.domain.pool import RENEWAL_WINDOW, PoolMembership, Seat, SeatState, SilentMentor, seat_state
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.storage.queries.profile_search import find_mentors
from matchmaker.storage.repositories.base import Repository, names_of, table_of
from matchmaker.storage.repositories.mentors import MentorRepository
from matchmaker.storage.tables import ApplicationRow, MentorRow, PoolMemberRow

MENTORS = table_of(MentorRow)
MEMBERS = table_of(PoolMemberRow)
APPLICATIONS = table_of(ApplicationRow)
JOINED = MENTORS.outerjoin(MEMBERS, MEMBERS.c.mentor_id == MENTORS.c.id)
MEMBERSHIP_COLUMNS = [MEMBERS.c[name] for name in names_of(PoolMembership) if name != "mentor_id"]


class PoolQueries(Repository):
    def count_states(self, today: date) -> dict[SeatState, int]:
        """Mentors by the state of their seat, in one query."""
        states = [state for state in SeatState if state is not SeatState.VACANT]
        counted = [func.count(case((_is_in(state, today), 1))).label(state.value) for state in states]
        row = self._connection.execute(select(*counted).select_from(JOINED)).one()
        return {state: int(getattr(row, state.value)) for state in states}

    def list_page(
        self,
        today: date,
        search: ProfileSearch = ALL_PROFILES,
        *,
        state: SeatState | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[Seat]:
        """Seats of the mentors that ``search`` finds, the earliest expiry first."""
        query = (
            select(MENTORS.c.id, MENTORS.c.certified_until, *MEMBERSHIP_COLUMNS)
            .select_from(JOINED)
            .where(*find_mentors(search), *([] if state is None else [_is_in(state, today)]))
            .order_by(MEMBERS.c.exited_at.is_not(None), MENTORS.c.certified_until, MENTORS.c.id)
        )
        return self._page(query, lambda rows: self._read(rows, today), number=number, size=size)

    def list_map(self, today: date) -> list[tuple[int, str, SeatState]]:
        """Id and name of every mentor in the order of joining, with the state of the seat.

        Former members are left out.
        """
        query = select(MENTORS.c.id, MENTORS.c.name, MENTORS.c.certified_until).select_from(JOINED)
        rows = self._connection.execute(query.where(MEMBERS.c.exited_at.is_(None)).order_by(MENTORS.c.id))
        return [(row.id, row.name, seat_state(row.certified_until, None, today)) for row in rows]

    def list_silent(self, before: datetime, since: datetime) -> list[SilentMentor]:
        """Mentors with unanswered applications from ``before``, or with applications that expired after ``since``.

        Mentors whose founders wait longest come first.
        """
        of_mentor = APPLICATIONS.c.mentor_id
        waits = (APPLICATIONS.c.state == ApplicationState.APPLIED, APPLICATIONS.c.opened_at <= before)
        waiting = select(of_mentor, func.count(), func.min(APPLICATIONS.c.opened_at)).where(*waits).group_by(of_mentor)
        lost = (APPLICATIONS.c.state == ApplicationState.EXPIRED, APPLICATIONS.c.decided_at >= since)
        expired = self._count_by(select(of_mentor, func.count()).where(*lost).group_by(of_mentor))
        found = {key: (int(number), first) for key, number, first in self._connection.execute(waiting)}
        mentors = MentorRepository(self._connection).list_by_ids({*found, *expired})
        silent = [
            SilentMentor(
                mentor=mentor,
                waiting=found.get(key, (0, None))[0],
                since=found.get(key, (0, None))[1],
                expired=expired.get(key, 0),
            )
            for key, mentor in mentors.items()
        ]
        return sorted(silent, key=lambda it: (it.since is None, it.since or since, -it.expired, it.mentor.id))

    def list_left_with_pending(self) -> list[tuple[MentorId, str]]:
        """Former members with pending applications, and the reason why they left."""
        query = (
            select(MEMBERS.c.mentor_id, MEMBERS.c.exit_reason)
            .join(APPLICATIONS, APPLICATIONS.c.mentor_id == MEMBERS.c.mentor_id)
            .where(MEMBERS.c.exited_at.is_not(None), APPLICATIONS.c.state.in_(sorted(PENDING_STATES)))
            .distinct()
            .order_by(MEMBERS.c.mentor_id)
        )
        return [(mentor_id, reason) for mentor_id, reason in self._connection.execute(query)]

    def _read(self, rows: Sequence[Any], today: date) -> list[Seat]:
        mentors = MentorRepository(self._connection).list_by_ids(row.id for row in rows)
        return [
            Seat(
                mentor=mentors[row.id],
                member=PoolMembership(mentor_id=row.id, **_membership_values(row)),
                state=seat_state(row.certified_until, row.exited_at, today),
            )
            for row in rows
        ]


def _membership_values(row: Any) -> dict[str, Any]:
    values = {column.name: getattr(row, column.name) for column in MEMBERSHIP_COLUMNS}
    return values | {"exit_reason": row.exit_reason or ""}


def _is_in(state: SeatState, today: date) -> ColumnElement[bool]:
    """The rule of ``domain.pool`` for the state of a seat, as a condition."""
    ends, stays = MENTORS.c.certified_until, MEMBERS.c.exited_at.is_(None)
    conditions: dict[SeatState, ColumnElement[bool]] = {
        SeatState.EXITED: MEMBERS.c.exited_at.is_not(None),
        SeatState.UNCERTIFIED: and_(stays, ends.is_(None)),
        SeatState.LAPSED: and_(stays, ends < today),
        SeatState.DUE: and_(stays, ends >= today, ends <= today + RENEWAL_WINDOW),
        SeatState.CERTIFIED: and_(stays, ends > today + RENEWAL_WINDOW),
        SeatState.VACANT: false(),
    }
    return conditions[state]
