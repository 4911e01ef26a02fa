"""The queue: it carries numbers of jobs and wakes workers up. What it loses, the rows in the database tell."""

from collections.abc import Callable
from pathlib import Path

from huey import SqliteHuey

from matchmaker.domain.ids import JobId

TASK = "wake"


def open_queue(path: Path) -> SqliteHuey:
    """The queue in a file; made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("matchmaker", filename=str(path), results=False)


def make_enqueue(path: Path) -> Callable[[JobId], None]:
    """A callable that tells the queue in ``path`` of a job. The file is opened with the first job."""
    opened: list[Callable[[JobId], None]] = []

    def enqueue(job_id: JobId) -> None:
        if not opened:
            opened.append(open_queue(path).task(name=TASK)(_never_run_here))
        opened[0](job_id)

    return enqueue


def _never_run_here(job_id: JobId) -> None:
    """Stands for the worker's task of the same name: a process that only enqueues runs none."""
    raise RuntimeError(f"job {job_id} reached a process that runs no jobs")
