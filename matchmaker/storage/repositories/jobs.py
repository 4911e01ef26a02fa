"""Jobs in storage: claimed by one worker at a time, with a lease that heartbeats renew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, JobId
from matchmaker.domain.jobs import LEASE, MAX_ATTEMPTS, Job
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.repositories.base import Repository, build, names_of, table_of
from matchmaker.storage.tables import JobRow

TABLE = table_of(JobRow)
OPEN = (JobState.QUEUED, JobState.RUNNING)
SELECT: Select[Any] = select(*(TABLE.c[name] for name in names_of(Job)))


class JobRepository(Repository):
    def add(
        self, *, kind: JobKind, payload: Mapping[str, object], created_by: AccountId | None, created_at: datetime
    ) -> JobId:
        values = {
            "kind": kind,
            "state": JobState.QUEUED,
            "payload": dict(payload),
            "phase": "",
            "done": 0,
            "total": 0,
            "attempts": 0,
            "error_code": "",
            "result": {},
            "created_by": created_by,
            "created_at": created_at,
        }
        return JobId(self._add(JobRow, values))

    def find(self, job_id: JobId) -> Job | None:
        row = self._connection.execute(SELECT.where(TABLE.c.id == job_id)).one_or_none()
        return None if row is None else build(Job, row)

    def get(self, job_id: JobId) -> Job:
        found = self.find(job_id)
        if found is None:
            raise NotFound("job_not_found", id=job_id)
        return found

    def get_for_update(self, job_id: JobId) -> Job:
        """The job, locked until the unit ends."""
        self._connection.execute(self._locked(select(TABLE.c.id).where(TABLE.c.id == job_id)))
        return self.get(job_id)

    def find_latest(self, kind: JobKind, payload: Mapping[str, object]) -> Job | None:
        """The newest job of that kind whose payload has all of ``payload``."""
        query = SELECT.where(TABLE.c.kind == kind).order_by(TABLE.c.id.desc())
        newest_first = self._connection.execute(query)
        wanted = payload.items()
        return next((build(Job, row) for row in newest_first if wanted <= row.payload.items()), None)

    def has_claimable(self, now: datetime) -> bool:
        """Whether a job waits, or was left by its worker. One statement without locks."""
        return self._connection.scalar(select(TABLE.c.id).where(_is_claimable(now)).limit(1)) is not None

    def claim(self, now: datetime, worker: str) -> Job | None:
        """The oldest job that waits or was left by its worker, now leased to ``worker``. None if there is none.

        A job that was left too often fails with ``worker_lost``.
        """
        self._fail_lost(now)
        oldest = select(TABLE.c.id).where(_is_claimable(now)).order_by(TABLE.c.id).limit(1)
        job_id = self._connection.scalar(oldest.with_for_update(skip_locked=True))
        if job_id is None:
            return None
        lease = {"worker": worker, "lease_until": now + LEASE, "attempts": TABLE.c.attempts + 1}
        self._connection.execute(update(TABLE).where(TABLE.c.id == job_id).values(state=JobState.RUNNING, **lease))
        return self.get(job_id)

    def heartbeat(self, job_id: JobId, worker: str, *, now: datetime, phase: str, done: int, total: int) -> bool:
        """Renew the lease and store the progress. False if the worker lost the job and must stop."""
        return self._change(job_id, worker, {"lease_until": now + LEASE, "phase": phase, "done": done, "total": total})

    def finish(self, job_id: JobId, worker: str, *, now: datetime, result: Mapping[str, object]) -> bool:
        """Set a job to done. False if the worker lost it."""
        values = {"state": JobState.DONE, "result": dict(result), "finished_at": now, "lease_until": None}
        return self._change(job_id, worker, values)

    def fail(self, job_id: JobId, worker: str, *, now: datetime, error_code: str) -> bool:
        """Set a job to failed. False if the worker lost it."""
        values = {"state": JobState.FAILED, "error_code": error_code, "finished_at": now, "lease_until": None}
        return self._change(job_id, worker, values)

    def cancel(self, job_id: JobId, now: datetime) -> bool:
        """Cancel an open job; its worker notices at the next heartbeat. False if it is finished."""
        statement = update(TABLE).where(TABLE.c.id == job_id, TABLE.c.state.in_(OPEN))
        values = {"state": JobState.CANCELLED, "finished_at": now, "lease_until": None}
        return self._connection.execute(statement.values(**values)).rowcount == 1

    def list_open(self, kind: JobKind | None = None) -> tuple[Job, ...]:
        """Jobs that wait or run, oldest first."""
        query = SELECT.where(TABLE.c.state.in_(OPEN), *equals(JobRow.kind, kind)).order_by(TABLE.c.id)
        return tuple(build(Job, row) for row in self._connection.execute(query))

    def list_page(
        self, *, kind: JobKind | None = None, state: JobState | None = None, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[Job]:
        """Jobs, newest first."""
        query = SELECT.where(*equals(JobRow.kind, kind), *equals(JobRow.state, state)).order_by(TABLE.c.id.desc())
        return self._page(query, _read, number=number, size=size)

    def _change(self, job_id: JobId, worker: str, values: Mapping[str, object]) -> bool:
        own = (TABLE.c.id == job_id, TABLE.c.worker == worker, TABLE.c.state == JobState.RUNNING)
        return self._connection.execute(update(TABLE).where(*own).values(**values)).rowcount == 1

    def _fail_lost(self, now: datetime) -> None:
        lost = (
            TABLE.c.state == JobState.RUNNING,
            TABLE.c.lease_until <= now,
            TABLE.c.attempts >= MAX_ATTEMPTS,
        )
        values = {"state": JobState.FAILED, "error_code": "worker_lost", "finished_at": now, "lease_until": None}
        self._connection.execute(update(TABLE).where(*lost).values(**values))


def _is_claimable(now: datetime) -> ColumnElement[bool]:
    left = and_(TABLE.c.state == JobState.RUNNING, TABLE.c.lease_until <= now)
    return or_(TABLE.c.state == JobState.QUEUED, left)


def _read(rows: Sequence[Any]) -> list[Job]:
    return [build(Job, row) for row in rows]
