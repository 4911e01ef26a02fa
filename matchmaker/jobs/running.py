"""A running job: its lease is renewed, its progress saved, and its end recorded."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from matchmaker.domain.errors import DatabaseBusy, Refused
from matchmaker.domain.jobs import LEASE, Job
from matchmaker.domain.vocabulary import JobState
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import run_with_retry
from matchmaker.storage import UnitOfWork

HEARTBEAT_SECONDS = LEASE.total_seconds() / 6
"""Seconds between heartbeats. Five may be missed before the lease ends."""

PROGRESS_SECONDS = 0.5
"""Seconds between two writes of progress, as often as a page reads it."""


class JobStopped(Exception):  # noqa: N818 -- an outcome, not an error
    """The job was cancelled, or another worker has taken it over."""


class WorkerStopping(Exception):  # noqa: N818 -- an outcome, not an error
    """The worker shuts down and leaves the job to the next one."""


class JobRun:
    """The interface between a job's handler and ``worker``. The worker shuts down when ``stopping`` is set."""

    def __init__(self, context: Context, job: Job, worker: str, stopping: threading.Event | None = None) -> None:
        self.job = job
        self._stopping = stopping or threading.Event()
        self._is_cut_short = False
        self._context = context
        self._worker = worker
        self._progress = (job.phase, job.done, job.total)
        self._saved_at = 0.0
        self._is_ours = True
        self._lock = threading.Lock()

    def report_progress(self, phase: str, done: int, total: int, **data: int) -> None:
        """Save progress.

        Raises JobStopped if the job was cancelled or taken over, WorkerStopping if the worker shuts down.
        """
        self.save_progress(phase, done, total, **data)
        if self._stopping.is_set():
            raise WorkerStopping
        if self.should_stop():
            raise JobStopped

    def save_progress(self, phase: str, done: int, total: int, **data: int) -> None:
        """Save progress for a handler that calls ``should_stop`` itself."""
        del data
        is_new_phase = phase != self._progress[0]
        self._progress = (phase, done, total)
        if is_new_phase or time.monotonic() - self._saved_at >= PROGRESS_SECONDS:
            self.heartbeat()

    def should_stop(self) -> bool:
        """Whether the job was cancelled or taken over, or the worker shuts down."""
        self._is_cut_short = self._is_cut_short or self._stopping.is_set()
        return self._is_cut_short or not self._is_ours

    def heartbeat(self) -> None:
        """Renew the lease and write progress. If the database is busy, the next heartbeat does so."""
        with self._lock:
            if not self._is_ours:
                return
            self._saved_at = time.monotonic()
            phase, done, total = self._progress
            try:
                with self._context.open_unit() as unit:
                    now = self._context.now()
                    self._is_ours = unit.jobs.heartbeat(
                        self.job.id, self._worker, now=now, phase=phase, done=done, total=total
                    )
                    unit.commit()
            except Refused:
                return

    @contextmanager
    def keep_alive(self) -> Iterator[None]:
        """Send heartbeats from a thread while the handler runs."""
        ended = threading.Event()

        def send_heartbeats() -> None:
            while not ended.wait(HEARTBEAT_SECONDS):
                self.heartbeat()

        thread = threading.Thread(target=send_heartbeats, name=f"heart-{self.job.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(timeout=HEARTBEAT_SECONDS)

    def finish(self, result: Mapping[str, object]) -> None:
        """Mark the job as done."""
        with self._context.open_unit() as unit:
            self.finish_in(unit, result)
            unit.commit()

    def finish_in(self, unit: UnitOfWork, result: Mapping[str, object]) -> None:
        """Mark the job as done in the unit that saves its result.

        The result of a cancelled job is saved. Raises JobStopped when another worker has the job, so nothing is saved
        twice. Raises WorkerStopping when a shutdown cut the result short.
        """
        if self._is_cut_short:
            raise WorkerStopping
        if unit.jobs.finish(self.job.id, self._worker, now=self._context.now(), result=result):
            return
        if unit.jobs.get(self.job.id).state is not JobState.CANCELLED:
            raise JobStopped

    def fail(self, error_code: str) -> None:
        """Mark the job as failed. If the database stays busy, the lease expires instead."""

        def mark(context: Context) -> None:
            with context.open_unit() as unit:
                unit.jobs.fail(self.job.id, self._worker, now=context.now(), error_code=error_code)
                unit.commit()

        with suppress(DatabaseBusy):
            run_with_retry(self._context, mark)

    def release(self) -> None:
        """End the lease now, so another worker can take the job at once. If the database is busy, the lease expires."""
        with self._lock, suppress(Refused), self._context.open_unit() as unit:
            ended = self._context.now() - LEASE
            unit.jobs.heartbeat(self.job.id, self._worker, now=ended, phase="", done=0, total=0)
            unit.commit()
