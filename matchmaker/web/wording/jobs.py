"""Sentences for what a job is doing, and for how it ended."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from matchmaker.domain.jobs import Job
from matchmaker.domain.vocabulary import JobState
from matchmaker.web.wording.labels import label

PHASES: Mapping[str, object] = {}
"""Sentence of each phase that a job reports."""

FAILURES: Mapping[str, object] = {}
"""Sentence of each code that a failed job leaves."""

ENDS: Mapping[JobState, object] = {
    JobState.QUEUED: lazy_gettext("Waiting for its turn"),
    JobState.DONE: lazy_gettext("Done"),
    JobState.CANCELLED: lazy_gettext("Stopped on request"),
}


def tell_job(job: Job) -> str:
    """One sentence on where a job stands."""
    if job.state in ENDS:
        return str(ENDS[job.state])
    if job.state is JobState.FAILED:
        return str(FAILURES[job.error_code])
    if not job.phase:
        return label(job.state)
    steps = f" ({job.done} / {job.total})" if job.total else ""
    return f"{PHASES[job.phase]}{steps}"
