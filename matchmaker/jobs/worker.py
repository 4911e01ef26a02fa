"""The worker: it takes jobs one after another. The rows of the database decide which job is next."""

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
from matchmaker.jobs.schedule import run_schedule
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import run_with_retry

POLL = 0.5
"""Seconds between two checks of an idle worker, so the longest wait of a queued job."""

log = logging.getLogger(__name__)


def make_name() -> str:
    """A unique name for this worker."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


def run_next(context: Context, worker: str, stopping: threading.Event | None = None) -> bool:
    """Run the oldest job that is queued or whose worker is gone. Returns False when there is none."""
    try:
        job = run_with_retry(context, partial(_claim, worker=worker))
    except DatabaseBusy:
        log.info("the database is busy; the worker checks again")
        return False
    if job is None:
        return False
    run_job(context, job, worker, stopping)
    return True


def _claim(context: Context, *, worker: str) -> Job | None:
    """Claim a job. It first checks without the write lock, so that an idle worker blocks nobody."""
    with context.open_unit(readonly=True) as unit:
        if not unit.jobs.has_claimable(context.now()):
            return None
    with context.open_unit() as unit:
        job = unit.jobs.claim(context.now(), worker)
        unit.commit()
    return job


def run_job(context: Context, job: Job, worker: str, stopping: threading.Event | None = None) -> None:
    """Run a claimed job to its end, and record how it ended."""
    running = JobRun(context, job, worker, stopping)
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
        _retry_or_fail(running)
    except Refused as refusal:
        running.fail(refusal.code)
    except EncodingError as error:
        log.exception("job %s", job.id)
        running.fail("encoder_missing" if isinstance(error, EncoderMissing) else "encoder_damaged")
    except Exception:
        log.exception("job %s", job.id)
        running.fail("internal")


def _retry_or_fail(running: JobRun) -> None:
    """Release the job for another attempt, since nothing is wrong with it.

    The last attempt fails with the error code.
    """
    if running.job.attempts < MAX_ATTEMPTS:
        running.release()
    else:
        running.fail(DatabaseBusy().code)


def work(context: Context, *, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until the process ``parent`` is gone. A second signal ends the process at once.

    The signal handler only sets an event. An exception in the middle of a statement could leave the database locked.
    """
    stopping = threading.Event()

    def request_stop(number: int, frame: FrameType | None) -> None:
        del frame
        stopping.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, request_stop)
    worker = make_name()
    log.info("worker %s is ready", worker)
    with run_schedule(context):
        while not stopping.is_set() and (parent is None or os.getppid() == parent):
            if not run_next(context, worker, stopping):
                stopping.wait(POLL)
