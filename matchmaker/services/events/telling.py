"""Who hears of registrations, and what people and organizers write to each other."""

from typing import TYPE_CHECKING

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import LONGEST_MESSAGE
from matchmaker.domain.errors import Invalid
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import AccountId, ParticipationId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, Role
from matchmaker.services.context import Context
from matchmaker.services.notices import tell

if TYPE_CHECKING:
    from matchmaker.storage import UnitOfWork


def check_message(text: str, name: str, *, is_needed: bool = False) -> str:
    """``text`` without blanks at its ends; Invalid for the field ``name`` where it is too long, or empty but needed."""
    text = text.strip()
    if len(text) > LONGEST_MESSAGE or (is_needed and not text):
        raise Invalid("invalid_fields", fields={name: "too_long" if text else "required"})
    return text


def tell_entry(unit: "UnitOfWork", context: Context, actor: Actor, participation_id: ParticipationId) -> None:
    """The organizers hear of a request; the owner of whom others registered."""
    participation = unit.participations.get(participation_id)
    if participation.state is ParticipationState.APPLIED:
        tell_organizers(unit, context, actor, participation, kind=NoticeKind.REGISTRATION_ASKED)
    else:
        tell_owner(unit, context, actor, participation, kind=NoticeKind.REGISTERED_FOR_YOU)


def tell_organizers(
    unit: "UnitOfWork", context: Context, actor: Actor, participation: Participation, *, kind: NoticeKind
) -> None:
    """All organizers hear what a participant asks for."""
    to = unit.accounts.list_with_role(Role.ORGANIZER)
    _tell(unit, context, actor, participation, kind=kind, to=to)


def tell_owner(
    unit: "UnitOfWork",
    context: Context,
    actor: Actor | None,
    participation: Participation,
    *,
    kind: NoticeKind,
    **data: object,
) -> None:
    """Everybody who stands for the profile hears what others did for it; of one's own people's deeds nobody does."""
    if actor is not None and permissions.can_act_for_participation(actor, participation):
        return
    to = unit.accounts.list_representatives(participation.kind, participation.profile_id)
    _tell(unit, context, actor, participation, kind=kind, to=to, **data)


def _tell(
    unit: "UnitOfWork",
    context: Context,
    actor: Actor | None,
    participation: Participation,
    *,
    kind: NoticeKind,
    to: tuple[AccountId, ...],
    **data: object,
) -> None:
    entry = unit.participations.list_entries_by_ids([participation.id])[participation.id]
    event = unit.events.get(participation.event_id)
    data = {"name": entry.profile.name, "event": event.name, **data}
    tell(unit, context, to=to, kind=kind, subject_kind="event", subject_id=event.id, data=data, actor=actor)
