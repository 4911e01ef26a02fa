"""Words of jobs: labels, phases, results and errors."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext, lazy_pgettext

from matchmaker.domain.jobs import Job
from matchmaker.domain.vocabulary import JobKind, JobState
from matchmaker.web.wording.labels import label
from matchmaker.web.wording.placeholders import fill
from matchmaker.web.wording.refusals import SENTENCES as REFUSALS

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    JobKind: {
        JobKind.ENCODE: lazy_pgettext("job", "Read all profiles"),
        JobKind.RECOMMEND: lazy_pgettext("job", "Compute all suggestions"),
        JobKind.PLAN: lazy_pgettext("job", "Plan a timetable"),
        JobKind.REFRESH: lazy_pgettext("job", "Refresh suggestions of one profile"),
        JobKind.FIT: lazy_pgettext("job", "Say why an application fits"),
        JobKind.FORECAST: lazy_pgettext("job", "Compare rooms and days"),
        JobKind.ROUND: lazy_pgettext("job", "Compute a matching round"),
        JobKind.TRAIN: lazy_pgettext("job", "Learn from decisions"),
        JobKind.TAG: lazy_pgettext("job", "Suggest missing industries"),
    },
    JobState: {
        JobState.QUEUED: lazy_pgettext("job", "Waiting"),
        JobState.RUNNING: lazy_pgettext("job", "Running"),
        JobState.DONE: lazy_pgettext("job", "Done"),
        JobState.FAILED: lazy_pgettext("job", "Failed"),
        JobState.CANCELLED: lazy_pgettext("job", "Cancelled"),
    },
}

PHASES: Mapping[str, object] = {
    "encode": lazy_pgettext("phase", "Reading the texts of profiles"),
    "recommend": lazy_pgettext("phase", "Looking for who fits"),
    "load": lazy_pgettext("phase", "Gathering wishes and open slots"),
    "choose": lazy_pgettext("phase", "Choosing the meetings"),
    "place": lazy_pgettext("phase", "Finding a slot for each meeting"),
    "improve": lazy_pgettext("phase", "Improving the timetable"),
    "fill": lazy_pgettext("phase", "Filling free capacity with suggested meetings"),
    "breaks": lazy_pgettext("phase", "Closing gaps between meetings"),
    "tables": lazy_pgettext("phase", "Giving out tables"),
    "assign": lazy_pgettext("phase", "Deciding who gets whom"),
    "save": lazy_pgettext("phase", "Saving the result"),
    "forecast": lazy_pgettext("phase", "Comparing rooms and days"),
    "train": lazy_pgettext("phase", "Learning what people want"),
    "learn": lazy_pgettext("phase", "Learning from profiles that state their industry"),
    "tag": lazy_pgettext("phase", "Suggesting industries"),
}
"""Sentence for each phase that a job reports."""

COUNTED = frozenset({"encode", "recommend", "forecast", "train", "learn", "tag"})
"""Phases whose numbers count steps. The planner's numbers are the value of the timetable and its proven bound."""

PLANNER_SENTENCE = lazy_gettext("%(phase)s: the wishes met are worth %(value)s, and %(bound)s at most is possible")
"""Sentence for each phase of the planner."""

FAILURES: Mapping[str, object] = {
    "worker_lost": lazy_gettext("The worker stopped three times while it was at this. Please start it again."),
    "encoder_missing": lazy_gettext("The text encoder is not prepared on this machine."),
    "encoder_damaged": lazy_gettext("A file of the text encoder is damaged; prepare it again."),
    "internal": lazy_gettext("Something broke on our side; the log of the worker has the details."),
}
"""Sentence for each error code of a failed job that is not the code of a refusal."""

ENDS: Mapping[JobState, object] = {
    JobState.QUEUED: lazy_gettext("Waiting for its turn"),
    JobState.DONE: lazy_gettext("Done"),
    JobState.CANCELLED: lazy_gettext("Stopped on request"),
}


def describe_job(job: Job) -> str:
    """The state of a job as one sentence."""
    if job.state in ENDS:
        return str(ENDS[job.state])
    if job.state is JobState.FAILED:
        return str(FAILURES[job.error_code]) if job.error_code in FAILURES else fill(REFUSALS[job.error_code], {})
    if not job.phase:
        return label(job.state)
    phase = str(PHASES[job.phase])
    if not job.total:
        return phase
    if job.phase in COUNTED:
        return f"{phase} ({job.done} / {job.total})"
    return fill(PLANNER_SENTENCE, {"phase": phase, "value": job.done, "bound": job.total})
