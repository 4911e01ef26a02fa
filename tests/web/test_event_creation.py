from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from matchmaker.domain.vocabulary import JobKind, Role
from matchmaker.services.meetings import events
from matchmaker.web.events.slot_grid import SlotGrid, make_slots
from tests.jobs import list_jobs
from tests.web.annual_meeting import AnnualMeeting, create_annual_meeting

FIELDS = {
    "name": "秋季对接会",
    "venue": "会展厅",
    "registration_deadline": "2026-03-20T18:00",
    "wish_deadline": "2026-03-25T18:00",
    "first_day": "2026-04-01",
    "days": "2",
    "starts": "09:00",
    "ends": "11:00",
    "length": "25",
    "pause": "5",
    "tables": "3",
}

HALF_DAY = SlotGrid(
    first_day=date(2026, 4, 1),
    days=1,
    starts=time(9),
    ends=time(11),
    length=timedelta(minutes=25),
    pause=timedelta(minutes=5),
    tables=3,
)


@pytest.fixture
def annual(world) -> AnnualMeeting:
    return create_annual_meeting(world)


def starts_of(programme: SlotGrid) -> list[str]:
    return [it.starts_at.strftime("%d %H:%M") for it in make_slots(programme)]


def test_slots_fill_the_hours_when_the_last_one_still_fits():
    assert starts_of(HALF_DAY) == ["01 01:00", "01 01:30", "01 02:00", "01 02:30"]
    first = make_slots(HALF_DAY)[0]
    assert (first.ends_at, first.tables) == (datetime(2026, 4, 1, 1, 25, tzinfo=UTC), 3)


@pytest.mark.parametrize(
    ("changes", "starts"),
    [
        ({"days": 2, "ends": time(9, 30)}, ["01 01:00", "02 01:00"]),
        ({"break_starts": time(9, 50), "break_ends": time(10, 20)}, ["01 01:00", "01 02:20"]),
        ({"break_starts": time(8), "break_ends": time(9)}, ["01 01:00", "01 01:30", "01 02:00", "01 02:30"]),
        ({"break_starts": time(10, 20), "break_ends": time(9, 50)}, ["01 01:00", "01 01:30", "01 02:00", "01 02:30"]),
        ({"ends": time(9, 20)}, []),
    ],
)
def test_slots_keep_out_of_the_break(changes, starts):
    assert starts_of(replace(HALF_DAY, **changes)) == starts


def test_organizer_makes_an_event(organizer, world):
    shown = organizer.post("/events/new", break_starts="", break_ends="", **FIELDS)

    assert "秋季对接会" in shown.h1
    (event,) = events.list_events(world.context)
    assert len(event.slots) == 8
    assert event.registration_deadline == datetime(2026, 3, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"wish_deadline": "2026-03-01T18:00"}, "wish_deadline"),
        ({"wish_deadline": "2026-05-01T18:00"}, "wish_deadline"),
        ({"ends": "09:10"}, "ends"),
        ({"tables": "0"}, "tables"),
        ({"first_day": "soon"}, "first_day"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"first_day": "9999-12-31", "days": "3"}, "first_day"),
        ({"first_day": "2026-03-01"}, "first_day"),
        ({"registration_deadline": "0001-01-01T00:00"}, "registration_deadline"),
        ({"wish_deadline": "9999-12-31T23:59"}, "wish_deadline"),
        ({"registration_deadline": "2026-03-26T18:00"}, "wish_deadline"),
        ({"break_starts": "14:00", "break_ends": "12:00"}, "break_ends"),
        ({"break_starts": "12:00"}, "break_starts"),
        ({"break_ends": "12:00"}, "break_ends"),
    ],
)
def test_field_is_marked_when_an_event_breaks_a_rule(organizer, world, changes, field):
    shown = organizer.post("/events/new", status=400, **{"break_starts": "", "break_ends": ""} | FIELDS | changes)

    assert shown.tree.find(f".//*[@id='{field}-errors']") is not None
    assert events.list_events(world.context) == ()


def test_event_may_begin_today(organizer, world):
    today = {
        "first_day": "2026-03-02",
        "registration_deadline": "2026-03-02T09:40",
        "wish_deadline": "2026-03-02T09:50",
        "starts": "10:00",
        "ends": "12:00",
        "days": "1",
    }

    organizer.post("/events/new", **FIELDS | today)

    (event,) = events.list_events(world.context)
    assert len(event.slots) == 4


def test_demand_names_those_who_wished_for_nobody(organizer, annual):
    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])

    text = organizer.use_locale("en").get(annual.path("/organize")).text

    assert "1 wishes, 12 meetings at most" in text
    assert "黄河云诊" in text
    assert "The tables hold all wishes" in text


def test_plan_button_queues_one_job_and_shows_its_progress(organizer, annual):
    path = annual.path("/organize")
    assert annual.path("/plan") in organizer.get(path).actions()
    before = len(list_jobs(annual.world.context))

    shown = organizer.post(annual.path("/plan"))
    organizer.post(annual.path("/plan"))

    (job,) = list_jobs(annual.world.context)[before:]
    assert job.kind is JobKind.PLAN
    assert shown.tree.find(f".//*[@data-progress-url='/jobs/{job.id}/progress']") is not None
    assert annual.path("/plan") not in shown.actions()


def test_organizing_is_for_organizers(founder, annual):
    for path in ("/events/new", annual.path("/organize")):
        founder.get(path, status=403)
    founder.post(annual.path("/plan"), status=403)


def test_operator_may_organize_too(operator, annual):
    operator.get(annual.path("/organize"))
