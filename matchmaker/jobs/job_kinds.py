"""The handler of each kind of job. Numeric libraries are loaded by the first job that needs them, not by the worker."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from matchmaker.domain.ids import ApplicationId, EventId, RoundId, StartupId, TimetableId
from matchmaker.domain.jobs import Job
from matchmaker.domain.vocabulary import JobKind, PartyKind
from matchmaker.jobs.running import JobRun
from matchmaker.services.platform.context import Context
from matchmaker.storage import UnitOfWork

Result = Mapping[str, object]


def run_handler(context: Context, job: Job, running: JobRun) -> None:
    """Run the handler of the job, which marks it as done."""
    HANDLERS[job.kind](context, job, running)


def _encode(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.suggestions.vectors import encode_profiles  # noqa: PLC0415 -- loads torch

    del job
    running.finish(asdict(encode_profiles(context, running.report_progress)))


def _recommend(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.suggestions.full_run import recommend_all  # noqa: PLC0415 -- loads torch

    del job
    running.finish({"suggestions": recommend_all(context, running.report_progress)})


def _refresh(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.suggestions.refresh import refresh_profile  # noqa: PLC0415 -- loads torch

    kind, profile_id = PartyKind(str(job.payload["kind"])), int(str(job.payload["id"]))
    running.finish({"lists": refresh_profile(context, kind, profile_id, running.report_progress)})


def _fit(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.suggestions.application_fit import fit_application  # noqa: PLC0415 -- loads torch

    fit_application(context, ApplicationId(int(str(job.payload["mentorship_id"]))), running.report_progress)
    running.finish({})


def _train(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.suggestions.learning.training import train  # noqa: PLC0415 -- loads torch

    del job
    training = train(context, running.report_progress)
    running.finish({"version": training.version, "is_promoted": training.is_promoted})


def _plan(context: Context, job: Job, running: JobRun) -> None:
    """The draft and the end of the job are in one transaction. A worker killed before leaves neither."""
    from matchmaker.services.meetings.timetables.planning import plan_event  # noqa: PLC0415 -- loads the solver

    def close(unit: UnitOfWork, timetable_id: TimetableId) -> None:
        running.finish_in(unit, {"timetable_id": timetable_id})

    event_id = EventId(int(str(job.payload["event_id"])))
    plan_event(context, event_id, running.save_progress, running.should_stop, on_save=close)


def _forecast(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.meetings.timetables.forecasts import forecast_event  # noqa: PLC0415 -- loads the solver

    event_id = EventId(int(str(job.payload["event_id"])))
    running.finish(forecast_event(context, event_id, running.save_progress, running.should_stop))


def _round(context: Context, job: Job, running: JobRun) -> None:
    """The lines and the end of the job are in one transaction."""
    from matchmaker.services.mentoring.rounds.computation import compute_draft  # noqa: PLC0415 -- loads the solver

    round_id = RoundId(int(str(job.payload["round_id"])))
    compute_draft(
        context, round_id, running.report_progress, on_save=lambda unit: running.finish_in(unit, {"round_id": round_id})
    )


def _tag(context: Context, job: Job, running: JobRun) -> None:
    from matchmaker.services.suggestions.tagging.tagging_run import suggest_industries  # noqa: PLC0415 -- loads torch

    startup_id = job.payload.get("id")
    startup_ids = None if startup_id is None else {StartupId(int(str(startup_id)))}
    running.finish(asdict(suggest_industries(context, running.report_progress, startup_ids=startup_ids)))


HANDLERS: Mapping[JobKind, Callable[[Context, Job, JobRun], None]] = {
    JobKind.ENCODE: _encode,
    JobKind.RECOMMEND: _recommend,
    JobKind.REFRESH: _refresh,
    JobKind.FIT: _fit,
    JobKind.PLAN: _plan,
    JobKind.FORECAST: _forecast,
    JobKind.TRAIN: _train,
    JobKind.TAG: _tag,
    JobKind.ROUND: _round,
}
