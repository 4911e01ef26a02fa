"""The invented annual meeting in storage."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from matchmaker.demo.generate.records import DemoEvent, DemoWish
from matchmaker.demo.seeding.impressions import choose_look
from matchmaker.domain.events import EventRules, SlotDraft
from matchmaker.domain.ids import AccountId, EventId, ParticipationId
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage import UnitOfWork

LAST = 12
"""Place of a pass among what somebody said: behind all wishes."""

CONTACT = "年会会务组（演示），工作日 9:00–17:00"


def store_event(
    unit: UnitOfWork,
    event: DemoEvent,
    *,
    profile_ids: Mapping[PartyKind, Sequence[int]],
    accounts: Mapping[str, AccountId],
    now: datetime,
) -> EventId:
    """Event, slots, participations and wishes; ``profile_ids`` and ``accounts`` are those of the stored network.

    Wishes were made in the weeks before ``now``.
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
    participation_ids: list[ParticipationId] = [
        unit.participations.add(
            event_id=event_id,
            kind=it.kind,
            profile_id=profile_ids[it.kind][it.index],
            account_id=accounts[it.email],
            most=it.max_meetings,
            open_slots=[slot_ids[slot] for slot in sorted(it.open_slots)],
        )
        for it in event.participations
    ]
    unit.wishes.add_many(
        event_id,
        [
            (participation_ids[it.wisher], participation_ids[it.wished], None if it.is_veto else it.rank)
            for it in event.wishes
        ],
        times=[_choose_moment(participation_ids[it.wisher], it, now) for it in event.wishes],
    )
    return event_id


def _choose_moment(wisher_id: ParticipationId, it: DemoWish, now: datetime) -> datetime:
    """The day after the wisher looked at suggestions, one wish after the other, a pass last."""
    return now - choose_look(wisher_id) + timedelta(days=1, minutes=5 * (it.rank or LAST))
