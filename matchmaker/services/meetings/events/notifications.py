"""Who hears of registrations, and what people and organizers write to each other."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import MAX_MESSAGE_LENGTH
from matchmaker.domain.errors import Invalid
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import AccountId, ParticipationId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, Role
from matchmaker.services.platform.context import UseCase
from matchmaker.services.platform.notices import notify


def check_message(text: str, name: str, *, is_needed: bool = False) -> str:
    """``text`` without blanks at its ends; Invalid for the field ``name`` where it is too long, or empty but needed."""
    text = text.strip()
    if len(text) > MAX_MESSAGE_LENGTH or (is_needed and not text):
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text


def notify_registration(case: UseCase[Actor], participation_id: ParticipationId) -> None:
    """The organizers hear of a request; the owner of whom others registered."""
    participation = case.unit.participations.get(participation_id)
    if participation.state is ParticipationState.APPLIED:
        notify_organizers(case, participation, kind=NoticeKind.REGISTRATION_ASKED)
    else:
        notify_owner(case, participation, kind=NoticeKind.REGISTERED_FOR_YOU)


def notify_organizers(case: UseCase[Actor], participation: Participation, *, kind: NoticeKind) -> None:
    """All organizers hear what a participant asks for."""
    to = case.unit.accounts.list_with_role(Role.ORGANIZER)
    _notify(case, participation, kind=kind, to=to)


def notify_owner(
    case: UseCase[Actor | None], participation: Participation, *, kind: NoticeKind, **data: object
) -> None:
    """Everybody who stands for the profile hears what others did for it; of one's own people's deeds nobody does."""
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
