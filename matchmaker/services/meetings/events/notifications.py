"""Notices about registrations, messages between participants and organizers, and reminders of the wish deadline."""

from datetime import datetime, timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import MAX_MESSAGE_LENGTH
from matchmaker.domain.errors import Invalid
from matchmaker.domain.events import Event, Participation, is_open
from matchmaker.domain.ids import AccountId, ParticipationId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, Role
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify


def check_message(text: str, name: str, *, is_needed: bool = False) -> str:
    """``text`` without spaces at its ends. Raises Invalid for field ``name`` if too long, or empty but needed."""
    text = text.strip()
    if len(text) > MAX_MESSAGE_LENGTH or (is_needed and not text):
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text


def notify_registration(case: UseCase[Actor], participation_id: ParticipationId) -> None:
    """Notify the organizers of a request, or the profile's people of a registration by others."""
    participation = case.unit.participations.get(participation_id)
    if participation.state is ParticipationState.APPLIED:
        notify_organizers(case, participation, kind=NoticeKind.REGISTRATION_ASKED)
    else:
        notify_owner(case, participation, kind=NoticeKind.REGISTERED_FOR_YOU)


def notify_organizers(case: UseCase[Actor], participation: Participation, *, kind: NoticeKind) -> None:
    """Notify all organizers of what a participant asks for."""
    to = case.unit.accounts.list_with_role(Role.ORGANIZER)
    _notify(case, participation, kind=kind, to=to)


def notify_owner(
    case: UseCase[Actor | None], participation: Participation, *, kind: NoticeKind, **data: object
) -> None:
    """Notify the profile's people if somebody else acted for it. Nobody is notified of their own side's actions."""
    if case.actor is not None and permissions.can_act_for_participation(case.actor, participation):
        return
    to = case.unit.accounts.list_representatives(participation.kind, participation.profile_id)
    _notify(case, participation, kind=kind, to=to, **data)


def _notify(
    case: UseCase[Actor | None],
    participation: Participation,
    *,
    kind: NoticeKind,
    to: tuple[AccountId, ...],
    **data: object,
) -> None:
    entry = case.unit.participations.list_entries_by_ids([participation.id])[participation.id]
    event = case.unit.events.get(participation.event_id)
    data = {"name": entry.profile.name, "event": event.name, **data}
    notify(case, to=to, kind=kind, subject_kind="event", subject_id=event.id, data=data)


def remind_participants(context: Context) -> int:
    """Scheduled task: remind participants before the wish deadline. Returns how many.

    Everybody who has opened no slot or has no wish is reminded once.
    """
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        due = [event.id for event in unit.events.list_all() if is_reminder_due(event, now)]
    reminded = 0
    for event_id in due:
        with context.begin(None) as case:
            event = case.unit.events.get_for_update(event_id)
            unready = case.unit.attendance.list_to_remind(event_id) if is_reminder_due(event, now) else ()
            if not unready:
                continue
            for participation in unready:
                notify_owner(case, participation, kind=NoticeKind.EVENT_REMINDER, until=event.wish_deadline)
            case.unit.attendance.mark_reminded([it.id for it in unready], now)
            case.unit.commit()
            reminded += len(unready)
    return reminded


def is_reminder_due(event: Event, now: datetime) -> bool:
    """Whether the wish deadline is within the ``remind_days`` of the event, and not past."""
    is_near = event.wish_deadline - timedelta(days=event.remind_days) <= now
    return event.remind_days > 0 and is_near and is_open(event.wish_deadline, now)
