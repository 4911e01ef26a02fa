"""Stores the invented annual meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from matchmaker.demo.generate.records import DemoEvent, DemoWish
from matchmaker.demo.seeding.impressions import get_viewing_age
from matchmaker.domain.events import EventRules, SlotDraft
from matchmaker.domain.ids import AccountId, EventId, ParticipationId
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage import UnitOfWork

VETO_PLACE = 12
"""Place of a veto in the order of a person's wishes: after all of them."""

CONTACT = "年会会务组（演示），工作日 9:00–17:00"


def store_event(
    unit: UnitOfWork,
    event: DemoEvent,
    *,
    profile_ids: Mapping[PartyKind, Sequence[int]],
    accounts: Mapping[str, AccountId],
    now: datetime,
) -> EventId:
    """Store event, slots, participations and wishes; ``profile_ids`` and ``accounts`` belong to the stored network.

    The times of the wishes are in the weeks before ``now``.
    """
    event_id = unit.events.add(
        name=event.name,
        venue=event.venue,
        registration_deadline=event.registration_deadline,
        wish_deadline=event.wish_deadline,
        is_demo=True,
        rules=EventRules(contact=CONTACT),
    )
    slots = [SlotDraft(starts_at=it.starts_at, ends_at=it.ends_at, tables=it.tables) for it in event.slots]
    slot_ids = unit.events.add_slots(event_id, slots)
    ids: list[ParticipationId] = [
        unit.participations.add(
            event_id=event_id,
            kind=participation.kind,
            profile_id=profile_ids[participation.kind][participation.index],
            account_id=accounts[participation.email],
            most=participation.max_meetings,
            open_slots=[slot_ids[slot] for slot in sorted(participation.open_slots)],
        )
        for participation in event.participations
    ]
    unit.wishes.add_many(
        event_id,
        [(ids[it.wisher], ids[it.wished], None if it.is_veto else it.rank) for it in event.wishes],
        times=[_choose_time(ids[it.wisher], it, now) for it in event.wishes],
    )
    return event_id


def _choose_time(wisher_id: ParticipationId, wish: DemoWish, now: datetime) -> datetime:
    """A time on the day after the wisher saw suggestions: one wish after the other, vetoes last."""
    return now - get_viewing_age(wisher_id) + timedelta(days=1, minutes=5 * (wish.rank or VETO_PLACE))
