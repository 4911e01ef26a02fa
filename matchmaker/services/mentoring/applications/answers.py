"""What a mentor answers: yes, no with a reason, or the waiting list."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import Application, ApplicationAction
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import ApplicationId, MentorId
from matchmaker.domain.interests import ConflictAct, PartnerPair
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.interests.judgements import require_allowed
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.mentoring.applications.queries import make_view, read_view
from matchmaker.services.mentoring.applications.rules import check_text, require_step
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.mentoring.applications.waiting_list import advance
from matchmaker.services.mentoring.mentorships.terms import open_term
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_refresh


def call_waiting_list(context: Context, actor: Actor, mentor_id: MentorId) -> None:
    """Offer one free place to the list.

    Conflict ``mentor_paused`` while the mentor pauses, ``nobody_waits`` for an empty list, ``no_place_to_give`` where
    every place is taken or offered already.
    """
    require(permissions.can_edit_mentor(actor, mentor_id))
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        called, waiting = case.unit.application_queue.count_waiting_list(mentor_id)
        if mentor.is_paused_on(case.today):
            raise StateConflict("mentor_paused", mentor=mentor.name)
        if not waiting:
            raise StateConflict("nobody_waits")
        if mentor.places_left <= called + mentor.freed:
            raise StateConflict("no_place_to_give")
        case.unit.mentors.save_places_to_offer(mentor_id, mentor.freed + 1)
        record_audit(case, action="mentor.call", kind="mentor", subject=mentor_id)
        case.unit.commit()
    advance(context, [mentor_id])


def accept_application(
    context: Context, actor: Actor, application_id: ApplicationId, *, conflict_reason: str = ""
) -> ApplicationView:
    """Take the startup on; Conflict ``mentor_full`` when the last place is gone.

    What else the startup has asked is released: only its highest choice that can be answered is before a mentor, so
    the first acceptance is that of the highest. ``conflict_reason`` is what the mentor says where the conflict ledger
    warns of the pair.
    """
    with context.begin(actor) as case:
        asked = case.unit.applications.get(application_id)
        choices = PendingApplications(
            case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id], locks_only_given=True
        )
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, ApplicationAction.ACCEPT)
        pair = PartnerPair(mentorship.startup_id, PartyKind.MENTOR, mentorship.mentor_id)
        require_allowed(case, pair, act=ConflictAct.ACCEPT, reason=conflict_reason)
        _take_place(choices, mentorship)
        accepted = choices.take_step(mentorship, ApplicationAction.ACCEPT)
        open_term(case, accepted)
        choices.release_others()
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=mentorship.mentor_id)
        view = make_view(case, choices.with_parties(accepted))
        unsettled = choices.list_mentors_to_advance()
        case.unit.commit()
    advance(context, unsettled)
    return view


def _take_place(choices: PendingApplications, application: Application) -> None:
    """The locked mentor's count moves with the decision, so two last places are never given away at once."""
    mentor = choices.mentors[application.mentor_id]
    if mentor.places_left == 0:
        raise StateConflict("mentor_full", mentor=mentor.name)
    choices.take_place(mentor.id)


def decline_application(
    context: Context, actor: Actor, application_id: ApplicationId, *, reason: str
) -> ApplicationView:
    """Say no, with a reason for the founder; the next choice opens."""
    return _answer(context, actor, application_id, ApplicationAction.DECLINE, reason=check_text(reason, "reason"))


def wait_list_application(context: Context, actor: Actor, application_id: ApplicationId) -> ApplicationView:
    """Put an application on the waiting list: its position is seen by both, and the next choice opens.

    The list is called when a place becomes free from now on; places that are free already stay the mentor's to give.
    """
    return _answer(context, actor, application_id, ApplicationAction.WAIT_LIST)


def _answer(
    context: Context, actor: Actor, application_id: ApplicationId, action: ApplicationAction, *, reason: str = ""
) -> ApplicationView:
    with context.begin(actor) as case:
        asked = case.unit.applications.get(application_id)
        choices = PendingApplications(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id])
        mentorship = choices.get(application_id)
        require_step(actor, mentorship, action)
        if (
            action is ApplicationAction.WAIT_LIST
            and not case.unit.application_queue.count_waiting_list(mentorship.mentor_id)[1]
        ):
            case.unit.mentors.save_places_to_offer(mentorship.mentor_id, 0)
        choices.take_step(mentorship, action, reason=reason)
        choices.open_next()
        view = read_view(case, application_id)
        case.unit.commit()
    advance(context, choices.mentors)
    return view
