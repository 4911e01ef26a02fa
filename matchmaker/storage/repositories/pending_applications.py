"""Open applications in storage: a startup's ranks, a mentor's waiting list, and deadlines."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, update

from matchmaker.domain.applications import PENDING_STATES, WAITING_STATES, Application
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.repositories.applications import read_application
from matchmaker.storage.repositories.base import Repository, batches, table_of
from matchmaker.storage.tables import ApplicationRow, MentorRow

TABLE = table_of(ApplicationRow)
MENTORS = table_of(MentorRow)
PENDING = TABLE.c.state.in_(PENDING_STATES)
APPLIED = TABLE.c.state == ApplicationState.APPLIED
WAITING = TABLE.c.state == ApplicationState.WAIT_LISTED

RANK_OFFSET = 1_000_000
"""Added to ranks while they change, so that no two are ever equal."""


class ApplicationQueueRepository(Repository):
    def list_pending(self, startup_id: StartupId) -> tuple[Application, ...]:
        """A startup's open applications, the highest choice first."""
        return self._list(select(TABLE).where(TABLE.c.startup_id == startup_id, PENDING).order_by(TABLE.c.rank))

    def list_pending_for_update(self, startup_id: StartupId) -> tuple[Application, ...]:
        """Like ``list_pending``, locked until the unit ends."""
        query = select(TABLE).where(TABLE.c.startup_id == startup_id, PENDING).order_by(TABLE.c.rank)
        return self._list(self._locked(query))

    def list_all_pending(self) -> tuple[Application, ...]:
        """Every open application: by startup, the highest choice first."""
        return self._list(select(TABLE).where(PENDING).order_by(TABLE.c.startup_id, TABLE.c.rank))

    def set_rank(self, application_id: ApplicationId, rank: int) -> None:
        """Change the rank of one application that is not pending."""
        self._connection.execute(update(TABLE).where(TABLE.c.id == application_id).values(rank=rank))

    def count_joined(self, mentor_id: MentorId, since_ticket: int) -> int:
        """How many joined a mentor's waiting list after this ticket."""
        here = (TABLE.c.mentor_id == mentor_id, WAITING, TABLE.c.ticket > since_ticket)
        return int(self._connection.scalar(select(func.count()).select_from(TABLE).where(*here)) or 0)

    def set_ranks(self, startup_id: StartupId, ordered: Sequence[ApplicationId]) -> None:
        """Rank a startup's pending applications from 1 in the order of ``ordered``, which contains each of them."""
        aside = update(TABLE).where(TABLE.c.startup_id == startup_id, PENDING).values(rank=TABLE.c.rank + RANK_OFFSET)
        self._connection.execute(aside)
        for rank, mentorship_id in enumerate(ordered, start=1):
            self._connection.execute(update(TABLE).where(TABLE.c.id == mentorship_id).values(rank=rank))

    def release(self, released: Sequence[Application]) -> None:
        """Store that locked applications of one startup were released at the same time."""
        if released:
            ids = [it.id for it in released]
            values = {"state": released[0].state, "decided_at": released[0].decided_at, "reason": released[0].reason}
            self._connection.execute(update(TABLE).where(TABLE.c.id.in_(ids)).values(**values))

    def next_ticket(self, mentor_id: MentorId) -> int:
        """The next place at the end of a mentor's waiting list. The mentor must be locked."""
        last = self._connection.scalar(select(func.max(TABLE.c.ticket)).where(TABLE.c.mentor_id == mentor_id))
        return (last or 0) + 1

    def count_waiting_list(self, mentor_id: MentorId) -> tuple[int, int]:
        """How many called applications of a mentor are unanswered, and how many are on the waiting list."""
        here = select(func.count()).select_from(TABLE).where(TABLE.c.mentor_id == mentor_id)
        called = here.where(APPLIED, TABLE.c.ticket.is_not(None)).scalar_subquery()
        row = self._connection.execute(select(called, here.where(WAITING).scalar_subquery())).one()
        return int(row[0]), int(row[1])

    def list_waiting(self, mentor_id: MentorId) -> tuple[Application, ...]:
        """A mentor's waiting list in its order."""
        return self._list(select(TABLE).where(TABLE.c.mentor_id == mentor_id, WAITING).order_by(TABLE.c.ticket))

    def list_waiting_pairs(self) -> tuple[tuple[StartupId, MentorId], ...]:
        """Startup and mentor of every application that is queued or on a waiting list."""
        query = select(TABLE.c.startup_id, TABLE.c.mentor_id).where(TABLE.c.state.in_(sorted(WAITING_STATES)))
        return tuple((startup_id, mentor_id) for startup_id, mentor_id in self._connection.execute(query))

    def list_unanswered(self, mentor_id: MentorId) -> tuple[Application, ...]:
        """Applications that wait for a mentor's answer: called ones first, then the oldest."""
        here = select(TABLE).where(TABLE.c.mentor_id == mentor_id, APPLIED)
        return self._list(here.order_by(TABLE.c.ticket.is_(None), TABLE.c.ticket, TABLE.c.opened_at, TABLE.c.id))

    def find_unanswered(self, startup_id: StartupId) -> Application | None:
        """The one application of a startup that waits for an answer."""
        return next(iter(self._list(select(TABLE).where(TABLE.c.startup_id == startup_id, APPLIED))), None)

    def list_positions(self, mentor_ids: Iterable[MentorId]) -> dict[ApplicationId, int]:
        """Places on the waiting lists of mentors, counted from 1."""
        position = func.row_number().over(partition_by=TABLE.c.mentor_id, order_by=TABLE.c.ticket)
        found: dict[ApplicationId, int] = {}
        for batch in batches(sorted(set(mentor_ids))):
            query = select(TABLE.c.id, position).where(TABLE.c.mentor_id.in_(batch), WAITING)
            found |= self._count_by(query)
        return found

    def list_due(self, opened_by: datetime, *, is_reminded: bool | None = None) -> tuple[Application, ...]:
        """Applications that wait for an answer since ``opened_by`` or longer, the oldest first."""
        query = select(TABLE).where(APPLIED, TABLE.c.opened_at <= opened_by).order_by(TABLE.c.opened_at, TABLE.c.id)
        if is_reminded is not None:
            query = query.where(TABLE.c.reminded_at.is_not(None) if is_reminded else TABLE.c.reminded_at.is_(None))
        return self._list(query)

    def list_startups_to_advance(self, today: date, *, mentor_id: MentorId | None = None) -> tuple[StartupId, ...]:
        """Startups with a queued choice, no higher choice in its way, and a mentor who takes applications today.

        ``mentor_id`` leaves those whose choice is this mentor.
        """
        better = TABLE.alias()
        is_held = exists().where(
            better.c.startup_id == TABLE.c.startup_id,
            better.c.state == ApplicationState.APPLIED,
            better.c.rank < TABLE.c.rank,
        )
        takes = or_(~MENTORS.c.is_paused, MENTORS.c.paused_until < today)
        query = (
            select(TABLE.c.startup_id)
            .join(MENTORS, MENTORS.c.id == TABLE.c.mentor_id)
            .where(TABLE.c.state == ApplicationState.QUEUED, takes, ~is_held)
            .where(*equals(ApplicationRow.mentor_id, mentor_id))
        )
        return tuple(self._connection.scalars(query.distinct().order_by(TABLE.c.startup_id)))

    def list_mentors_to_advance(self) -> tuple[MentorId, ...]:
        """Mentors with a place to offer, and full ones with unanswered applications."""
        is_asked = exists().where(TABLE.c.mentor_id == MENTORS.c.id, APPLIED)
        is_full = (MENTORS.c.mentees + MENTORS.c.mentees_elsewhere >= MENTORS.c.capacity) & is_asked
        query = select(MENTORS.c.id).where(or_(MENTORS.c.places_to_offer > 0, is_full)).order_by(MENTORS.c.id)
        return tuple(self._connection.scalars(query))

    def _list(self, query: Select[Any]) -> tuple[Application, ...]:
        return tuple(read_application(row) for row in self._connection.execute(query))
