"""The end of an accepted mentorship: the place is free again, and is offered to the waiting list."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import PENDING_STATES, Application, ApplicationAction
from matchmaker.domain.ids import ApplicationId, MentorId
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.mentoring.applications.queries import read_view
from matchmaker.services.mentoring.applications.rules import LONGEST_TEXT, require_step
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.mentoring.applications.waiting_list import advance
from matchmaker.services.mentoring.mentorships.terms import close_term
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.jobs import queue_refresh
from matchmaker.services.platform.retry import run_with_retry


def decline_all_applications(context: Context, actor: Actor | None, mentor_id: MentorId, *, reason: str) -> int:
    """Decline every pending application to the mentor, each in a unit of its own; how many there were."""
    with context.open_unit(readonly=True) as unit:
        pending = [it for it in unit.applications.list_open(mentor_id=mentor_id) if it.state in PENDING_STATES]
    closed = 0
    for it in pending:
        closed += run_with_retry(context, lambda inner, it=it: _close(inner, actor, it, reason))  # type: ignore[misc]
    return closed


def _close(context: Context, actor: Actor | None, asked: Application, reason: str) -> bool:
    with context.begin(actor) as case:
        choices = PendingApplications(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id])
        mentorship = choices.get(asked.id)
        if mentorship.state not in PENDING_STATES:
            return False
        choices.take_step(mentorship, ApplicationAction.DECLINE, reason=reason, is_platform=True)
        choices.open_next()
        case.unit.commit()
    advance(context, choices.mentors)
    return True


def end_mentorship(
    context: Context,
    actor: Actor,
    application_id: ApplicationId,
    *,
    outcome: MentorshipOutcome = MentorshipOutcome.STOPPED,
    reason: str = "",
) -> ApplicationView:
    """End an accepted mentorship, as either side, with what came of it and a sentence about it."""
    reason = reason.strip()[:LONGEST_TEXT]
    with context.begin(actor) as case:
        asked = case.unit.applications.get(application_id)
        choices = PendingApplications(
            case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id], locks_only_given=True
        )
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, ApplicationAction.END)
        case.unit.mentors.free_place(mentorship.mentor_id)
        close_term(case, mentorship, outcome=outcome, words=reason)
        choices.take_step(mentorship, ApplicationAction.END, reason=reason)
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentorship.mentor_id)
        view = read_view(case, application_id)
        case.unit.commit()
    advance(context, choices.mentors)
    return view
