from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.timetables import Meeting, MeetingDraft, PlanQuality, Timetable, UnmetWish
from matchmaker.domain.vocabulary import MeetingOrigin, TimetableState


@pytest.fixture
def quality():
    figures = {"wishes": 3, "met": 1, "value": 100, "bound": 101, "suggested": 0, "breaks": 0, "below_floor": 2}
    return PlanQuality(is_proven=False, seconds=1.25, short=(ParticipationId(4), ParticipationId(7)), **figures)


@pytest.fixture
def meeting(world):
    return MeetingDraft(
        slot_id=world.slots[0],
        table=2,
        startup_participation_id=world.startup_there,
        investor_participation_id=world.investor_there,
        origin=MeetingOrigin.WISHED,
    )


def test_a_timetable_comes_back_whole(any_database, world, now, quality, meeting):
    pair = {"wisher_id": world.startup_there, "wished_id": world.investor_there}
    unmet = UnmetWish(code="no_common_slot", data={"slots": [1, 2]}, is_proven=True, **pair)
    with any_database.unit() as unit:
        assert unit.timetables.latest_version(world.event) == 0
        timetable_id = unit.timetables.add(
            event_id=world.event, version=1, created_at=now, quality=quality, meetings=[meeting], unmet=[unmet]
        )
        head = Timetable(
            id=timetable_id,
            event_id=world.event,
            version=1,
            state=TimetableState.DRAFT,
            created_at=now,
            published_at=None,
            quality=quality,
        )
        found = unit.timetables.get(timetable_id)
        stored = Meeting(id=found.meetings[0].id, **{name: getattr(meeting, name) for name in meeting.__slots__})
        assert found == replace(head, meetings=(stored,), unmet=(unmet,))
        assert unit.timetables.get_for_update(timetable_id) == found
        assert unit.timetables.list_for_event(world.event) == (head,)
        assert unit.timetables.latest_version(world.event) == 1
        with pytest.raises(NotFound):
            unit.timetables.get(99)


def test_publishing_supersedes_the_one_before(any_database, world, now, quality, meeting):
    with any_database.unit() as unit:
        values = {"event_id": world.event, "created_at": now, "quality": quality, "meetings": [meeting]}
        first = unit.timetables.add(version=1, **values)
        second = unit.timetables.add(version=2, **values)
        assert unit.timetables.find_published(world.event) is None
        assert unit.timetables.find_published_id(world.event) is None

        unit.timetables.publish(first, now)
        unit.timetables.publish(second, now + timedelta(hours=1))

        published = unit.timetables.find_published(world.event)
        assert (published.id, published.published_at) == (second, now + timedelta(hours=1))
        assert len(published.meetings) == 1
        assert unit.timetables.find_published_id(world.event) == second
        states = [timetable.state for timetable in unit.timetables.list_for_event(world.event)]
        assert states == [TimetableState.PUBLISHED, TimetableState.SUPERSEDED]


def test_a_version_is_refused_when_it_is_there_already(any_database, world, now, quality):
    with any_database.unit() as unit:
        values = {"event_id": world.event, "version": 1, "created_at": now, "quality": quality}
        unit.timetables.add(**values)
        with pytest.raises(StateConflict) as refused:
            unit.timetables.add(**values)
    assert refused.value.code == "timetable_moved"
