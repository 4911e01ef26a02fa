from datetime import UTC, datetime, timedelta

import pytest

from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import events, timetables
from tests.web.annual_meeting import AnnualMeeting, act_as, create_annual_meeting

MORE = {"first_day": "2026-04-01", "length": "25", "pause": "5", "tables": "1"}
"""More times on the day of the event, but for the hours."""


@pytest.fixture
def annual(world) -> AnnualMeeting:
    return create_annual_meeting(world)


def get_event(annual: AnnualMeeting):
    return events.get_event(annual.world.context, None, annual.event_id).event


def fill_in(annual: AnnualMeeting, **changes: str) -> dict[str, str]:
    """What the fields hold when nothing was changed; a field of an empty value is left out."""
    fields = {
        "name": "投资人年会",
        "venue": "会展厅",
        "registration_deadline": "2026-03-12T09:30",
        "wish_deadline": "2026-03-22T09:30",
        **{f"tables-{it.id}": "2" for it in get_event(annual).slots},
    }
    return fields | changes


def publish(annual: AnnualMeeting) -> None:
    annual.wish(Role.FOUNDER, annual.startups[0], *annual.investors)
    timetables.publish_timetable(annual.world.context, act_as(annual.world, Role.ORGANIZER), annual.plan())


def test_fields_hold_what_the_event_is(organizer, annual):
    before = get_event(annual)
    page = annual.path("/edit")
    shown = organizer.get(page)
    assert page in organizer.get(annual.path("/organize")).links()
    values = {it.get("name"): it.get("value") for it in shown.tree.findall(".//input")}
    assert {it: values[it] for it in fill_in(annual)} == fill_in(annual)

    organizer.post(page, **fill_in(annual))

    assert get_event(annual) == before


def test_organizer_changes_name_deadline_tables_and_times(organizer, annual):
    first, second, *_ = get_event(annual).slots
    changes = {
        "name": "秋季年会",
        "wish_deadline": "2026-03-25T18:00",
        f"tables-{first.id}": "5",
        "removed": str(second.id),
        "first_day": "2026-04-02",
        "starts": "09:00",
        "ends": "10:00",
        "length": "25",
        "pause": "5",
        "tables": "4",
    }

    shown = organizer.post(annual.path("/edit"), **fill_in(annual, **changes))

    event = get_event(annual)
    assert "秋季年会" in shown.h1
    assert event.wish_deadline == datetime(2026, 3, 25, 10, tzinfo=UTC)
    assert [it.tables for it in event.slots] == [5, 2, 2, 4, 4]
    assert second.id not in {it.id for it in event.slots}
    assert event.slots[3].starts_at == datetime(2026, 4, 2, 1, tzinfo=UTC)


def test_one_number_sets_the_tables_of_all_times(organizer, annual):
    organizer.post(annual.path("/edit"), **fill_in(annual, all_tables="6"))

    assert {it.tables for it in get_event(annual).slots} == {6}


def test_time_of_a_published_meeting_stays_with_a_plain_sentence(organizer, annual):
    publish(annual)
    event = get_event(annual)
    with annual.world.context.open_unit(readonly=True) as unit:
        published = unit.timetables.find_published(annual.event_id)
    assert published is not None
    slot_id = published.meetings[0].slot_id
    page = organizer.use_locale("en").get(annual.path("/edit"))
    assert page.tree.find(f".//*[@id='removed-{slot_id}']") is None

    shown = organizer.post(annual.path("/edit"), status=400, **fill_in(annual, removed=str(slot_id)))
    assert "this time cannot be removed" in shown.text
    shown = organizer.post(annual.path("/edit"), status=400, **fill_in(annual, all_tables="0"))
    assert "there must be at least as many tables" in shown.text
    assert get_event(annual) == event


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"wish_deadline": "2026-03-01T18:00"}, "wish_deadline"),
        ({"wish_deadline": "2026-05-01T18:00"}, "wish_deadline"),
        ({"first_day": "2026-04-02", "starts": ""}, "first_day"),
        (
            {
                "first_day": "2026-04-02",
                "starts": "09:00",
                "ends": "09:10",
                "length": "25",
                "pause": "5",
                "tables": "1",
            },
            "ends",
        ),
        (
            {
                "first_day": "2026-04-01",
                "starts": "09:30",
                "ends": "10:30",
                "length": "25",
                "pause": "5",
                "tables": "1",
            },
            "ends",
        ),
    ],
)
def test_field_is_marked_when_a_change_breaks_a_rule(organizer, annual, changes, field):
    before = get_event(annual)

    shown = organizer.post(annual.path("/edit"), status=400, **fill_in(annual, **changes))

    assert shown.tree.find(f".//*[@id='{field}-errors']") is not None
    assert get_event(annual) == before


def test_draft_made_before_the_times_changed_is_not_published(organizer, annual):
    planned = f"/timetables/{annual.plan()}"
    organizer.post(annual.path("/edit"), **fill_in(annual, all_tables="0"))

    shown = organizer.use_locale("en").post(f"{planned}/published", page=f"{planned}/publish")

    assert "Times or tables changed" in shown.text
    organizer.get(planned)


def test_deadline_may_move_when_it_has_passed(organizer, founder, annual, clock):
    clock.pass_time(timedelta(days=21))
    organizer.post(annual.path("/edit"), **fill_in(annual, wish_deadline="2026-03-30T18:00"))

    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-03-01"])
def test_times_are_not_added_on_a_day_that_cannot_be(organizer, annual, day):
    before = get_event(annual)
    more = MORE | {"first_day": day, "starts": "09:00", "ends": "10:00"}

    shown = organizer.post(annual.path("/edit"), status=400, **fill_in(annual, **more))

    assert shown.tree.find(".//*[@id='first_day-errors']") is not None
    assert get_event(annual) == before
