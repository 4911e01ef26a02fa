"""Check-in: at the door and afterwards, who may record it, and when."""

import io
from datetime import timedelta

import openpyxl
import pytest

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.events import SlotDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import timetables
from tests.web.annual_meeting import OPENS, AnnualMeeting, act_as, create_annual_meeting
from tests.web.small_network import NOW
from tests.web.statement_count import count_statements

DAY = (OPENS + timedelta(hours=8)).date().isoformat()


@pytest.fixture
def annual(world) -> AnnualMeeting:
    """The founder's wish is planned and published."""
    held = create_annual_meeting(world)
    held.wish(Role.FOUNDER, held.startups[0], *held.investors)
    timetables.publish_timetable(world.context, act_as(world, Role.ORGANIZER), held.plan())
    return held


@pytest.fixture
def door(annual, clock, log_in):
    """The organizer's browser a minute before the first meeting."""
    clock.pass_time(OPENS - NOW - timedelta(minutes=1))
    return log_in(Role.ORGANIZER)


def list_marks(annual: AnnualMeeting) -> list[tuple[int, Presence]]:
    with annual.world.context.open_unit(readonly=True) as unit:
        return [(it.participation_id, it.presence) for it in unit.check_ins.list_for_event(annual.event_id)]


def test_before_the_day_the_page_shows_when_it_opens(organizer, annual):
    assert annual.path("/check-in") in organizer.get(annual.path("/organize")).links()
    shown = organizer.get(annual.path("/check-in"))
    assert "零点开放" in shown.text
    assert not [it for it in shown.actions() if "/check-in" in it]


def test_a_mark_before_the_day_is_refused(organizer, annual):
    path = annual.path("/check-in")
    organizer.post(f"{path}/{annual.startups[0]}", page=path, presence="there", day=DAY)
    assert list_marks(annual) == []


def test_people_are_marked_counted_and_unmarked(door, annual):
    path, who = annual.path("/check-in"), annual.startups[0]
    shown = door.post(f"{path}/{who}", page=path, presence="there", day=DAY)
    assert "已到场" in shown.text
    assert "到场 1" in shown.text
    assert list_marks(annual) == [(who, Presence.PRESENT)]

    shown = door.post(f"{path}/{who}", page=path, presence="away", day=DAY)
    assert "到场 0" in shown.text
    assert "未到 1" in shown.text
    door.post(f"{path}/{who}", page=path, presence="", day=DAY)
    assert list_marks(annual) == []


def test_people_are_found_by_name_and_mark(door, annual):
    path = annual.path("/check-in")
    found = door.get(f"{path}?q=河谷膜材料")
    assert [it for it in found.actions() if it.startswith(f"{path}/")] == [f"{path}/{annual.startups[0]}"] * 2
    shown = door.post(
        f"{path}/{annual.startups[0]}", page=f"{path}?q=河谷膜材料", presence="there", day=DAY, q="河谷膜材料"
    )
    assert "河谷膜材料" in shown.text
    assert f"{path}/{annual.startups[0]}" in door.get(f"{path}?show=there").actions()
    assert f"{path}/{annual.startups[0]}" not in door.get(f"{path}?show=open").actions()
    assert f"{path}/{annual.startups[0]}" not in door.get(f"{path}?kind=investor").actions()


def test_the_rest_is_marked_once_the_first_meeting_has_begun(door, annual, clock):
    path = annual.path("/check-in")
    assert f"{path}/rest" not in door.get(path).actions()
    door.post(f"{path}/rest", page=path, day=DAY)
    assert list_marks(annual) == []

    clock.pass_time(timedelta(minutes=2))
    door.post(f"{path}/{annual.startups[0]}", page=path, presence="there", day=DAY)
    assert f"{path}/rest" in door.get(path).actions()
    door.post(f"{path}/rest", page=path, day=DAY)
    marks = dict(list_marks(annual))
    assert marks.pop(annual.startups[0]) is Presence.PRESENT
    assert set(marks) == {*annual.startups[1:], *annual.investors}
    assert set(marks.values()) == {Presence.ABSENT}
    assert f"{path}/rest" not in door.get(path).actions()


def test_who_is_not_there_but_planned_is_led_to_the_report(door, annual):
    path, who = annual.path("/check-in"), annual.startups[0]
    shown = door.post(f"{path}/{who}", page=path, presence="away", day=DAY)
    report = next(it for it in shown.links() if "/today?" in it)
    assert f"who={who}" in report
    assert "只动相关的人" in door.get(report).text


def test_an_unknown_mark_or_day_is_refused(door, annual):
    path = annual.path("/check-in")
    for fields in (
        {"presence": "late", "day": DAY},
        {"presence": "there", "day": "x"},
        {"presence": "there", "day": "2020-01-01"},
    ):
        door.post(f"{path}/{annual.startups[0]}", page=path, **fields)
    assert list_marks(annual) == []


def test_each_day_of_an_event_has_marks_of_its_own(door, annual, clock, log_in):
    with annual.world.context.open_unit() as unit:
        later = OPENS + timedelta(days=1)
        unit.events.add_slots(
            annual.event_id, [SlotDraft(starts_at=later, ends_at=later + timedelta(minutes=25), tables=2)]
        )
        unit.commit()
    path, who = annual.path("/check-in"), annual.startups[0]
    door.post(f"{path}/{who}", page=path, presence="there", day=DAY)
    next_day = (OPENS + timedelta(days=1, hours=8)).date().isoformat()
    assert "零点开放" in door.get(f"{path}?day={next_day}").text

    clock.pass_time(timedelta(days=1))
    shown = log_in(Role.ORGANIZER).get(path)
    assert "到场 0" in shown.text
    assert "当天没有开放时段" in shown.text


def test_the_page_sends_as_many_statements_for_one_as_for_all(door, annual, database):
    path = annual.path("/check-in")
    door.get(path)
    with count_statements(database) as for_one:
        door.get(f"{path}?q=河谷膜材料")
    with count_statements(database) as for_all:
        door.get(path)
    assert len(for_all) <= len(for_one) + 1  # investors come with a statement of their own


def test_the_workbook_of_the_timetable_lists_who_came(door, annual):
    path, who = annual.path("/check-in"), annual.startups[0]
    with annual.world.context.open_unit(readonly=True) as unit:
        file = f"/timetables/{unit.timetables.find_published_id(annual.event_id)}/timetable.xlsx"
    assert "签到" not in openpyxl.load_workbook(io.BytesIO(door.client.get(file).data)).sheetnames

    door.post(f"{path}/{who}", page=path, presence="away", day=DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(door.client.get(file).data))["签到"]
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [DAY in it for it in rows].count(True) == 1
    assert ["河谷膜材料", "企业", "未到"] in [row[:3] for row in rows]
    assert len([row for row in rows if row[2] == ""]) >= len(annual.investors)


def test_who_did_not_come_is_nobody_to_follow_up(door, annual, clock, log_in):
    clock.pass_time(timedelta(hours=5))

    def list_met() -> set[int]:
        with annual.world.context.open_unit(readonly=True) as unit:
            found = unit.past_meetings.list_not_in_pipeline(annual.world.investors[0], annual.world.context.now())
        return {startup_id for startup_id, _, _ in found}

    assert annual.world.startups[0] in list_met()
    path = annual.path("/check-in")
    log_in(Role.ORGANIZER).post(f"{path}/{annual.startups[0]}", page=path, presence="away", day=DAY)
    assert annual.world.startups[0] not in list_met()
