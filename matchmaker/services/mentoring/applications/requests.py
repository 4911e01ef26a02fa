"""What a founder does: apply, put the choices in order, take an application back."""

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
    """Apply to a mentor as the next choice of the startup, with what the platform says of the pair kept beside it.

    It comes before the mentor as soon as no higher choice is; where the mentor has no place, it joins the waiting list.
    ``conflict_reason`` is what the founder says where the conflict ledger warns of the pair. A pair that was never
    suggested is looked at by a job of its own, so a mentor always sees why they fit or do not.
    """
    require(permissions.can_apply_to_mentor(actor, startup_id))
    goal, tried = check_text(goal, "goal"), check_text(tried, "tried", is_needed=False)
    with context.begin(actor) as case:
        choices = PendingApplications(case, startup_id=startup_id, mentor_ids=[mentor_id])
        _check_application(case, choices, mentor_id)
        pair = PartnerPair(startup_id, PartyKind.MENTOR, mentor_id)
        require_allowed(case, pair, act=ConflictAct.APPLY, reason=conflict_reason)
        fit = _find_fit(case.unit, startup_id, mentor_id)
        mentorship_id = case.unit.applications.add(
            startup_id=startup_id,
            mentor_id=mentor_id,
            applied_by=actor.account_id,
            goal=goal,
            tried=tried,
            state=ApplicationState.QUEUED,
            rank=max((it.rank for it in choices.pending), default=0) + 1,
            applied_at=case.now,
            fit=fit,
        )
        if fit is None:
            queue_application_fit(case, mentorship_id)
        after = {"startup_id": startup_id, "mentor_id": mentor_id}
        record_audit(case, action="mentorship.apply", kind="mentorship", subject=mentorship_id, after=after)
        choices.reload()
        choices.open_next()
        case.unit.commit()
    return mentorship_id


def _check_application(case: UseCase[Actor], choices: PendingApplications, mentor_id: MentorId) -> Mentor:
    """The row of the startup is locked, so the budget holds whatever else is sent at the same moment."""
    mentor = choices.mentors.get(mentor_id) or case.unit.mentors.get(mentor_id)
    most = case.context.settings.open_applications
    if case.actor.mentor_id == mentor.id:
        raise StateConflict("own_mentor")
    if case.unit.applications.find_open(choices.startup.id, mentor.id):
        raise StateConflict("mentorship_open")
    if mentor.is_paused_on(case.today):
        raise StateConflict("mentor_paused", mentor=mentor.name)
    if len(choices.pending) >= most:
        raise StateConflict("too_many_applications", most=most)
    return mentor


def withdraw_application(context: Context, actor: Actor, application_id: ApplicationId) -> ApplicationView:
    """Take an application back; the next choice opens."""
    with context.begin(actor) as case:
        asked = case.unit.applications.get(application_id)
        choices = PendingApplications(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id])
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, ApplicationAction.WITHDRAW)
        choices.take_step(mentorship, ApplicationAction.WITHDRAW)
        choices.open_next()
        view = read_view(case, application_id)
        case.unit.commit()
    advance(context, choices.mentors)
    return view


def reorder_applications(
    context: Context, actor: Actor, *, startup_id: StartupId, application_ids: Sequence[ApplicationId]
) -> None:
    """Rank all of a startup's pending applications anew, the highest choice first.

    Invalid ``choices_differ`` where the ids are not those that are pending now. What is now the highest choice comes
    before its mentor, and the one that was goes behind it.
    """
    require(permissions.can_apply_to_mentor(actor, startup_id))
    with context.begin(actor) as case:
        choices = PendingApplications(case, startup_id=startup_id)
        before = [it.id for it in choices.pending]
        if sorted(before) != sorted(application_ids):
            raise Invalid("choices_differ")
        if before == list(application_ids):
            return
        case.unit.application_queue.set_ranks(startup_id, application_ids)
        choices.reload()
        record_audit(
            case,
            action="mentorship.reorder",
            kind="startup",
            subject=startup_id,
            before={"order": before},
            after={"order": list(application_ids)},
        )
        choices.open_next()
        case.unit.commit()
    advance(context, choices.mentors)


def _find_fit(unit: UnitOfWork, startup_id: StartupId, mentor_id: MentorId) -> Fit | None:
    pair = unit.suggestions.find_pair(
        PartyKind.STARTUP, startup_id, candidate_kind=PartyKind.MENTOR, candidate_id=mentor_id
    )
    return pair.fit if pair else None
