from dataclasses import replace

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState, PartyKind, TimetableState
from matchmaker.scheduling.repairing.disruption import DisruptionKind
from matchmaker.scheduling.repairing.repair import RepairStrategy
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.disruptions import DisruptionReport
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.meetings.timetables.repairs import apply_repair, list_repairs
from tests.integration.services.meetings.test_events import suggest
from tests.integration.services.meetings.test_timetables import publish, wish
from tests.integration.services.sample_network import register_everybody


@pytest.fixture
def there(context, town):
    """Everybody takes part, both founders wish for both investors, and the timetable is published."""
    there = register_everybody(context, town)
    for founder, mine in zip(town.founders, there.startups, strict=True):
        wish(context, founder, mine, *there.investors)
    publish(context, town)
    return there


def read_published(context, town):
    published = events.get_event(context, town.organizer, town.event).published_id
    return timetables.get_timetable(context, town.organizer, published).timetable


def pairs_of(timetable):
    return {(it.startup_participation_id, it.investor_participation_id) for it in timetable.meetings}


def two_of(meeting):
    return {meeting.startup_participation_id, meeting.investor_participation_id}


def repair_by(context, town, report, way=None):
    view = list_repairs(context, town.organizer, town.event, report)
    chosen = way or view.options[0].strategy
    given = {"strategy": chosen, "published_id": view.published_id, "now": view.now}
    return apply_repair(context, town.organizer, town.event, report, **given)


def test_a_cancellation_takes_the_person_out_and_touches_only_the_partners(context, town, there):
    before = read_published(context, town)
    report = DisruptionReport(kind=DisruptionKind.CANCELLATION, participation_id=there.startups[0])

    view = list_repairs(context, town.organizer, town.event, report)
    assert set(view.options[0].people) == {"河谷资本", "石峡基金"}
    assert (view.options[0].lost, view.options[0].gained) == (2, 0)
    assert {it.after for it in view.options[0].changes} == {None}

    timetable_id = repair_by(context, town, report)
    after = read_published(context, town)
    assert after.id == timetable_id
    assert (after.state, after.version) == (TimetableState.PUBLISHED, before.version + 1)
    unchanged = {it for it in before.meetings if it.startup_participation_id == there.startups[1]}
    assert {(it.slot_id, it.table, it.investor_participation_id) for it in after.meetings} == {
        (it.slot_id, it.table, it.investor_participation_id) for it in unchanged
    }
    with context.open_unit(readonly=True) as unit:
        assert unit.participations.get(there.startups[0]).state is ParticipationState.WITHDRAWN


def test_who_comes_late_meets_everybody_later_and_stays_marked_as_late(context, town, there):
    slots = [it.id for it in read_event(context, town).slots]
    report = DisruptionReport(kind=DisruptionKind.LATE_ARRIVAL, participation_id=there.investors[0], slot_id=slots[2])

    repair_by(
        context, town, report, RepairStrategy.KEEP if has_way(context, town, report, RepairStrategy.KEEP) else None
    )
    held = [it for it in read_published(context, town).meetings if it.investor_participation_id == there.investors[0]]
    assert {it.slot_id for it in held} == set(slots[2:])
    with context.open_unit(readonly=True) as unit:
        assert unit.participations.get(there.investors[0]).open_slots == set(slots[2:])


def has_way(context, town, report, way):
    return way in {it.strategy for it in list_repairs(context, town.organizer, town.event, report).options}


def read_event(context, town):
    return events.get_event(context, town.organizer, town.event).event


def test_a_lost_table_is_not_used_again_by_the_next_plan(context, town, there):
    slots = [it.id for it in read_event(context, town).slots]
    report = DisruptionReport(kind=DisruptionKind.TABLE_LOST, table=1, slot_id=slots[0])

    repair_by(context, town, report)
    assert {it.table for it in read_published(context, town).meetings} == {2}
    with context.open_unit(readonly=True) as unit:
        assert unit.events.list_lost_tables(town.event) == {(it, 1) for it in slots}
    again = timetables.get_timetable(context, town.organizer, plan_event(context, town.event)).timetable
    assert {it.table for it in again.meetings} == {2}


def test_a_report_that_touches_no_meeting_is_saved_without_a_new_version(context, town, there):
    before = read_published(context, town)
    last = read_event(context, town).slots[-1]
    (free,) = set(range(1, last.tables + 1)) - {it.table for it in before.meetings if it.slot_id == last.id}

    repair_by(context, town, DisruptionReport(kind=DisruptionKind.TABLE_LOST, table=free, slot_id=last.id))
    assert read_published(context, town).id == before.id
    with context.open_unit(readonly=True) as unit:
        assert unit.events.list_lost_tables(town.event) == {(last.id, free)}


def test_a_draft_that_uses_a_table_lost_since_is_not_published(context, town, there):
    draft = plan_event(context, town.event)
    with context.open_unit() as unit:
        unit.events.mark_table_lost(town.event, 1, [it.id for it in read_event(context, town).slots])
        unit.commit()
    with pytest.raises(StateConflict, match="programme_changed"):
        timetables.publish_timetable(context, town.organizer, draft)


def test_a_new_guest_gets_the_first_wishes(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], *there.investors)
    wish(context, town.founders[1], there.startups[1], *there.investors)
    events.withdraw_participation(context, town.founders[1], there.startups[1])
    publish(context, town)
    events.register(
        context,
        town.organizer,
        event_id=town.event,
        kind=PartyKind.STARTUP,
        profile_id=next(iter(town.founders[1].startup_ids)),
    )
    report = DisruptionReport(kind=DisruptionKind.NEW_GUEST, participation_id=there.startups[1])

    repair_by(context, town, report)
    after = pairs_of(read_published(context, town))
    assert {(there.startups[1], it) for it in there.investors} <= after
    assert {(there.startups[0], it) for it in there.investors} <= after


def arrive_on_the_day(context, town, there):
    """Register the second startup, which wished for nobody, again after publishing."""
    wish(context, town.founders[0], there.startups[0], *there.investors)
    events.withdraw_participation(context, town.founders[1], there.startups[1])
    publish(context, town)
    events.register(context, town.organizer, event_id=town.event, kind=PartyKind.STARTUP, profile_id=town.startups[1])
    return DisruptionReport(kind=DisruptionKind.NEW_GUEST, participation_id=there.startups[1])


def test_a_new_guest_without_wishes_gets_suggested_meetings(context, town):
    there = register_everybody(context, town)
    report = arrive_on_the_day(context, town, there)
    with pytest.raises(StateConflict, match="guest_wishes_nobody"):
        list_repairs(context, town.organizer, town.event, report)

    suggest(context, (PartyKind.STARTUP, town.startups[1]), (PartyKind.INVESTOR, town.investors[1].investor_id), 0.8)
    repair_by(context, town, report)
    after = read_published(context, town)
    own = {it.investor_participation_id: it.origin for it in after.meetings if report.participation_id in two_of(it)}
    assert own == {there.investors[1]: MeetingOrigin.SUGGESTED}
    assert (after.quality.wishes, after.quality.met, after.quality.suggested) == (2, 2, 1)


def test_no_meeting_falls_out_for_a_suggestion_to_a_new_guest(context, town):
    there = register_everybody(context, town)
    report = arrive_on_the_day(context, town, there)
    with context.open_unit() as unit:
        for it in there.investors:
            unit.participations.save(replace(unit.participations.get(it), most=1))
        unit.commit()
    for investor in town.investors:
        suggest(context, (PartyKind.STARTUP, town.startups[1]), (PartyKind.INVESTOR, investor.investor_id), 0.8)
    with pytest.raises(StateConflict, match="guest_wishes_nobody"):
        list_repairs(context, town.organizer, town.event, report)


def test_a_new_guest_meets_nobody_who_passed(context, town):
    there = register_everybody(context, town)
    report = arrive_on_the_day(context, town, there)
    for investor in town.investors:
        pair = (PartyKind.STARTUP, town.startups[1]), (PartyKind.INVESTOR, investor.investor_id)
        suggest(context, *pair, 0.8)
    events.pass_on(context, town.investors[0], participation_id=there.investors[0], wished_id=there.startups[1])
    repair_by(context, town, report)
    pairs = pairs_of(read_published(context, town))
    assert (there.startups[1], there.investors[1]) in pairs
    assert (there.startups[1], there.investors[0]) not in pairs


def test_what_was_published_stands_although_a_wish_was_taken_back(context, town, there):
    events.remove_wish(context, town.founders[1], participation_id=there.startups[1], wished_id=there.investors[0])
    repair_by(context, town, DisruptionReport(kind=DisruptionKind.CANCELLATION, participation_id=there.startups[0]))
    assert pairs_of(read_published(context, town)) == {(there.startups[1], it) for it in there.investors}


def test_a_choice_made_from_an_older_version_is_refused(context, town, there):
    report = DisruptionReport(kind=DisruptionKind.CANCELLATION, participation_id=there.startups[0])
    view = list_repairs(context, town.organizer, town.event, report)
    publish(context, town)
    with pytest.raises(StateConflict, match="repair_outdated"):
        apply_repair(
            context,
            town.organizer,
            town.event,
            report,
            strategy=view.options[0].strategy,
            published_id=view.published_id,
            now=view.now,
        )


def test_a_report_without_its_person_time_or_table_is_refused(context, town, there):
    for report, field in (
        (DisruptionReport(kind=DisruptionKind.NO_SHOW), "name"),
        (DisruptionReport(kind=DisruptionKind.EARLY_LEAVE, participation_id=there.startups[0]), "slot"),
        (
            DisruptionReport(kind=DisruptionKind.TABLE_LOST, slot_id=read_event(context, town).slots[0].id, table=3),
            "table",
        ),
    ):
        with pytest.raises(Invalid) as refused:
            list_repairs(context, town.organizer, town.event, report)
        assert refused.value.data["fields"] == {field: "unknown_value"}


def test_nothing_can_be_repaired_before_publishing_or_by_others(context, town):
    there = register_everybody(context, town)
    report = DisruptionReport(kind=DisruptionKind.CANCELLATION, participation_id=there.startups[0])
    with pytest.raises(StateConflict, match="nothing_published"):
        list_repairs(context, town.organizer, town.event, report)
    with pytest.raises(NotAllowed):
        list_repairs(context, town.founders[0], town.event, report)
