"""Jobs that suggest industries."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import JobId, StartupId
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.services.context import UseCase
from matchmaker.services.jobs import queue_job


def queue_tagging(case: UseCase[Actor | None], startup_id: StartupId | None = None) -> JobId:
    """A job that looks at one startup, or at all without an industry; one for all that still waits is as good."""
    payload: dict[str, object] = {} if startup_id is None else {"id": startup_id}
    waiting = [it for it in case.unit.jobs.list_open(JobKind.TAG) if it.state is JobState.QUEUED and not it.payload]
    return waiting[0].id if waiting else queue_job(case, kind=JobKind.TAG, payload=payload)
