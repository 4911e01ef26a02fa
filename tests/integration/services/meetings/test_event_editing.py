from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.ids import EventId, SlotId
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.events import SlotChanges
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.platform import audit
from tests.integration.services.sample_network import register_everybody


@pytest.fixture
def event(context, town):
    return events.get_event(context, None, town.event).event


def edit(context, town, event, *, actor=None, slots=None, **changes):
    given = {it: getattr(event, it) for it in ("name", "venue", "registration_deadline", "wish_deadline")}
    slots = slots or SlotChanges()
    events.edit_event(context, actor or town.organizer, event.id, slots=slots, **(given | changes))
    return events.get_event(context, None, event.id).event


def publish_one_meeting(context, town):
    """The published meeting of the first founder and the first investor: (slot, table)."""
    there = register_everybody(context, town)
    events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=there.investors[0])
    timetable_id = plan_event(context, town.event)
    timetables.publish_timetable(context, town.organizer, timetable_id)
    (meeting,) = timetables.get_own_timetable(context, town.founders[0], town.event).meetings
    return meeting.slot.id, meeting.table


def test_name_venue_and_deadlines_change_at_any_time(context, town, event):
    publish_one_meeting(context, town)
    later = event.wish_deadline + timedelta(days=1)

    changed = edit(context, town, event, name=" 秋季年会 ", venue="宁卧庄", wish_deadline=later)

    assert changed == replace(event, name="秋季年会", venue="宁卧庄", wish_deadline=later)
    entry = audit.list_entries(context, town.operator).items[0].entry
    assert (entry.action, entry.subject_id) == ("event.edit", event.id)
    assert entry.before == {"name": "年会", "venue": "会展厅", "wish_deadline": event.wish_deadline.isoformat()}
    assert entry.after == {"name": "秋季年会", "venue": "宁卧庄", "wish_deadline": later.isoformat()}


def test_open_slots_survive_when_slots_come_and_go(context, town, event):
    there = register_everybody(context, town)
    first, second, third, last = (it.id for it in event.slots)
    events.set_open_slots(context, town.founders[0], there.startups[0], [first, second])
    after = event.slots[-1].ends_at + timedelta(minutes=5)
    added = SlotDraft(starts_at=after, ends_at=after + timedelta(minutes=25), tables=7)

    changed = edit(
        context,
        town,
        event,
        slots=SlotChanges(tables={third: 5, last: 9}, removed=frozenset({first, last}), added=[added]),
    )

    assert [(it.id, it.tables) for it in changed.slots[:2]] == [(second, 2), (third, 5)]
    assert (changed.slots[2].starts_at, changed.slots[2].tables) == (after, 7)
    (own,) = events.get_event(context, town.founders[0], event.id).own
    assert own.participation.open_slots == {second}
    (other,) = events.get_event(context, town.investors[0], event.id).own
    assert other.participation.open_slots == {second, third}


def test_slot_of_a_published_meeting_stays(context, town, event):
    slot_id, table = publish_one_meeting(context, town)
    slot = next(it for it in event.slots if it.id == slot_id)

    with pytest.raises(StateConflict) as refused:
        edit(context, town, event, slots=SlotChanges(removed=frozenset({slot_id})))
    assert (refused.value.code, dict(refused.value.data)) == ("slot_in_use", {"when": slot.starts_at, "count": 1})
    with pytest.raises(StateConflict) as refused:
        edit(context, town, event, slots=SlotChanges(tables={slot_id: table - 1}))
    assert (refused.value.code, refused.value.data["table"]) == ("table_in_use", table)
    assert events.get_event(context, None, event.id).event == event

    others = frozenset(it.id for it in event.slots if it.id != slot_id)
    assert len(edit(context, town, event, slots=SlotChanges(tables={slot_id: table}, removed=others)).slots) == 1
    (use,) = events.list_slot_uses(context, town.organizer, event.id)
    assert (use.meetings, use.last_table) == (1, table)


@pytest.mark.parametrize("is_removed", [True, False])
def test_draft_of_another_programme_cannot_be_published(context, town, event, is_removed):
    there = register_everybody(context, town)
    events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=there.investors[0])
    draft = plan_event(context, town.event)
    (meeting,) = timetables.get_timetable(context, town.organizer, draft).timetable.meetings
    gone = frozenset({meeting.slot_id}) if is_removed else frozenset()

    edit(context, town, event, slots=SlotChanges(tables={meeting.slot_id: meeting.table - 1}, removed=gone))

    with pytest.raises(StateConflict, match="programme_changed"):
        timetables.publish_timetable(context, town.organizer, draft)
    cells = [it for row in timetables.get_timetable(context, town.organizer, draft).rows for it in row.cells if it]
    assert len(cells) == (0 if is_removed else 1)
    timetables.publish_timetable(context, town.organizer, plan_event(context, town.event))


def test_event_is_changed_by_organizers_only_and_stays_in_order(context, town, event):
    with pytest.raises(NotAllowed):
        edit(context, town, event, actor=town.founders[0])
    with pytest.raises(NotAllowed):
        events.list_slot_uses(context, town.founders[0], event.id)
    with pytest.raises(NotFound):
        edit(context, town, replace(event, id=EventId(99)))
    overlapping = SlotDraft(starts_at=event.slots[0].starts_at, ends_at=event.slots[0].ends_at, tables=1)
    for slots, fault in (
        (SlotChanges(removed=frozenset(it.id for it in event.slots)), "slots_range"),
        (SlotChanges(added=[overlapping]), "slots_overlap"),
        (SlotChanges(tables={event.slots[0].id: -1}), "slot_times"),
        (SlotChanges(removed=frozenset({SlotId(99)})), "unknown_value"),
    ):
        with pytest.raises(Invalid) as refused:
            edit(context, town, event, slots=slots)
        assert refused.value.data["fields"] == {"slots": fault}
    assert events.get_event(context, None, event.id).event == event
