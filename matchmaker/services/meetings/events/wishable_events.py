"""Where a wish for somebody can be made right now: from the page of a startup or an investor."""

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
    """An event whose wishes are open and where both sides are; ``mark`` is what the own side said already."""

    event_id: EventId
    event: str
    participation_id: ParticipationId
    name: str
    wished_id: ParticipationId
    wish_status: WishStatus | None


def list_wishable_events(context: Context, actor: Actor, kind: PartyKind, profile_id: int) -> tuple[WishableEvent, ...]:
    """Own participations that could wish for this profile now; none for a mentor."""
    if kind is PartyKind.MENTOR:
        return ()
    with context.open_unit(readonly=True) as unit:
        entries = unit.participations.list_entries_for_profiles(
            startup_ids=actor.startup_ids, investor_id=actor.investor_id
        )
        own = [
            it
            for it in entries
            if it.participation.kind is find_other_side(kind)
            and it.participation.state is ParticipationState.REGISTERED
            and permissions.can_act_for_participation(actor, it.participation)
        ]
        found = []
        for it in own:
            event = unit.events.get(it.participation.event_id)
            there = unit.participations.find_for_profile(event.id, kind, profile_id)
            is_there = there is not None and there.state is ParticipationState.REGISTERED
            if there is None or not is_there or not is_open(event.wish_deadline, context.now()):
                continue
            said = unit.wishes.find_pair(it.participation.id, there.id)
            found.append(
                WishableEvent(
                    event_id=event.id,
                    event=event.name,
                    participation_id=it.participation.id,
                    name=it.profile.name,
                    wished_id=there.id,
                    wish_status=None if said is None else WishStatus.PASSED if said.is_veto else WishStatus.WISHED,
                )
            )
    return tuple(found)
