import io

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.domain.vocabulary import JobKind, MeetingOrigin, PartyKind, Role, TimetableState
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.planning import plan_event
from matchmaker.services.people import accounts
from tests.integration.services.meetings.test_events import suggest
from tests.integration.services.sample_network import draft_investor, register_everybody
from tests.jobs import list_jobs


def wish(context, actor, mine, *others):
    for it in others:
        events.add_wish(context, actor, participation_id=mine, wished_id=it)


def become_investor(context, town, reload):
    """The first founder takes part as an investor too: (actor, participation, profile)."""
    founder = town.founders[0]
    with context.open_unit() as unit:
        investor = unit.investors.add(draft_investor("创始人天使"))
        unit.commit()
    accounts.set_roles(context, town.operator, founder.account_id, [Role.FOUNDER, Role.INVESTOR])
    accounts.link_profile(context, None, founder.account_id, kind=PartyKind.INVESTOR, profile_id=investor)
    founder = reload(founder)
    own = events.register(context, founder, event_id=town.event, kind=PartyKind.INVESTOR, profile_id=investor)
    return founder, own, investor


def publish(context, town):
    timetable_id = plan_event(context, town.event)
    timetables.publish_timetable(context, town.organizer, timetable_id)
    return timetable_id


def test_wishes_are_met_then_suggestions_fill_and_passes_never_meet(context, town):
    there = register_everybody(context, town)
    (first, second), (one, other) = there.startups, there.investors
    suggest(context, (PartyKind.STARTUP, town.startups[1]), (PartyKind.INVESTOR, town.investors[1].investor_id), 0.8)
    wish(context, town.founders[0], first, one, other)
    events.pass_on(context, town.investors[1], participation_id=other, wished_id=first)

    timetable_id = plan_event(context, town.event)
    view = timetables.get_timetable(context, town.organizer, timetable_id)
    pairs = {(it.startup_participation_id, it.investor_participation_id): it.origin for it in view.timetable.meetings}
    assert pairs == {(first, one): MeetingOrigin.WISHED, (second, other): MeetingOrigin.SUGGESTED}
    (unmet,) = view.unmet
    assert (unmet.wisher_id, unmet.wished_id, unmet.rank, unmet.code) == (first, other, 2, "vetoed")
    quality = view.timetable.quality
    assert (quality.wishes, quality.met, quality.suggested, quality.is_proven) == (2, 1, 1, True)
    assert quality.value == quality.bound
    assert sum(cell is not None for row in view.rows for cell in row.cells) == 2
    assert {it.participation_id for it in view.below_floor} == {first, second, one, other}
    assert quality.below_floor == 4


def test_a_full_day_names_who_is_full(context, town):
    there = register_everybody(context, town)
    for founder, mine in zip(town.founders, there.startups, strict=True):
        wish(context, founder, mine, there.investors[0])
    slots = [it.id for it in events.get_event(context, None, town.event).event.slots]
    events.set_open_slots(context, town.investors[0], there.investors[0], slots, most=1)

    view = timetables.get_timetable(context, town.organizer, plan_event(context, town.event))
    (unmet,) = view.unmet
    assert unmet.code == "person_full"
    assert [unmet.data[it] for it in ("who", "meetings", "most", "position", "wishes")] == ["河谷资本", 1, 1, 2, 2]


def test_a_participant_hears_how_full_a_day_is_but_not_how_many_wish_for_it(context, town):
    there = register_everybody(context, town)
    for founder, mine in zip(town.founders, there.startups, strict=True):
        wish(context, founder, mine, there.investors[0])
    slots = [it.id for it in events.get_event(context, None, town.event).event.slots]
    events.set_open_slots(context, town.investors[0], there.investors[0], slots, most=1)
    publish(context, town)

    (unmet,) = [it for who in town.founders for it in timetables.get_own_timetable(context, who, town.event).unmet]
    expected = {"common_slots": 4, "who_id": there.investors[0], "who": "河谷资本", "meetings": 1, "most": 1}
    assert (unmet.code, unmet.rank, dict(unmet.data)) == ("person_full", 1, expected)


def test_what_would_help_is_shown_to_the_one_who_can_do_it(context, town):
    there = register_everybody(context, town)
    slots = [it.id for it in events.get_event(context, None, town.event).event.slots]
    events.set_open_slots(context, town.founders[0], there.startups[0], slots[:1])
    events.set_open_slots(context, town.investors[0], there.investors[0], slots[1:])
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    wish(context, town.investors[0], there.investors[0], there.startups[0])
    publish(context, town)

    (mine,) = timetables.get_own_timetable(context, town.founders[0], town.event).unmet
    (theirs,) = timetables.get_own_timetable(context, town.investors[0], town.event).unmet
    assert (mine.code, theirs.code) == ("no_common_slot", "no_common_slot")
    assert (mine.data.get("opening"), theirs.data.get("opening")) == (None, "slot")
    assert theirs.data["opening_who"] == "河谷资本"


def test_below_the_floor_a_person_of_two_roles_counts_once(context, town, reload):
    there = register_everybody(context, town)
    founder, own, _ = become_investor(context, town, reload)
    wish(context, town.investors[0], there.investors[0], there.startups[0])
    timetable_id = plan_event(context, town.event)

    view = timetables.get_timetable(context, town.organizer, timetable_id)
    assert own not in {it.participation_id for it in view.below_floor}
    (short,) = [it for it in view.below_floor if it.participation_id == there.startups[0]]
    assert (short.name, short.meetings, short.floor) == ("纳米材料公司 · 创始人天使", 1, 3)
    assert view.timetable.quality.below_floor == len(view.below_floor) == 4
    listed = timetables.list_timetables(context, town.organizer, town.event)
    assert [it.quality.below_floor for it in listed] == [4]
    events.set_open_slots(context, founder, own, [])
    assert timetables.get_timetable(context, town.organizer, timetable_id).below_floor == view.below_floor


def test_own_timetable_never_shows_a_pass(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], *there.investors)
    events.pass_on(context, town.investors[1], participation_id=there.investors[1], wished_id=there.startups[0])
    assert timetables.get_own_timetable(context, town.founders[0], town.event).meetings == ()
    publish(context, town)

    own = timetables.get_own_timetable(context, town.founders[0], town.event)
    (meeting,) = own.meetings
    assert meeting.partner.name == "河谷资本"
    (unmet,) = own.unmet
    assert (unmet.wished_id, unmet.code, dict(unmet.data)) == (there.investors[1], "not_possible", {})
    (theirs,) = timetables.get_own_timetable(context, town.investors[0], town.event).meetings
    assert (theirs.slot, theirs.table) == (meeting.slot, meeting.table)
    assert timetables.get_own_timetable(context, town.mentor, town.event).meetings == ()


def test_publishing_replaces_the_former_version(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    first = publish(context, town)
    second = publish(context, town)

    states = {it.id: it.state for it in timetables.list_timetables(context, town.organizer, town.event)}
    assert states == {first: TimetableState.SUPERSEDED, second: TimetableState.PUBLISHED}
    with pytest.raises(StateConflict, match="not_a_draft"):
        timetables.publish_timetable(context, town.organizer, first)
    with pytest.raises(NotAllowed):
        timetables.get_timetable(context, town.founders[0], second)


def test_publishing_is_refused_when_somebody_in_it_withdrew(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    timetable_id = plan_event(context, town.event)
    events.withdraw_participation(context, town.investors[0], there.investors[0])

    with pytest.raises(StateConflict) as refused:
        timetables.publish_timetable(context, town.organizer, timetable_id)
    assert (refused.value.code, refused.value.data["count"]) == ("participants_withdrew", 1)


def test_planning_is_queued_once_at_a_time(context, town):
    job_id = timetables.start_planning(context, town.organizer, town.event)

    assert timetables.start_planning(context, town.organizer, town.event) == job_id
    assert [it.id for it in list_jobs(context) if it.kind is JobKind.PLAN] == [job_id]
    planning = events.get_event(context, town.organizer, town.event).planning
    assert planning is not None
    assert (planning.id, planning.kind) == (job_id, JobKind.PLAN)
    assert events.get_event(context, town.founders[0], town.event).planning is None


def test_an_event_that_is_over_is_not_planned_again(context, town, clock):
    clock.move(
        max(it.ends_at for it in events.get_event(context, town.organizer, town.event).event.slots) - context.now()
    )
    for start in (timetables.start_planning, timetables.start_forecast):
        with pytest.raises(StateConflict, match="event_over"):
            start(context, town.organizer, town.event)


def test_plan_is_refused_when_another_version_was_saved_meanwhile(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    others = []

    def interrupt(phase, done, total):
        if phase == "save" and not others:
            others.append(None)
            others.append(plan_event(context, town.event))

    with pytest.raises(StateConflict, match="timetable_moved"):
        plan_event(context, town.event, interrupt)
    assert [it.id for it in timetables.list_timetables(context, town.organizer, town.event)] == others[1:]


def test_files_carry_the_meetings(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    timetable_id = publish(context, town)

    book = timetables.export_timetable(
        context,
        town.organizer,
        timetable_id,
        slot_text=lambda it: it.starts_at.isoformat(),
        origin_text=str,
        unmet_text=lambda it: it.code,
    )
    cells = [str(cell) for sheet in load_workbook(io.BytesIO(book)) for row in sheet.values for cell in row if cell]
    assert any("纳米材料公司" in it for it in cells)
    assert any("河谷资本" in it for it in cells)

    def uids():
        content = timetables.export_calendar(
            context,
            town.founders[0],
            town.event,
            meeting_title=lambda it: it.partner.profile.name,
            place_text=lambda it: f"{it.entry.venue} {it.entry.table}",
        )
        return [
            (str(it["UID"]), int(it["SEQUENCE"]), it["SUMMARY"]) for it in Calendar.from_ical(content).walk("VEVENT")
        ]

    ((uid, sequence, summary),) = uids()
    assert summary == "河谷资本"
    publish(context, town)
    assert uids() == [(uid, sequence, summary)], "nothing moved, so nothing is sent again"
