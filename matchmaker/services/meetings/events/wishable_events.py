"""Events at which the actor can wish for a startup or an investor now. Their pages show them."""

from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import is_open
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings.events.candidates import find_other_side
from matchmaker.services.meetings.events.views import WishStatus
from matchmaker.services.platform.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class WishableEvent:
    """An event with open wishes where both sides are registered. ``wish_status``: the actor's wish or pass, if any."""

    event_id: EventId
    event: str
    participation_id: ParticipationId
    name: str
    wished_id: ParticipationId
    wish_status: WishStatus | None


def list_wishable_events(context: Context, actor: Actor, kind: PartyKind, profile_id: int) -> tuple[WishableEvent, ...]:
    """The actor's participations that could wish for this profile now. A mentor has none."""
    if kind is PartyKind.MENTOR:
        return ()
    with context.open_unit(readonly=True) as unit:
        entries = unit.participations.list_entries_for_profiles(
            startup_ids=actor.startup_ids, investor_id=actor.investor_id
        )
        own = [
            entry
            for entry in entries
            if entry.participation.kind is find_other_side(kind)
            and entry.participation.state is ParticipationState.REGISTERED
            and permissions.can_act_for_participation(actor, entry.participation)
        ]
        wishable = []
        for entry in own:
            event = unit.events.get(entry.participation.event_id)
            other = unit.participations.find_for_profile(event.id, kind, profile_id)
            is_registered = other is not None and other.state is ParticipationState.REGISTERED
            if other is None or not is_registered or not is_open(event.wish_deadline, context.now()):
                continue
            wish = unit.wishes.find_pair(entry.participation.id, other.id)
            wishable.append(
                WishableEvent(
                    event_id=event.id,
                    event=event.name,
                    participation_id=entry.participation.id,
                    name=entry.profile.name,
                    wished_id=other.id,
                    wish_status=None if wish is None else WishStatus.PASSED if wish.is_veto else WishStatus.WISHED,
                )
            )
    return tuple(wishable)
