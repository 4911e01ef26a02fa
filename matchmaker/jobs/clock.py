"""The clock of a worker: looks every minute at what is due, beside the job that runs."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from matchmaker.services.clockwork import run_scheduled_tasks
from matchmaker.services.context import Context

INTERVAL_SECONDS = 60.0
"""Seconds between two looks."""

PATIENCE = 10.0
"""Seconds that the last look has to end when the worker goes home; what it leaves half done is rolled back."""

log = logging.getLogger(__name__)


@contextmanager
def run_clock(context: Context, *, every: float = INTERVAL_SECONDS) -> Iterator[None]:
    """What is due is done at once and then every ``every`` seconds, in a thread of its own."""
    ended = threading.Event()

    def tick_on() -> None:
        while not ended.is_set():
            done = {name: count for name, count in run_scheduled_tasks(context).done.items() if count}
            if done:
                log.info("done what was due: %s", done)
            ended.wait(every)

    thread = threading.Thread(target=tick_on, name="clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=PATIENCE)
