"""The organizers' work with participants: lists, requests that wait for an answer, and the answers."""

from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import PARTICIPATION_STEPS, ParticipationAction
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.listings import Page, ProfileSearch
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings.events.access import lock_own_participation
from matchmaker.services.meetings.events.notifications import check_message, notify_organizers, notify_owner
from matchmaker.services.meetings.events.views import ParticipationView
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices.meeting_notices import sync_calendar_entries


def list_participants(
    context: Context,
    actor: Actor,
    event_id: EventId,
    *,
    search: str = "",
    kind: PartyKind | None = None,
    state: ParticipationState | None = None,
    is_waiting: bool = False,
    page: int = 1,
) -> Page[ParticipationView]:
    """A page of participants with their number of wishes. ``is_waiting``: only those who wait for an answer."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        event = unit.events.get(event_id)
        found = unit.attendance.list_people(
            event.id, search=search, kind=kind, state=state, is_waiting=is_waiting, number=page
        )
        wishes = unit.wishes.count_by_wisher(event.id, [it.participation.id for it in found.items])
    views = tuple(
        ParticipationView(
            participation=entry.participation, profile=entry.profile, wishes=wishes.get(entry.participation.id, 0)
        )
        for entry in found.items
    )
    return Page(items=views, number=found.number, total=found.total, size=found.size)


def count_waiting(context: Context, actor: Actor, event_id: EventId) -> int:
    """Number of participants who wait for an answer."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        return unit.attendance.count_waiting(event_id)


def get_participant(context: Context, actor: Actor, participation_id: ParticipationId) -> ParticipationView:
    """One participant, for the organizers."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        unit.participations.get(participation_id)
        entry = unit.participations.list_entries_by_ids([participation_id])[participation_id]
    return ParticipationView(participation=entry.participation, profile=entry.profile)


def list_unregistered_profiles(
    context: Context, actor: Actor, event_id: EventId, *, kind: PartyKind, search: str, page: int = 1
) -> Page[Startup] | Page[Investor]:
    """A page of profiles by words, for registration by the organizers.

    ``list_participation_states`` gives those that take part already.
    """
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        unit.events.get(event_id)
        if kind is PartyKind.STARTUP:
            return unit.startups.list_page(ProfileSearch(words=search), number=page)
        return unit.investors.list_page(ProfileSearch(words=search), number=page)


def list_participation_states(
    context: Context, actor: Actor, event_id: EventId, *, kind: PartyKind
) -> dict[int, ParticipationState]:
    """State by profile id, of profiles of one kind that take part or asked to."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.participations.list_for_event(event_id, kind=kind)
    states = (ParticipationState.REGISTERED, ParticipationState.APPLIED)
    return {it.profile_id: it.state for it in found if it.state in states}


def approve_participation(context: Context, actor: Actor, participation_id: ParticipationId) -> None:
    """Approve a request to take part."""
    _decide(context, actor, participation_id, ParticipationAction.APPROVE, "")


def decline_participation(context: Context, actor: Actor, participation_id: ParticipationId, *, reason: str) -> None:
    """Decline a request to take part, with a reason."""
    answer = check_message(reason, "answer", is_needed=True)
    _decide(context, actor, participation_id, ParticipationAction.DECLINE, answer)


def _decide(
    context: Context, actor: Actor, participation_id: ParticipationId, action: ParticipationAction, answer: str
) -> None:
    require(permissions.can_organize(actor))
    with context.begin(actor) as case:
        event_id = case.unit.participations.get(participation_id).event_id
        case.unit.events.get_for_update(event_id)  # locked before the participation, in the same order as in publishing
        before = case.unit.participations.get_for_update(participation_id)
        state = PARTICIPATION_STEPS.next_state(before.state, action)
        if state is None:
            raise StateConflict("already_settled")
        after = replace(before, state=state, answer=answer, asked_at=None)
        case.unit.participations.save(after)
        _record(case, action=f"participation.{action}", before=before, after=after)
        is_registered = state is ParticipationState.REGISTERED
        kind = NoticeKind.REGISTRATION_APPROVED if is_registered else NoticeKind.REGISTRATION_DECLINED
        notify_owner(case, after, kind=kind, reason=answer)
        sync_calendar_entries(case, event_id)
        case.unit.commit()


def ask_organizers(context: Context, actor: Actor, participation_id: ParticipationId, *, message: str) -> None:
    """Write to the organizers, for example about a late wish or another day."""
    message = check_message(message, "message", is_needed=True)
    with context.begin(actor) as case:
        before = lock_own_participation(case, participation_id, allow_waiting=True)
        after = replace(before, message=message, answer="", asked_at=case.now)
        case.unit.participations.save(after)
        _record(case, action="participation.ask", before=before, after=after)
        notify_organizers(case, after, kind=NoticeKind.PARTICIPANT_ASKED)
        case.unit.commit()


def answer_participant(context: Context, actor: Actor, participation_id: ParticipationId, *, answer: str) -> None:
    """Answer the message of a registered participant."""
    require(permissions.can_organize(actor))
    answer = check_message(answer, "answer", is_needed=True)
    with context.begin(actor) as case:
        before = lock_own_participation(case, participation_id, allow_organizers=True)
        if before.asked_at is None:
            raise StateConflict("already_settled")
        after = replace(before, answer=answer, asked_at=None)
        case.unit.participations.save(after)
        _record(case, action="participation.answer", before=before, after=after)
        notify_owner(case, after, kind=NoticeKind.ORGANIZERS_ANSWERED, answer=answer)
        case.unit.commit()


def _record(case: UseCase[Actor], *, action: str, before: Participation, after: Participation) -> None:
    """Record changes of state, message and answer in the audit log."""
    names = [name for name in ("state", "message", "answer") if getattr(before, name) != getattr(after, name)]
    old, new = ({name: str(getattr(value, name)) for name in names} for value in (before, after))
    record_audit(case, action=action, kind="participation", subject=after.id, before=old, after=new)
