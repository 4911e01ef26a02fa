"""A job while it runs: its lease is renewed, its progress written, its end marked once."""

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
"""Seconds between heartbeats: five may be missed before the lease ends."""

PROGRESS_SECONDS = 0.5
"""Seconds between two writes of progress: as often as a page looks."""


class JobStopped(Exception):  # noqa: N818 -- an outcome, not an error
    """The job was cancelled, or another worker has it now."""


class WorkerStopping(Exception):  # noqa: N818 -- an outcome, not an error
    """The worker goes home and leaves the job to the next one."""


class JobRun:
    """What a job's body tells and asks while it works for ``worker``, which goes home once ``leaving`` is set."""

    def __init__(self, context: Context, job: Job, worker: str, leaving: threading.Event | None = None) -> None:
        self.job = job
        self._leaving = leaving or threading.Event()
        self._is_cut_short = False
        self._context = context
        self._worker = worker
        self._progress = (job.phase, job.done, job.total)
        self._told_at = 0.0
        self._is_ours = True
        self._lock = threading.Lock()

    def report_progress(self, phase: str, done: int, total: int, **data: int) -> None:
        """Note progress; JobStopped when there is no use in going on, WorkerLeaves when there is no time left."""
        self.save_progress(phase, done, total, **data)
        if self._leaving.is_set():
            raise WorkerStopping
        if self.should_stop():
            raise JobStopped

    def save_progress(self, phase: str, done: int, total: int, **data: int) -> None:
        """Note progress of work that asks ``should_stop`` on its own."""
        del data
        is_new_phase = phase != self._progress[0]
        self._progress = (phase, done, total)
        if is_new_phase or time.monotonic() - self._told_at >= PROGRESS_SECONDS:
            self.heartbeat()

    def should_stop(self) -> bool:
        """Whether the job was cancelled or taken over, or the worker goes home."""
        self._is_cut_short = self._is_cut_short or self._leaving.is_set()
        return self._is_cut_short or not self._is_ours

    def heartbeat(self) -> None:
        """Renew the lease and write progress. A database that is busy hears of it at the next beat."""
        with self._lock:
            if not self._is_ours:
                return
            self._told_at = time.monotonic()
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
        """Beats on its own while the body is silent."""
        ended = threading.Event()

        def beat_on() -> None:
            while not ended.wait(HEARTBEAT_SECONDS):
                self.heartbeat()

        thread = threading.Thread(target=beat_on, name=f"heart-{self.job.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(timeout=HEARTBEAT_SECONDS)

    def finish(self, result: Mapping[str, object]) -> None:
        """Mark the job done."""
        with self._context.open_unit() as unit:
            self.finish_in(unit, result)
            unit.commit()

    def finish_in(self, unit: UnitOfWork, result: Mapping[str, object]) -> None:
        """Mark the job done in the unit that saves its result. What a cancelled job has is kept; JobStopped when
        another worker has the job, so that nothing is saved twice; WorkerLeaves when the result was cut short by that.
        """
        if self._is_cut_short:
            raise WorkerStopping
        if unit.jobs.finish(self.job.id, self._worker, now=self._context.now(), result=result):
            return
        if unit.jobs.get(self.job.id).state is not JobState.CANCELLED:
            raise JobStopped

    def fail(self, error_code: str) -> None:
        """Mark the job failed; where the database stays busy, the lease ends on its own."""

        def mark(context: Context) -> None:
            with context.open_unit() as unit:
                unit.jobs.fail(self.job.id, self._worker, now=context.now(), error_code=error_code)
                unit.commit()

        with suppress(DatabaseBusy):
            run_with_retry(self._context, mark)

    def release(self) -> None:
        """Let the lease end now, so that another worker may go on at once; with a busy database it ends on its own."""
        with self._lock, suppress(Refused), self._context.open_unit() as unit:
            ended = self._context.now() - LEASE
            unit.jobs.heartbeat(self.job.id, self._worker, now=ended, phase="", done=0, total=0)
            unit.commit()
