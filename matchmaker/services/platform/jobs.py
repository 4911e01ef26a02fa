"""Jobs as people see them: start, watch and cancel. Workers find a job as soon as its row is committed."""

from collections.abc import Mapping

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import ApplicationId, JobId
from matchmaker.domain.jobs import Job
from matchmaker.domain.listings import Page
from matchmaker.domain.vocabulary import JobKind, JobState, PartyKind
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require, require_visible
from matchmaker.storage import UnitOfWork


def queue_job(case: UseCase[Actor | None], *, kind: JobKind, payload: Mapping[str, object]) -> JobId:
    """Queue a job in the caller's unit."""
    created_by = case.actor.account_id if case.actor else None
    return case.unit.jobs.add(kind=kind, payload=payload, created_by=created_by, created_at=case.now)


def queue_refresh(unit: UnitOfWork, context: Context, actor: Actor | None, *, kind: PartyKind, profile_id: int) -> None:
    """Queue a job that refreshes the suggestions around one profile."""
    payload = {"kind": kind.value, "id": profile_id}
    queue_job(UseCase.start(context, unit, actor), kind=JobKind.REFRESH, payload=payload)


def queue_application_fit(case: UseCase[Actor], application_id: ApplicationId) -> None:
    """Queue a job that computes the fit of an application."""
    queue_job(case, kind=JobKind.FIT, payload={"mentorship_id": application_id})


def start_job(context: Context, actor: Actor, kind: JobKind, payload: Mapping[str, object]) -> JobId:
    """Start work that the operator may request at any time, such as encoding or computing all suggestions."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        job_id = queue_job(case, kind=kind, payload=payload)
        after = {"kind": kind.value, **payload}
        record_audit(case, action="job.start", kind="job", subject=job_id, after=after)
        case.unit.commit()
    return job_id


def retry_job(context: Context, actor: Actor, job_id: JobId) -> JobId:
    """Start the work of a failed job again, as a new job. If such a job is open already, return that one."""
    with context.begin(actor) as case:
        failed = case.unit.jobs.get_for_update(job_id)
        require_visible(_can_see(actor, failed), "job")
        if failed.state is not JobState.FAILED:
            raise StateConflict("job_not_failed")
        latest = case.unit.jobs.find_latest(failed.kind, failed.payload)
        if latest and not latest.is_finished:
            return latest.id
        new_id = queue_job(case, kind=failed.kind, payload=failed.payload)
        after = {"kind": failed.kind.value, **failed.payload}
        record_audit(case, action="job.start", kind="job", subject=new_id, after=after)
        case.unit.commit()
    return new_id


def get_job(context: Context, actor: Actor, job_id: JobId) -> Job:
    """A job, for the person who started it and for organizers."""
    with context.open_unit(readonly=True) as unit:
        job = unit.jobs.get(job_id)
    require_visible(_can_see(actor, job), "job")
    return job


def list_jobs(context: Context, actor: Actor, *, page: int = 1) -> Page[Job]:
    """Jobs, the newest first."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.list_page(number=page)


def cancel_job(context: Context, actor: Actor, job_id: JobId) -> None:
    """Ask a job to stop. A planning job keeps the best timetable found so far."""
    with context.begin(actor) as case:
        require_visible(_can_see(actor, case.unit.jobs.get(job_id)), "job")
        if not case.unit.jobs.cancel(job_id, case.now):
            raise StateConflict("job_finished")
        record_audit(case, action="job.cancel", kind="job", subject=job_id)
        case.unit.commit()


def _can_see(actor: Actor, job: Job) -> bool:
    return job.created_by == actor.account_id or permissions.can_organize(actor)
