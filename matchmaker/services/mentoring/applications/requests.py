"""What a founder does with applications: apply, reorder the choices, withdraw."""

from collections.abc import Sequence

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import ApplicationAction
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.interests import ConflictAct, PartnerPair
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.interests.judgements import require_allowed
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.mentoring.applications.queries import read_view
from matchmaker.services.mentoring.applications.rules import check_text, require_step
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.mentoring.applications.waiting_list import advance
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_application_fit
from matchmaker.storage import UnitOfWork


def apply_to_mentor(
    context: Context,
    actor: Actor,
    *,
    startup_id: StartupId,
    mentor_id: MentorId,
    goal: str,
    tried: str = "",
    conflict_reason: str = "",
) -> ApplicationId:
    """Apply to a mentor as the next choice of the startup.

    The application opens to the mentor as soon as no higher choice is open. It joins the waiting list if the mentor has
    no place. The fit of the pair is stored with it. A job computes the fit of a pair that was never suggested, so a
    mentor always sees it. ``conflict_reason`` is the founder's reason to apply although the conflict ledger warns of
    the pair.
    """
    require(permissions.can_apply_to_mentor(actor, startup_id))
    goal, tried = check_text(goal, "goal"), check_text(tried, "tried", is_needed=False)
    with context.begin(actor) as case:
        pending = PendingApplications(case, startup_id=startup_id, mentor_ids=[mentor_id])
        _check_application(case, pending, mentor_id)
        pair = PartnerPair(startup_id, PartyKind.MENTOR, mentor_id)
        require_allowed(case, pair, act=ConflictAct.APPLY, reason=conflict_reason)
        fit = _find_fit(case.unit, startup_id, mentor_id)
        application_id = case.unit.applications.add(
            startup_id=startup_id,
            mentor_id=mentor_id,
            applied_by=actor.account_id,
            goal=goal,
            tried=tried,
            state=ApplicationState.QUEUED,
            rank=max((it.rank for it in pending.applications), default=0) + 1,
            applied_at=case.now,
            fit=fit,
        )
        if fit is None:
            queue_application_fit(case, application_id)
        after = {"startup_id": startup_id, "mentor_id": mentor_id}
        record_audit(case, action="mentorship.apply", kind="mentorship", subject=application_id, after=after)
        pending.reload()
        pending.open_next()
        case.unit.commit()
    return application_id


def _check_application(case: UseCase[Actor], pending: PendingApplications, mentor_id: MentorId) -> Mentor:
    """Refuse what is not possible. The startup is locked, so parallel requests cannot exceed the limit."""
    mentor = pending.mentors.get(mentor_id) or case.unit.mentors.get(mentor_id)
    most = case.context.settings.open_applications
    if case.actor.mentor_id == mentor.id:
        raise StateConflict("own_mentor")
    if case.unit.applications.find_open(pending.startup.id, mentor.id):
        raise StateConflict("mentorship_open")
    if mentor.is_paused_on(case.today):
        raise StateConflict("mentor_paused", mentor=mentor.name)
    if len(pending.applications) >= most:
        raise StateConflict("too_many_applications", most=most)
    return mentor


def withdraw_application(context: Context, actor: Actor, application_id: ApplicationId) -> ApplicationView:
    """Withdraw an application. The next choice opens."""
    with context.begin(actor) as case:
        unlocked = case.unit.applications.get(application_id)
        pending = PendingApplications(case, startup_id=unlocked.startup_id, mentor_ids=[unlocked.mentor_id])
        application = pending.get(application_id)
        require_step(actor, application, ApplicationAction.WITHDRAW)
        pending.take_step(application, ApplicationAction.WITHDRAW)
        pending.open_next()
        view = read_view(case, application_id)
        case.unit.commit()
    advance(context, pending.mentors)
    return view


def reorder_applications(
    context: Context, actor: Actor, *, startup_id: StartupId, application_ids: Sequence[ApplicationId]
) -> None:
    """Rank all of a startup's pending applications anew, the highest choice first.

    The new highest choice opens to its mentor, and the one that was open goes back to the queue. Raises Invalid
    ``choices_differ`` if the ids are not those of the pending applications.
    """
    require(permissions.can_apply_to_mentor(actor, startup_id))
    with context.begin(actor) as case:
        pending = PendingApplications(case, startup_id=startup_id)
        before = [it.id for it in pending.applications]
        if sorted(before) != sorted(application_ids):
            raise Invalid("choices_differ")
        if before == list(application_ids):
            return
        case.unit.application_queue.set_ranks(startup_id, application_ids)
        pending.reload()
        record_audit(
            case,
            action="mentorship.reorder",
            kind="startup",
            subject=startup_id,
            before={"order": before},
            after={"order": list(application_ids)},
        )
        pending.open_next()
        case.unit.commit()
    advance(context, pending.mentors)


def _find_fit(unit: UnitOfWork, startup_id: StartupId, mentor_id: MentorId) -> Fit | None:
    pair = unit.suggestions.find_pair(
        PartyKind.STARTUP, startup_id, candidate_kind=PartyKind.MENTOR, candidate_id=mentor_id
    )
    return pair.fit if pair else None
