"""The worker as a child process: it is started, watched, restarted when it dies, and ended with its parent."""

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a worker has to leave its job properly before it is killed. After that, the lease expires."""

POLL_SECONDS = 0.5
"""Seconds between two checks of the worker."""

FIRST_PAUSE, MAX_PAUSE = 0.5, 30.0
"""Seconds before a dead worker is started again. The pause doubles each time it dies early."""

HEALTHY_SECONDS = 60.0
"""A worker that dies after so many seconds did not die early."""


class WorkerChild:
    """A context manager in which a worker process runs."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="worker-watch", daemon=True)

    def __enter__(self) -> Self:
        self._start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> None:
        command = [sys.executable, "-m", "matchmaker.cli", "worker", "--parent", str(os.getpid())]
        self._process = subprocess.Popen(command)  # noqa: S603 -- our own command, no input in it

    def _watch(self) -> None:
        pause = FIRST_PAUSE
        age = 0.0
        while not self._ending.wait(POLL_SECONDS):
            age += POLL_SECONDS
            if self._process is None or self._process.poll() is None:
                continue
            pause = FIRST_PAUSE if age >= HEALTHY_SECONDS else min(pause * 2, MAX_PAUSE)
            log.warning("the worker ended with %s and is started again", self._process.returncode)
            if self._ending.wait(pause):
                return
            self._start()
            age = 0.0
