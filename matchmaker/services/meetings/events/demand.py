"""The demand at an event before planning: wishes, capacity, and participants without wishes or open slots."""

from collections import Counter
from collections.abc import Sequence

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Wish
from matchmaker.domain.ids import EventId
from matchmaker.domain.listings import ParticipationWithProfile
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings.events.views import EventDemand, ParticipationView, SideDemand, WishedParticipant
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require

MOST_WISHED_SHOWN = 10
"""How many of the most wished participants are listed. An organizer may call them before the event."""


def get_demand(context: Context, actor: Actor, event_id: EventId) -> EventDemand:
    """Wishes and capacity of both sides. Wishes to or from people who withdrew do not count."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        event = unit.events.get(event_id)
        entries = unit.participations.list_entries(event_id, state=ParticipationState.REGISTERED)
        all_wishes = unit.wishes.list_for_event(event_id)
        mutual = unit.attendance.count_mutual(event_id)
    present = {it.participation.id for it in entries}
    wishes = [it for it in all_wishes if {it.wisher_id, it.wished_id} <= present]
    wish_counts = Counter(it.wisher_id for it in wishes if not it.is_veto)
    views = [_view(entry, wish_counts[entry.participation.id]) for entry in entries]
    return EventDemand(
        event=event,
        startups=_count_side(entries, wishes, PartyKind.STARTUP),
        investors=_count_side(entries, wishes, PartyKind.INVESTOR),
        seats=sum(slot.tables for slot in event.slots),
        mutual=mutual,
        most_wished=_list_most_wished(entries, wishes),
        without_wishes=tuple(it for it in views if not it.wishes),
        without_slots=tuple(it for it in views if not it.participation.open_slots),
    )


def _view(entry: ParticipationWithProfile, wishes: int) -> ParticipationView:
    return ParticipationView(participation=entry.participation, profile=entry.profile, wishes=wishes)


def _count_side(entries: Sequence[ParticipationWithProfile], wishes: Sequence[Wish], kind: PartyKind) -> SideDemand:
    side = {it.participation.id: it.participation for it in entries if it.participation.kind is kind}
    own = [it for it in wishes if it.wisher_id in side]
    return SideDemand(
        participants=len(side),
        wishes=sum(not it.is_veto for it in own),
        passes=sum(it.is_veto for it in own),
        capacity=sum(min(it.most, len(it.open_slots)) for it in side.values()),
    )


def _list_most_wished(
    entries: Sequence[ParticipationWithProfile], wishes: Sequence[Wish]
) -> tuple[WishedParticipant, ...]:
    counts = Counter(it.wished_id for it in wishes if not it.is_veto)
    by_id = {it.participation.id: it for it in entries}
    ranked = sorted(counts, key=lambda it: (-counts[it], it))[:MOST_WISHED_SHOWN]
    return tuple(
        WishedParticipant(
            participation_id=entry.participation.id,
            profile=entry.profile,
            wishes=counts[entry.participation.id],
            max_meetings=entry.participation.most,
        )
        for entry in (by_id[it] for it in ranked)
    )
