"""A draft is published only while the current data still allow its meetings."""

import pytest

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.vocabulary import TimetableState
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.planning import plan_event
from tests.integration.services.meetings.test_timetables import become_investor, wish
from tests.integration.services.sample_network import register_everybody


@pytest.fixture
def there(context, town):
    """Everybody takes part, and both startups wish for the first investor: two meetings."""
    there = register_everybody(context, town)
    for founder, mine in zip(town.founders, there.startups, strict=True):
        wish(context, founder, mine, there.investors[0])
    return there


def list_slots(context, town):
    return [it.id for it in events.get_event(context, None, town.event).event.slots]


def refuse(context, town, timetable_id):
    """Number of meetings that the refusal names; the draft stays a draft, and a new plan can be published."""
    with pytest.raises(StateConflict) as refused:
        timetables.publish_timetable(context, town.organizer, timetable_id)
    assert refused.value.code == "draft_outdated"
    listed = timetables.list_timetables(context, town.organizer, town.event)
    assert [it.state for it in listed] == [TimetableState.DRAFT]
    timetables.publish_timetable(context, town.organizer, plan_event(context, town.event))
    return refused.value.data["count"]


def test_publishing_is_refused_when_somebody_passed_on_a_partner(context, town, there):
    draft = plan_event(context, town.event)
    events.pass_on(context, town.investors[0], participation_id=there.investors[0], wished_id=there.startups[0])

    assert refuse(context, town, draft) == 1
    assert timetables.get_own_timetable(context, town.founders[0], town.event).meetings == ()


def test_publishing_is_refused_when_times_were_closed(context, town, there):
    draft = plan_event(context, town.event)
    events.set_open_slots(context, town.investors[0], there.investors[0], [])

    assert refuse(context, town, draft) == 2


def test_publishing_is_refused_when_places_became_fewer(context, town, there):
    draft = plan_event(context, town.event)
    events.set_open_slots(context, town.investors[0], there.investors[0], list_slots(context, town), most=1)

    assert refuse(context, town, draft) == 1


def test_publishing_is_refused_when_another_role_of_one_person_takes_fewer(context, town, there, reload):
    founder, own, _ = become_investor(context, town, reload)
    wish(context, town.founders[1], there.startups[1], own)
    draft = plan_event(context, town.event)
    assert len(timetables.get_timetable(context, town.organizer, draft).timetable.meetings) == 3
    events.set_open_slots(context, founder, own, list_slots(context, town), most=1)

    assert refuse(context, town, draft) == 1


def test_draft_is_published_when_changes_leave_its_meetings_alone(context, town, there):
    draft = plan_event(context, town.event)
    meetings = timetables.get_timetable(context, town.organizer, draft).timetable.meetings
    taken = {it.slot_id for it in meetings}
    events.set_open_slots(context, town.investors[0], there.investors[0], taken, most=2)
    events.pass_on(context, town.investors[1], participation_id=there.investors[1], wished_id=there.startups[0])
    events.withdraw_participation(context, town.investors[1], there.investors[1])

    timetables.publish_timetable(context, town.organizer, draft)
    assert len(timetables.get_own_timetable(context, town.investors[0], town.event).meetings) == 2
