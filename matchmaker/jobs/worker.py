"""The worker: takes jobs one after another. It looks at the rows of the database, which decide what is next."""

import logging
import os
import signal
import socket
import threading
from functools import partial
from types import FrameType
from uuid import uuid4

from matchmaker.domain.errors import DatabaseBusy, Refused
from matchmaker.domain.jobs import MAX_ATTEMPTS, Job
from matchmaker.encoding.errors import EncoderMissing, EncodingError
from matchmaker.jobs.job_kinds import run_handler
from matchmaker.jobs.running import JobRun, JobStopped, WorkerStopping
from matchmaker.jobs.schedule import run_clock
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import run_with_retry

POLL = 0.5
"""Seconds between two looks of an idle worker: what a queued job waits at most."""

log = logging.getLogger(__name__)


def make_name() -> str:
    """A name for this worker that no other has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


def run_next(context: Context, worker: str, leaving: threading.Event | None = None) -> bool:
    """Run the job that waits longest, or that its worker left; False when there is none."""
    try:
        job = run_with_retry(context, partial(_claim, worker=worker))
    except DatabaseBusy:
        log.info("the database is busy; the next look is as good")
        return False
    if job is None:
        return False
    run_job(context, job, worker, leaving)
    return True


def _claim(context: Context, *, worker: str) -> Job | None:
    """A look without the write lock comes first, so that an idle worker is in nobody's way."""
    with context.open_unit(readonly=True) as unit:
        if not unit.jobs.has_claimable(context.now()):
            return None
    with context.open_unit() as unit:
        job = unit.jobs.claim(context.now(), worker)
        unit.commit()
    return job


def run_job(context: Context, job: Job, worker: str, leaving: threading.Event | None = None) -> None:
    """Run a claimed job to its end, whatever that is."""
    running = JobRun(context, job, worker, leaving)
    try:
        with running.keep_alive():
            run_handler(context, job, running)
    except JobStopped:
        log.info("job %s stopped", job.id)
    except WorkerStopping:
        log.info("job %s is left to the next worker", job.id)
        running.release()
    except DatabaseBusy:
        log.info("job %s met a busy database", job.id)
        _try_later(running)
    except Refused as refusal:
        running.fail(refusal.code)
    except EncodingError as error:
        log.exception("job %s", job.id)
        running.fail("encoder_missing" if isinstance(error, EncoderMissing) else "encoder_damaged")
    except Exception:
        log.exception("job %s", job.id)
        running.fail("internal")


def _try_later(running: JobRun) -> None:
    """Leave the job to another attempt: it is as right as it was. The last attempt says what was in its way."""
    if running.job.attempts < MAX_ATTEMPTS:
        running.release()
    else:
        running.fail(DatabaseBusy().code)


def work(context: Context, *, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until the process ``parent`` is gone. A second signal ends the process at once.

    A signal only leaves a note: raised in the middle of a statement, it could leave the database locked.
    """
    leaving = threading.Event()

    def go_home(number: int, frame: FrameType | None) -> None:
        del frame
        leaving.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, go_home)
    worker = make_name()
    log.info("worker %s is ready", worker)
    with run_clock(context):
        while not leaving.is_set() and (parent is None or os.getppid() == parent):
            if not run_next(context, worker, leaving):
                leaving.wait(POLL)
