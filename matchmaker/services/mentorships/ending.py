"""The end of an accepted mentorship: the place is free again, and is offered to the waiting list."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import MentorshipId
from matchmaker.domain.mentoring import Outcome
from matchmaker.domain.mentorships import MentorshipAction
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.answers import MentorshipView
from matchmaker.services.context import Context
from matchmaker.services.jobs import queue_refresh
from matchmaker.services.mentoring.terms import close_term
from matchmaker.services.mentorships.choices import Choices
from matchmaker.services.mentorships.reading import read_view
from matchmaker.services.mentorships.rules import LONGEST_TEXT, require_step
from matchmaker.services.mentorships.settling import settle_soon


def end_mentorship(
    context: Context,
    actor: Actor,
    application_id: MentorshipId,
    *,
    outcome: Outcome = Outcome.STOPPED,
    reason: str = "",
) -> MentorshipView:
    """End an accepted mentorship, as either side, with what came of it and a sentence about it."""
    reason = reason.strip()[:LONGEST_TEXT]
    with context.begin(actor) as case:
        asked = case.unit.mentorships.get(application_id)
        choices = Choices(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id], locks_only_given=True)
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, MentorshipAction.END)
        case.unit.mentors.free_place(mentorship.mentor_id)
        close_term(case, mentorship, outcome=outcome, words=reason)
        choices.take_step(mentorship, MentorshipAction.END, reason=reason)
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentorship.mentor_id)
        view = read_view(case, application_id)
        case.unit.commit()
    settle_soon(context, choices.mentors)
    return view
