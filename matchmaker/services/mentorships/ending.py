"""The end of an accepted mentorship: the place is free again, and is offered to the waiting list."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import ApplicationId
from matchmaker.domain.mentoring import MentorshipOutcome
from matchmaker.domain.mentorships import ApplicationAction
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.answers import ApplicationView
from matchmaker.services.context import Context
from matchmaker.services.jobs import queue_refresh
from matchmaker.services.mentoring.terms import close_term
from matchmaker.services.mentorships.choices import PendingApplications
from matchmaker.services.mentorships.reading import read_view
from matchmaker.services.mentorships.rules import LONGEST_TEXT, require_step
from matchmaker.services.mentorships.settling import advance


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
