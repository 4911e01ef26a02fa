"""What a mentor answers: yes, no with a reason, or the waiting list."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.conflicts import ConflictAct, Pair
from matchmaker.domain.errors import Conflict
from matchmaker.domain.ids import MentorshipId
from matchmaker.domain.mentorships import Mentorship, MentorshipAction
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.answers import MentorshipView
from matchmaker.services.conflicts.judging import require_allowed
from matchmaker.services.context import Context
from matchmaker.services.jobs import queue_refresh
from matchmaker.services.mentoring.terms import open_term
from matchmaker.services.mentorships.choices import Choices
from matchmaker.services.mentorships.reading import read_view, show_view
from matchmaker.services.mentorships.rules import check_text, require_step
from matchmaker.services.mentorships.settling import settle_soon


def accept_mentorship(
    context: Context, actor: Actor, application_id: MentorshipId, *, conflict_reason: str = ""
) -> MentorshipView:
    """Take the startup on; Conflict ``mentor_full`` when the last place is gone.

    What else the startup has asked is released: only its highest choice that can be answered is before a mentor, so
    the first acceptance is that of the highest. ``conflict_reason`` is what the mentor says where the conflict ledger
    warns of the pair.
    """
    with context.begin(actor) as case:
        asked = case.unit.mentorships.get(application_id)
        choices = Choices(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id], locks_only_given=True)
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, MentorshipAction.ACCEPT)
        pair = Pair(mentorship.startup_id, PartyKind.MENTOR, mentorship.mentor_id)
        require_allowed(case, pair, act=ConflictAct.ACCEPT, reason=conflict_reason)
        _take_place(choices, mentorship)
        accepted = choices.take_step(mentorship, MentorshipAction.ACCEPT)
        open_term(case, accepted)
        choices.release_others()
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentorship.mentor_id)
        view = show_view(case, choices.with_parties(accepted))
        unsettled = choices.list_mentors_to_advance()
        case.unit.commit()
    settle_soon(context, unsettled)
    return view


def _take_place(choices: Choices, application: Mentorship) -> None:
    """The locked mentor's count moves with the decision, so two last places are never given away at once."""
    mentor = choices.mentors[application.mentor_id]
    if mentor.places_left == 0:
        raise Conflict("mentor_full", mentor=mentor.name)
    choices.take_place(mentor.id)


def decline_mentorship(context: Context, actor: Actor, application_id: MentorshipId, *, reason: str) -> MentorshipView:
    """Say no, with a reason for the founder; the next choice opens."""
    return _answer(context, actor, application_id, MentorshipAction.DECLINE, reason=check_text(reason, "reason"))


def wait_list_mentorship(context: Context, actor: Actor, application_id: MentorshipId) -> MentorshipView:
    """Put an application on the waiting list: its position is seen by both, and the next choice opens.

    The list is called when a place becomes free from now on; places that are free already stay the mentor's to give.
    """
    return _answer(context, actor, application_id, MentorshipAction.WAIT_LIST)


def _answer(
    context: Context, actor: Actor, application_id: MentorshipId, action: MentorshipAction, *, reason: str = ""
) -> MentorshipView:
    with context.begin(actor) as case:
        asked = case.unit.mentorships.get(application_id)
        choices = Choices(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id])
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, action)
        if (
            action is MentorshipAction.WAIT_LIST
            and not case.unit.applications.count_waiting_list(mentorship.mentor_id)[1]
        ):
            case.unit.mentors.save_places_to_offer(mentorship.mentor_id, 0)
        choices.take_step(mentorship, action, reason=reason)
        choices.open_next()
        view = read_view(case, application_id)
        case.unit.commit()
    settle_soon(context, choices.mentors)
    return view
