"""The worker: takes jobs one after another. The rows of the database decide what is next; the queue wakes it early."""

import logging
import os
import signal
import socket
import threading
import time
from functools import partial
from types import FrameType
from uuid import uuid4

from matchmaker.domain.errors import Busy, Refused
from matchmaker.domain.jobs import MOST_ATTEMPTS, Job
from matchmaker.domain.vocabulary import JobState
from matchmaker.encoding.errors import EncoderMissing, EncodingError
from matchmaker.jobs.bodies import run_body
from matchmaker.jobs.clock import ticking
from matchmaker.jobs.queue import make_wake, open_queue
from matchmaker.jobs.running import JobStopped, Running, WorkerLeaves
from matchmaker.services.context import Context
from matchmaker.services.trying import persist

POLL = 1.0
"""Seconds between looks at the rows: what a job whose wake-up was lost waits at most."""

LISTEN = 0.1
"""Seconds between looks at the queue."""

log = logging.getLogger(__name__)


def make_name() -> str:
    """A name for this worker that no other has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"


def run_next(context: Context, worker: str, leaving: threading.Event | None = None) -> bool:
    """Run the job that waits longest, or that its worker left; False when there is none."""
    try:
        job = persist(context, partial(_claim, worker=worker))
    except Busy:
        log.info("the database is busy; the next look is as good")
        return False
    if job is None:
        return False
    run_job(context, job, worker, leaving)
    return True


def _claim(context: Context, *, worker: str) -> Job | None:
    if not _is_any_claimable(context):
        return None
    with context.open_unit() as unit:
        job = unit.jobs.claim(context.now(), worker)
        unit.commit()
    return job


def _is_any_claimable(context: Context) -> bool:
    """Looks without the write lock, so that an idle worker is in nobody's way."""
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        jobs = unit.jobs.list_open()
    return any(it.state is JobState.QUEUED or (it.lease_until and it.lease_until <= now) for it in jobs)


def run_job(context: Context, job: Job, worker: str, leaving: threading.Event | None = None) -> None:
    """Run a claimed job to its end, whatever that is."""
    running = Running(context, job, worker, leaving)
    try:
        with running.keep_alive():
            run_body(context, job, running)
    except JobStopped:
        log.info("job %s stopped", job.id)
    except WorkerLeaves:
        log.info("job %s is left to the next worker", job.id)
        running.release()
    except Busy:
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


def _try_later(running: Running) -> None:
    """Leave the job to another attempt: it is as right as it was. The last attempt says what was in its way."""
    if running.job.attempts < MOST_ATTEMPTS:
        running.release()
    else:
        running.fail(Busy().code)


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
    queue = open_queue(context.settings.queue_path)
    make_wake(queue, lambda: run_next(context, worker, leaving))
    log.info("worker %s is ready", worker)
    looked_at = -POLL
    with ticking(context):
        while not leaving.is_set() and (parent is None or os.getppid() == parent):
            task = queue.dequeue()
            if task is not None:
                queue.execute(task)
            elif time.monotonic() - looked_at >= POLL:
                while not leaving.is_set() and run_next(context, worker, leaving):
                    pass
                looked_at = time.monotonic()
            else:
                leaving.wait(LISTEN)
