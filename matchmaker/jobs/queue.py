"""The queue: it carries numbers of jobs and wakes workers up. What it loses, the rows in the database tell."""

from collections.abc import Callable
from pathlib import Path

from huey import SqliteHuey
from huey.api import TaskWrapper

from matchmaker.domain.ids import JobId


def open_queue(path: Path) -> SqliteHuey:
    """The queue in a file; made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("matchmaker", filename=str(path), results=False)


def make_wake(queue: SqliteHuey, body: Callable[[], object]) -> TaskWrapper:
    """The queue's one task: ``body`` runs in the process that takes it out."""

    def wake(job_id: JobId) -> None:
        del job_id  # whichever job waits longest is next; the number only tells a reader of the queue
        body()

    return queue.task(name="wake")(wake)


def make_enqueue(path: Path) -> Callable[[JobId], None]:
    """A callable that tells the queue in ``path`` of a job. The file is opened with the first job."""
    opened: list[TaskWrapper] = []

    def enqueue(job_id: JobId) -> None:
        if not opened:
            opened.append(make_wake(open_queue(path), lambda: None))
        opened[0](job_id)

    return enqueue
