"""A mentor's answers to an application: accept, decline with a reason, or put it on the waiting list."""

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
    """Offer one free place to the waiting list.

    Raises StateConflict: ``mentor_paused`` during a pause, ``nobody_waits`` if the list is empty, ``no_place_to_give``
    if every place is taken or offered already.
    """
    require(permissions.can_edit_mentor(actor, mentor_id))
    with context.begin(actor) as case:
        mentor = case.unit.mentors.get_for_update(mentor_id)
        called, waiting = case.unit.application_queue.count_waiting_list(mentor_id)
        if mentor.is_paused_on(case.today):
            raise StateConflict("mentor_paused", mentor=mentor.name)
        if not waiting:
            raise StateConflict("nobody_waits")
        if mentor.places_left <= called + mentor.places_to_offer:
            raise StateConflict("no_place_to_give")
        case.unit.mentors.save_places_to_offer(mentor_id, mentor.places_to_offer + 1)
        record_audit(case, action="mentor.call", kind="mentor", subject=mentor_id)
        case.unit.commit()
    advance(context, [mentor_id])


def accept_application(
    context: Context, actor: Actor, application_id: ApplicationId, *, conflict_reason: str = ""
) -> ApplicationView:
    """Accept the startup as a mentee. Raises StateConflict ``mentor_full`` if no place is left.

    The other pending applications of the startup are released. Only its highest choice that can be answered is open. So
    the first mentor who accepts is that of the highest choice. ``conflict_reason`` is the mentor's reason to
    accept although the conflict ledger warns of the pair.
    """
    with context.begin(actor) as case:
        unlocked = case.unit.applications.get(application_id)
        pending = PendingApplications(
            case, startup_id=unlocked.startup_id, mentor_ids=[unlocked.mentor_id], locks_only_given=True
        )
        application = pending.get(application_id)
        require_step(actor, application, ApplicationAction.ACCEPT)
        pair = PartnerPair(application.startup_id, PartyKind.MENTOR, application.mentor_id)
        require_allowed(case, pair, act=ConflictAct.ACCEPT, reason=conflict_reason)
        _take_place(pending, application)
        accepted = pending.take_step(application, ApplicationAction.ACCEPT)
        open_term(case, accepted)
        pending.release_others()
        queue_refresh(case.unit, context, actor, kind=PartyKind.MENTOR, profile_id=application.mentor_id)
        view = make_view(case, pending.with_parties(accepted))
        to_advance = pending.list_mentors_to_advance()
        case.unit.commit()
    advance(context, to_advance)
    return view


def _take_place(pending: PendingApplications, application: Application) -> None:
    """Count the mentee in the same transaction as the decision; the mentor is locked, so no place is given twice."""
    mentor = pending.mentors[application.mentor_id]
    if mentor.places_left == 0:
        raise StateConflict("mentor_full", mentor=mentor.name)
    pending.take_place(mentor.id)


def decline_application(
    context: Context, actor: Actor, application_id: ApplicationId, *, reason: str
) -> ApplicationView:
    """Decline with a reason that the founder reads. The next choice of the startup opens."""
    return _answer(context, actor, application_id, ApplicationAction.DECLINE, reason=check_text(reason, "reason"))


def wait_list_application(context: Context, actor: Actor, application_id: ApplicationId) -> ApplicationView:
    """Put an application on the waiting list. Both sides see its position, and the startup's next choice opens.

    A place that becomes free from now on is offered to the list. The mentor decides about places that are free already.
    """
    return _answer(context, actor, application_id, ApplicationAction.WAIT_LIST)


def _answer(
    context: Context, actor: Actor, application_id: ApplicationId, action: ApplicationAction, *, reason: str = ""
) -> ApplicationView:
    with context.begin(actor) as case:
        unlocked = case.unit.applications.get(application_id)
        pending = PendingApplications(case, startup_id=unlocked.startup_id, mentor_ids=[unlocked.mentor_id])
        application = pending.get(application_id)
        require_step(actor, application, action)
        if (
            action is ApplicationAction.WAIT_LIST
            and not case.unit.application_queue.count_waiting_list(application.mentor_id)[1]
        ):
            case.unit.mentors.save_places_to_offer(application.mentor_id, 0)
        pending.take_step(application, action, reason=reason)
        pending.open_next()
        view = read_view(case, application_id)
        case.unit.commit()
    advance(context, pending.mentors)
    return view
