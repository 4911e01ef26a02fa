import io
from datetime import timedelta

import openpyxl
import pytest

from matchmaker.domain.vocabulary import Role, TimetableState
from matchmaker.scheduling.explaining.unmet_reasons import UnmetMeetingReason
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.plan_result import CONFLICT, SAME_PEOPLE
from matchmaker.web.wording.meetings import UNMET_LABELS
from tests.web.annual_meeting import AnnualMeeting, act_as, create_annual_meeting

TABS = ("", "/slots", "/unmet", "/short", "/publish")


@pytest.fixture
def annual(world) -> AnnualMeeting:
    """The founder wishes for both investors; the fund passes on the clinic, which nobody wished."""
    held = create_annual_meeting(world)
    held.wish(Role.FOUNDER, held.startups[0], *held.investors)
    return held


@pytest.fixture
def planned(annual) -> str:
    """Address of the first version."""
    return f"/timetables/{annual.plan()}"


def states(annual: AnnualMeeting) -> list[TimetableState]:
    found = timetables.list_timetables(annual.world.context, act_as(annual.world, Role.ORGANIZER), annual.event_id)
    return [it.state for it in found]


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("tab", TABS)
def test_page_of_a_version_is_in_order(organizer, planned, tab, locale):
    organizer.use_locale(locale).get(planned + tab)


def test_grid_has_a_row_for_each_time_and_a_column_for_each_table(organizer, planned):
    shown = organizer.get(planned)

    assert [row[0] for row in shown.rows()] == ["09:3009:55", "10:0010:25", "10:3010:55", "11:0011:25"]
    assert {len(row) for row in shown.rows()} == {3}
    met = [cell for row in shown.rows() for cell in row[1:] if cell]
    assert sum("河谷膜材料" in cell for cell in met) == 2


def test_suggested_meetings_are_marked(organizer, planned):
    marked = organizer.use_locale("en").get(planned).tree.findall(".//td[@class='met met-suggested']")

    assert marked
    assert all("suggested" in "".join(cell.itertext()) for cell in marked)


def test_unmet_wishes_are_shown_with_names_and_reasons(organizer, annual, world):
    events.set_open_slots(world.context, act_as(world, Role.INVESTOR), annual.investors[0], [])
    planned = f"/timetables/{annual.plan()}"

    shown = organizer.use_locale("en").get(f"{planned}/unmet")
    assert [row[:3] for row in shown.rows()] == [["河谷膜材料", "赵敏", "1"]]
    assert organizer.get(f"{planned}/unmet?q=赵敏&code=no_common_slot").rows()
    assert organizer.get(f"{planned}/unmet?q=周岚").rows() == []
    assert organizer.get(f"{planned}/unmet?code=outranked").rows() == []


def test_publishing_is_suggested_for_drafts_only(organizer, planned):
    assert "可以发布了" in organizer.get(f"{planned}/unmet").text
    organizer.post(f"{planned}/published")
    assert "可以发布了" not in organizer.get(f"{planned}/unmet").text


def test_no_wish_is_called_met_where_nobody_wished(organizer, world):
    shown = organizer.get(f"/timetables/{create_annual_meeting(world).plan()}/unmet").text
    assert "还没有人提交意愿" in shown
    assert "所有意愿都已满足" not in shown


def test_publishing_is_confirmed_first_and_shows_everybody_their_own(organizer, founder, annual, planned):
    own = annual.path("/timetable")
    assert founder.get(own).tree.find(".//*[@class='empty']") is not None

    organizer.get(f"{planned}/publish")
    assert states(annual) == [TimetableState.DRAFT]
    organizer.post(f"{planned}/published")

    assert states(annual) == [TimetableState.PUBLISHED]
    shown = founder.get(own)
    assert "赵敏" in shown.text
    assert len(shown.tree.findall(".//li[@class='own-meeting card']")) == 2
    assert own in founder.get(annual.path()).links()
    organizer.get(f"{planned}/publish", status=409)


def test_second_version_replaces_the_first(organizer, annual, planned):
    organizer.post(f"{planned}/published")
    second = f"/timetables/{annual.plan()}"

    assert "replaced" in organizer.use_locale("en").get(f"{second}/publish").text
    organizer.post(f"{second}/published")

    assert states(annual) == [TimetableState.PUBLISHED, TimetableState.SUPERSEDED]
    assert len(organizer.get(annual.path("/organize")).rows()) == 2


def test_publishing_is_refused_in_a_plain_sentence_when_somebody_withdrew(organizer, annual, planned, world):
    events.withdraw_participation(world.context, act_as(world, Role.FOUNDER), annual.startups[0])

    shown = organizer.post(f"{planned}/published", page=f"{planned}/publish")

    assert shown.tree.find(".//*[@class='alert alert-danger']") is not None
    assert states(annual) == [TimetableState.DRAFT]


def test_passes_are_not_shown_to_the_one_passed_on(organizer, founder, annual, world):
    events.pass_on(
        world.context,
        act_as(world, Role.INVESTOR),
        participation_id=annual.investors[0],
        wished_id=annual.startups[0],
    )
    planned = f"/timetables/{annual.plan()}"
    organizer.post(f"{planned}/published")

    text = founder.use_locale("en").get(annual.path("/timetable")).text

    assert "赵敏" in text
    assert "pass" not in text.lower()


def test_calendar_holds_the_own_meetings(organizer, founder, annual, planned):
    organizer.post(f"{planned}/published")

    response = founder.client.get(annual.path("/timetable.ics"))

    assert response.mimetype == "text/calendar"
    assert response.text.count("BEGIN:VEVENT") == 2
    assert "1 号桌" in response.text or "2 号桌" in response.text


def test_workbook_speaks_the_language_of_the_reader(organizer, planned):
    chinese = openpyxl.load_workbook(io.BytesIO(organizer.client.get(f"{planned}/timetable.xlsx").data))
    english = openpyxl.load_workbook(
        io.BytesIO(organizer.use_locale("en").client.get(f"{planned}/timetable.xlsx").data)
    )

    assert chinese.sheetnames == ["总表", "会面", "个人日程", "未满足的意愿"]
    assert english.sheetnames[0] == "Overview"
    assert english.worksheets[0]["B1"].value == "Table 1"
    assert chinese.worksheets[0].max_row == 5


def test_publishing_shows_what_was_reached_and_who_stays_short_first(organizer, annual, world):
    planned = f"/timetables/{annual.plan()}"
    view = timetables.get_timetable(world.context, act_as(world, Role.ORGANIZER), annual.plan())

    shown = organizer.use_locale("en").get(f"{planned}/publish")

    facts = [" ".join("".join(it.itertext()).split()) for it in shown.tree.findall(".//*[@class='fact']")]
    quality = view.timetable.quality
    assert f"Wishes met{quality.met} of {quality.wishes}" in facts
    assert f"Suggested meetings{quality.suggested}" in facts
    assert "Qualityproven best" in facts
    assert any(f"{quality.value:,} / {quality.bound:,}" in it for it in facts)
    assert f"Below the floor{len(view.below_floor)}" in facts
    named = ["".join(it.itertext()) for it in shown.tree.findall(".//li/div/h3")]
    assert named == [it.name for it in view.below_floor] != []


def test_versions_table_and_page_agree_on_who_stays_short(organizer, annual, planned):
    (row,) = organizer.get(annual.path("/organize")).rows()
    shown = organizer.get(f"{planned}/short")

    assert row[5] == str(len(shown.tree.findall(".//ul[@class='cards']/li")))
    assert row[5] != "0"


def test_own_unmet_wishes_are_shown_with_the_own_rank_only(organizer, founder, investor, annual, world):
    slots = [it.id for it in events.get_event(world.context, None, annual.event_id).event.slots]
    events.set_open_slots(world.context, act_as(world, Role.INVESTOR), annual.investors[0], slots, most=1)
    annual.wish(Role.INVESTOR, annual.investors[0], annual.startups[1])
    organizer.post(f"/timetables/{annual.plan()}/published")

    pages = [it.use_locale("en").get(annual.path("/timetable")) for it in (founder, investor)]
    unmet = ["".join(it.itertext()) for shown in pages for it in shown.tree.findall(".//ul[@class='own-unmet']/li")]

    assert len(unmet) == 1
    assert "your wish number 1" in unmet[0]
    assert "赵敏 has 1 of at most 1 meetings." in unmet[0]
    assert "by and for" not in unmet[0]


def test_who_stays_short_is_named_with_what_stood_in_the_way(organizer, annual, planned):
    text = organizer.get(f"{planned}/short").text

    assert "河谷膜材料" in text


def test_versions_are_for_organizers(founder, planned):
    for tab in (*TABS, "/timetable.xlsx"):
        founder.get(planned + tab, status=403)
    founder.post(f"{planned}/published", status=403)


def test_outsider_has_no_timetable(mentor, organizer, annual, planned):
    organizer.post(f"{planned}/published")

    assert mentor.get(annual.path("/timetable")).tree.find(".//*[@class='empty']") is not None


def test_deadline_does_not_matter_for_planning(organizer, annual, clock):
    clock.pass_time(timedelta(days=25))

    assert annual.path("/plan") in organizer.get(annual.path("/organize")).actions()


def test_every_reason_has_a_short_name():
    assert set(UNMET_LABELS) == {it.value for it in UnmetMeetingReason} | {CONFLICT, SAME_PEOPLE}


def test_meetings_with_somebody_who_withdrew_are_marked_and_cancelled(organizer, founder, investor, annual, planned):
    organizer.post(f"{planned}/published")
    calendars = [who.client.get(annual.path("/timetable.ics")).text for who in (founder, investor)]
    assert all("STATUS:CANCELLED" not in it for it in calendars)
    events.withdraw_participation(annual.world.context, act_as(annual.world, Role.INVESTOR), annual.investors[0])

    own = founder.get(annual.path("/timetable"))
    marked = ["".join(it.itertext()).endswith("已退出") for it in own.tree.findall(".//h3")]
    assert sorted(marked) == [False, True]
    assert "已退出" in organizer.get(f"{planned}/slots").text
    stays = founder.client.get(annual.path("/timetable.ics")).text
    assert (stays.count("STATUS:CANCELLED"), stays.count("STATUS:CONFIRMED")) == (1, 1)
    left = investor.client.get(annual.path("/timetable.ics")).text
    assert "STATUS:CANCELLED" in left
    assert "STATUS:CONFIRMED" not in left
