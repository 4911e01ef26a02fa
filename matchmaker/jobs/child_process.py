"""The worker as a child process: started, watched, started again when it dies, ended with its parent."""

import logging
import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a worker has to leave its job in order before it is killed; the lease covers what it leaves."""

POLL_SECONDS = 0.5
"""Seconds between two looks at the worker."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before a dead worker is started again; doubled each time it dies young."""

HEALTHY_SECONDS = 60.0
"""Seconds after which a worker that dies did not die young."""


class WorkerChild:
    """A context in which a worker process runs."""

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
            pause = FIRST_PAUSE if age >= HEALTHY_SECONDS else min(pause * 2, LONGEST_PAUSE)
            log.warning("the worker ended with %s and is started again", self._process.returncode)
            if self._ending.wait(pause):
                return
            self._start()
            age = 0.0
