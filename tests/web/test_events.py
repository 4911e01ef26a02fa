from datetime import timedelta

import pytest

from matchmaker.domain.events import SlotDraft
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings import events
from tests.web.annual_meeting import AnnualMeeting, act_as, create_annual_meeting, open_event
from tests.web.statement_count import count_statements


@pytest.fixture
def annual(world) -> AnnualMeeting:
    return create_annual_meeting(world)


def own_slots(annual: AnnualMeeting) -> int:
    (own,) = events.get_event(annual.world.context, act_as(annual.world, Role.FOUNDER), annual.event_id).own
    return len(own.participation.open_slots)


def test_list_states_what_comes_when_there_is_no_event(founder, organizer):
    assert "/matches" in founder.get("/events").links()
    assert "/events/new" in organizer.get("/events").links()


def test_founder_registers_and_is_led_to_the_times(founder, world):
    event_id = open_event(world)
    assert f"/events/{event_id}/register" in founder.get(f"/events/{event_id}").actions()

    shown = founder.post(
        f"/events/{event_id}/register", kind=PartyKind.STARTUP.value, profile_id=str(world.startups[0])
    )

    assert len(shown.tree.findall(".//input[@name='slot'][@checked]")) == 4


def test_registration_is_refused_in_a_plain_sentence_after_the_deadline(founder, world, clock):
    event_id = open_event(world)
    path = f"/events/{event_id}"
    clock.pass_time(timedelta(days=11))
    assert "Registration is closed, but the organizers can still let you in" in founder.use_locale("en").get(path).text

    shown = founder.post(f"{path}/register", page=path, kind="startup", profile_id=str(world.startups[0]))

    assert "Registration closed on" in shown.text


@pytest.mark.parametrize(
    ("kind", "number", "status"), [("startup", 1, 403), ("mentor", 0, 403), ("moon", 0, 400), ("startup", None, 400)]
)
def test_registration_is_refused_when_the_profile_is_not_ones_own(founder, world, kind, number, status):
    event_id = open_event(world)
    profile_id = "" if number is None else str(world.startups[number])

    founder.post(f"/events/{event_id}/register", status=status, kind=kind, profile_id=profile_id)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, ["10 days left", "20 days left"]), (9, ["1 day left", "11 days left"]), (15, ["closed", "5 days left"])],
)
def test_deadlines_show_how_long_is_left(founder, annual, clock, days, words):
    clock.pass_time(timedelta(days=days))

    text = founder.use_locale("en").get(annual.path()).text

    assert all(word in text for word in words)


def test_times_are_saved_as_ticked(founder, annual):
    path = annual.of(annual.startups[0], "/times")
    boxes = [box.get("value") for box in founder.get(path).tree.iterfind(".//input[@name='slot']")]

    founder.post(path, slot=boxes[:2], most="2")
    assert own_slots(annual) == 2

    shown = founder.post(path, status=400, slot=boxes[:3], most="-1")
    assert len(shown.tree.findall(".//input[@name='slot'][@checked]")) == 3
    assert own_slots(annual) == 2


@pytest.mark.parametrize(("ticked", "most"), [(0, "3"), (2, "0")])
def test_times_that_leave_no_meeting_are_reported(founder, annual, ticked, most):
    path = annual.of(annual.startups[0], "/times")
    boxes = [box.get("value") for box in founder.get(path).tree.iterfind(".//input[@name='slot']")]

    text = founder.use_locale("en").post(path, slot=boxes[:ticked], most=most).text

    assert "no meeting can be planned for you like this" in text
    assert "Your times are saved." not in text


def test_events_to_come_stand_before_past_ones_and_the_next_one_first(founder, world, clock):
    for name, days in (("早春会", 5), ("盛夏会", 60), ("谷雨会", 40), ("惊蛰会", 3)):
        starts = clock.moment + timedelta(days=days)
        events.create_event(
            world.context,
            act_as(world, Role.ORGANIZER),
            name=name,
            venue="",
            registration_deadline=clock.moment + timedelta(minutes=1),
            wish_deadline=clock.moment + timedelta(minutes=1),
            slots=[SlotDraft(starts_at=starts, ends_at=starts + timedelta(minutes=25), tables=1)],
        )
    clock.pass_time(timedelta(days=20))

    shown = founder.get("/events")

    assert [it.text for it in shown.tree.iterfind(".//h2/a")] == ["谷雨会", "盛夏会", "早春会", "惊蛰会"]


def test_participation_of_another_is_as_if_absent(founder, annual):
    for tail in ("/times", "/wishes"):
        founder.get(annual.of(annual.startups[1], tail), status=404)
    founder.post(annual.of(annual.startups[1], "/withdraw"), status=404)


def test_event_page_suggests_registered_participants_only(founder, annual, world):
    assert "赵敏" in founder.get(annual.path()).text

    events.withdraw_participation(world.context, act_as(world, Role.ORGANIZER), annual.investors[0])

    assert "赵敏" not in founder.get(annual.path()).text


def test_withdrawn_founder_may_come_back(founder, annual, world):
    shown = founder.post(annual.of(annual.startups[0], "/withdraw"))
    assert annual.path("/register") in shown.actions()
    founder.get(annual.of(annual.startups[0], "/wishes"), status=404)

    founder.post(annual.path("/register"), kind="startup", profile_id=str(world.startups[0]))
    founder.get(annual.of(annual.startups[0], "/wishes"))


def test_mentor_sees_who_takes_part(mentor, annual):
    assert mentor.get(annual.path()).tree.find(".//*[@class='empty']") is not None


def test_event_page_sends_as_many_queries_for_more_participants(founder, annual, world, database):
    founder.get(annual.path())
    with count_statements(database) as few:
        founder.get(annual.path())
    for startup_id in world.add_startups(3):
        events.register(
            world.context,
            act_as(world, Role.ORGANIZER),
            event_id=annual.event_id,
            kind=PartyKind.STARTUP,
            profile_id=startup_id,
        )
    with count_statements(database) as many:
        founder.get(annual.path())

    assert len(many) == len(few)
