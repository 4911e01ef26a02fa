from datetime import timedelta

import pytest

from matchmaker.domain.events import SlotDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.jobs.worker import run_next
from matchmaker.scheduling.repairing.disruption import DisruptionKind
from matchmaker.scheduling.repairing.repair import RepairStrategy
from matchmaker.services.meetings import timetables
from matchmaker.web.wording.meetings import DISRUPTIONS, HINTS, STRATEGIES
from tests.web.annual_meeting import AnnualMeeting, act_as, create_annual_meeting


@pytest.fixture
def annual(world) -> AnnualMeeting:
    """The founder wishes for both investors, and the timetable is published."""
    held = create_annual_meeting(world)
    held.wish(Role.FOUNDER, held.startups[0], *held.investors)
    timetables.publish_timetable(world.context, act_as(world, Role.ORGANIZER), held.plan())
    return held


def test_every_disruption_and_way_has_words():
    assert set(DISRUPTIONS) == set(HINTS) == set(DisruptionKind)
    assert set(STRATEGIES) == {it.value for it in RepairStrategy}


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("kind", list(DisruptionKind))
def test_each_report_has_its_form(organizer, annual, kind, locale):
    organizer.use_locale(locale).get(annual.path(f"/today?kind={kind.value}"))


def test_a_cancellation_is_put_right_and_published(organizer, annual):
    shown = organizer.get(annual.path("/today?kind=cancellation&name=河谷膜材料&go=1"))
    assert "只动相关的人" in shown.text
    form = next(it for it in shown.tree.iter("form") if it.get("action") == annual.path("/today"))
    fields = {it.get("name"): it.get("value") for it in form.iter("input") if it.get("name") != "csrf_token"}

    after = organizer.post(annual.path("/today"), page=annual.path("/today"), **fields)
    assert "河谷膜材料" not in "".join(cell for row in after.rows() for cell in row[1:])


def test_an_unknown_name_is_reported_beside_the_field(organizer, annual):
    shown = organizer.get(annual.path("/today?kind=no_show&name=无此人&go=1"), status=400)
    assert "没有叫这个名字的参会者" in shown.text


def test_page_states_that_nothing_was_published_yet(organizer, world):
    held = create_annual_meeting(world)
    assert "还没有发布日程" in organizer.get(held.path("/today")).text


def test_nothing_is_offered_when_the_event_is_over(organizer, log_in, annual, clock):
    assert annual.path("/today?kind=no_show") in organizer.get(annual.path("/today")).links()
    clock.pass_time(timedelta(days=31))
    shown = log_in(Role.ORGANIZER).get(annual.path("/today"))
    assert "活动已结束" in shown.text
    assert annual.path("/today?kind=no_show") not in shown.links()


def test_changes_name_the_day_when_the_event_has_two(organizer, annual):
    path = annual.path("/today?kind=cancellation&name=河谷膜材料&go=1")
    dates = [it.text for it in organizer.get(path).tree.iter("s")]
    assert dates
    assert not any("年" in it for it in dates)
    with annual.world.context.open_unit() as unit:
        event = unit.events.get(annual.event_id)
        later = [
            SlotDraft(starts_at=slot.starts_at + timedelta(days=1), ends_at=slot.ends_at + timedelta(days=1), tables=2)
            for slot in event.slots
        ]
        unit.events.add_slots(event.id, later)
        unit.commit()
    dates = [it.text for it in organizer.get(path).tree.iter("s")]
    assert dates
    assert all("年" in it for it in dates)


def test_rooms_and_days_are_compared_by_a_job(organizer, annual):
    organizer.post(annual.path("/forecast"), page=annual.path("/forecast"))
    assert run_next(annual.world.context, "worker")
    rows = organizer.get(annual.path("/forecast")).rows()
    assert [row[0] for row in rows] == ["1", "2 现状", "3"]
    assert all("2 / 2" in cell for cell in rows[1][1:])


def test_comparison_names_whom_to_ask_for_one_slot_more(organizer, annual):
    context = annual.world.context
    with context.open_unit() as unit:
        slots = sorted(unit.participations.get(annual.startups[0]).open_slots)
        unit.participations.set_open_slots(annual.startups[0], slots[:1])
        unit.commit()
    organizer.post(annual.path("/forecast"), page=annual.path("/forecast"))
    assert run_next(context, "worker")
    shown = organizer.get(annual.path("/forecast")).text
    assert "如果河谷膜材料开放" in shown
    assert "可再满足 1 条意愿" in shown
