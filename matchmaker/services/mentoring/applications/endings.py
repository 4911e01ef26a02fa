"""Ending a mentorship, and declining all applications to a mentor who leaves. Free places go to the waiting list."""

from functools import partial

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import PENDING_STATES, Application, ApplicationAction
from matchmaker.domain.ids import ApplicationId, MentorId
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.mentoring.applications.queries import read_view
from matchmaker.services.mentoring.applications.rules import MAX_TEXT_LENGTH, require_step
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.mentoring.applications.waiting_list import advance
from matchmaker.services.mentoring.mentorships.terms import close_term
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.jobs import queue_refresh
from matchmaker.services.platform.retry import run_with_retry


def decline_all_applications(context: Context, actor: Actor | None, mentor_id: MentorId, *, reason: str) -> int:
    """Decline every pending application to the mentor, each in its own transaction. Returns how many."""
    with context.open_unit(readonly=True) as unit:
        pending = [it for it in unit.applications.list_open(mentor_id=mentor_id) if it.state in PENDING_STATES]
    return sum(run_with_retry(context, partial(_close, actor=actor, unlocked=it, reason=reason)) for it in pending)


def _close(context: Context, *, actor: Actor | None, unlocked: Application, reason: str) -> bool:
    with context.begin(actor) as case:
        pending = PendingApplications(case, startup_id=unlocked.startup_id, mentor_ids=[unlocked.mentor_id])
        application = pending.get(unlocked.id)
        if application.state not in PENDING_STATES:
            return False
        pending.take_step(application, ApplicationAction.DECLINE, reason=reason, is_platform=True)
        pending.open_next()
        case.unit.commit()
    advance(context, pending.mentors)
    return True


def end_mentorship(
    context: Context,
    actor: Actor,
    application_id: ApplicationId,
    *,
    outcome: MentorshipOutcome = MentorshipOutcome.STOPPED,
    reason: str = "",
) -> ApplicationView:
    """End an accepted mentorship, as either side, with its outcome and a sentence about it."""
    reason = reason.strip()[:MAX_TEXT_LENGTH]
    with context.begin(actor) as case:
        unlocked = case.unit.applications.get(application_id)
        pending = PendingApplications(
            case, startup_id=unlocked.startup_id, mentor_ids=[unlocked.mentor_id], locks_only_given=True
        )
        application = pending.get(application_id)
        require_step(actor, application, ApplicationAction.END)
        case.unit.mentors.free_place(application.mentor_id)
        close_term(case, application, outcome=outcome, words=reason)
        pending.take_step(application, ApplicationAction.END, reason=reason)
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=application.mentor_id)
        view = read_view(case, application_id)
        case.unit.commit()
    advance(context, pending.mentors)
    return view
