"""Check-ins beside meetings, on both databases."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from matchmaker.domain.check_ins import CheckIn, Presence
from matchmaker.domain.local_time import local_day
from matchmaker.domain.timetables import MeetingDraft, PlanQuality
from matchmaker.domain.vocabulary import MeetingOrigin
from matchmaker.storage.repositories.base import table_of
from matchmaker.storage.tables import SlotRow

QUALITY = PlanQuality(
    wishes=1, met=1, value=1, bound=1, is_proven=True, suggested=0, breaks=0, below_floor=0, seconds=0.1
)
SLOTS = table_of(SlotRow)


@pytest.fixture
def met(any_database, world, now):
    """The time at which startup and investor met, in a published timetable."""
    pair = {"startup_participation_id": world.startup_there, "investor_participation_id": world.investor_there}
    meeting = MeetingDraft(slot_id=world.slots[0], table=1, origin=MeetingOrigin.WISHED, **pair)
    with any_database.unit() as unit:
        key = unit.timetables.add(event_id=world.event, version=1, created_at=now, quality=QUALITY, meetings=[meeting])
        unit.timetables.publish(key, now)
        starts_at = next(it.starts_at for it in unit.events.get(world.event).slots if it.id == world.slots[0])
        unit.commit()
    return starts_at


def mark(unit, who, day: date, presence) -> None:
    event_id = unit.participations.get(who).event_id
    at = datetime.combine(day, time(4), UTC)
    unit.check_ins.put(event_id, CheckIn(participation_id=who, day=day, presence=presence, marked_at=at))


def list_presences(unit):
    return [(it.startup_presence, it.investor_presence) for it in unit.evidence.list_meetings()]


def test_a_meeting_bears_the_marks_of_its_own_day(any_database, world, met):
    with any_database.unit() as unit:
        assert list_presences(unit) == [(None, None)]
        mark(unit, world.startup_there, local_day(met) + timedelta(days=1), Presence.ABSENT)
        mark(unit, world.investor_there, local_day(met), Presence.PRESENT)
        assert list_presences(unit) == [(None, Presence.PRESENT)]

        mark(unit, world.startup_there, local_day(met), Presence.ABSENT)
        mark(unit, world.startup_there, local_day(met), Presence.PRESENT)
        assert list_presences(unit) == [(Presence.PRESENT, Presence.PRESENT)]


@pytest.mark.parametrize(("hour", "days"), [(15, 0), (16, 1)])
def test_the_day_is_that_of_lanzhou(any_database, world, met, hour, days):
    late = met.replace(hour=hour, minute=59, second=59)
    with any_database.unit() as unit:
        moved = SLOTS.update().where(SLOTS.c.id == world.slots[0])
        unit.evidence._connection.execute(moved.values(starts_at=late, ends_at=late + timedelta(minutes=25)))
        mark(unit, world.startup_there, late.date() + timedelta(days=days), Presence.ABSENT)

        assert list_presences(unit) == [(Presence.ABSENT, None)]


@pytest.mark.parametrize("who", ["startup_there", "investor_there"])
def test_nobody_was_met_who_was_marked_as_away(any_database, world, met, who):
    later = met + timedelta(days=1)
    with any_database.unit() as unit:
        assert [it[0] for it in unit.past_meetings.list_not_in_pipeline(world.investor, later)] == [world.startup]
        mark(unit, getattr(world, who), local_day(met), Presence.ABSENT)
        assert unit.past_meetings.list_not_in_pipeline(world.investor, later) == []
