"""Confirming suggested industries: one by a founder or the operator, many by the operator."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import JobId, StartupId
from matchmaker.domain.jobs import Job
from matchmaker.domain.listings import ALL_PROFILES, Page, ProfileSearch
from matchmaker.domain.profiles import Startup
from matchmaker.domain.tagging import ConfidenceLevel
from matchmaker.domain.vocabulary import Industry, JobKind, JobState
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job


def list_pending(
    context: Context,
    actor: Actor,
    search: ProfileSearch = ALL_PROFILES,
    *,
    sureness: ConfidenceLevel | None = None,
    page: int = 1,
) -> Page[Startup]:
    """Startups whose suggested industry is not yet confirmed, the most certain first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.startups.list_suggested(search, sureness=sureness, number=page)


def find_last_run(context: Context, actor: Actor) -> Job | None:
    """The newest job that suggests industries. None before the first."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.jobs.find_latest(JobKind.TAG, {})


def queue_tagging(case: UseCase[Actor | None], startup_id: StartupId | None = None) -> JobId:
    """Queue a tagging job for one startup, or for all without an industry. A waiting job for all is used instead."""
    payload: dict[str, object] = {} if startup_id is None else {"id": startup_id}
    waiting = [it for it in case.unit.jobs.list_open(JobKind.TAG) if it.state is JobState.QUEUED and not it.payload]
    return waiting[0].id if waiting else queue_job(case, kind=JobKind.TAG, payload=payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """How many industries were confirmed, and how many were left alone because they had changed."""

    confirmed: int
    changed: int


def confirm_industry(context: Context, actor: Actor, startup_id: StartupId, industry: Industry) -> Startup:
    """Confirm the suggested industry of a startup. Raises StateConflict ``stale`` where it is no longer ``industry``.

    An industry that is stated already stays as it is, so the button may be pressed twice.
    """
    require(permissions.can_edit_startup(actor, startup_id))
    with context.begin(actor) as case:
        startup = case.unit.startups.get_for_update(startup_id)
        if startup.industry is not industry:
            raise StateConflict("stale", version=startup.version)
        saved = _confirm(case, startup)
        case.unit.commit()
    return saved


def confirm_industries(context: Context, actor: Actor, chosen: Mapping[StartupId, Industry]) -> Confirmed:
    """Confirm the suggested industries of many startups as the page showed them."""
    require(permissions.can_operate(actor))
    confirmed = changed = 0
    with context.begin(actor) as case:
        known = case.unit.startups.list_by_ids(chosen)
        for startup_id in sorted(known):
            startup = case.unit.startups.get_for_update(startup_id)
            if startup.industry is not chosen[startup_id]:
                changed += 1
            elif startup.is_industry_suggested:
                _confirm(case, startup)
                confirmed += 1
        case.unit.commit()
    return Confirmed(confirmed=confirmed, changed=changed + len(chosen) - len(known))


def _confirm(case: UseCase[Actor], startup: Startup) -> Startup:
    if not startup.is_industry_suggested:
        return startup
    saved = case.unit.startups.save(replace(startup, industry_confidence=None, class_confidence=None))
    after: dict[str, object] = {"industry": str(startup.industry)}
    if startup.class_confidence is not None:
        after["gbt_class"] = startup.gbt_class
    record_audit(case, action="startup.confirm_industry", kind="startup", subject=startup.id, after=after)
    return saved
