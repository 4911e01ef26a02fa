"""Registering late or with approval, the organizers' list of people, reasons of passes, and hand-overs as pages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.events import EventRules, PassReason
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, Role
from matchmaker.services.meetings import events
from tests.web.annual_meeting import AnnualMeeting, act_as, create_annual_meeting, open_event
from tests.web.statement_count import count_statements


@pytest.fixture
def annual(world) -> AnnualMeeting:
    return create_annual_meeting(world)


def set_rules(annual: AnnualMeeting, **rules) -> None:
    with annual.world.context.open_unit() as unit:
        unit.events.save(replace(unit.events.get(annual.event_id), **rules))
        unit.commit()


def get_state(world, participation_id) -> ParticipationState:
    with world.context.open_unit(readonly=True) as unit:
        return unit.participations.get(participation_id).state


def test_a_late_comer_asks_and_the_organizer_lets_in(founder, organizer, world, clock):
    event_id = open_event(world)
    path = f"/events/{event_id}"
    clock.pass_time(timedelta(days=11))
    fields = {"kind": "startup", "profile_id": str(world.startups[0]), "message": "刚完成样机"}
    shown = founder.post(f"{path}/register", page=path, **fields)
    assert "待审核" in shown.text

    waiting = organizer.get(f"{path}/people?show=waiting")
    assert "刚完成样机" in waiting.text
    approve = next(it for it in waiting.actions() if it.endswith("/approve"))
    organizer.post(approve, page=f"{path}/people?show=waiting")
    assert "待审核" not in founder.get(path).text
    assert get_state(world, 1) is ParticipationState.REGISTERED


def test_a_declined_request_shows_its_reason(founder, organizer, world):
    event_id = open_event(world)
    with world.context.open_unit() as unit:
        unit.events.save(replace(unit.events.get(event_id), needs_approval=True))
        unit.commit()
    path = f"/events/{event_id}"
    founder.post(f"{path}/register", page=path, kind="startup", profile_id=str(world.startups[0]))
    assert "选填" not in organizer.get(f"{path}/people/1/decline").text
    organizer.post(f"{path}/people/1/decline", status=400, answer=" ")
    organizer.post(f"{path}/people/1/decline", answer="名额已满")

    assert "名额已满" in founder.get(path).text


def test_organizers_register_set_times_and_withdraw_somebody(organizer, world):
    event_id = open_event(world)
    path = f"/events/{event_id}"
    assert f"{path}/register" in organizer.get(f"{path}/people/new?kind=startup&q=黄河").actions()
    organizer.post(f"{path}/register", kind="startup", profile_id=str(world.startups[1]))
    organizer.post(f"{path}/participations/1/times", slot=["1", "2"], most="4")
    view = events.get_participant(world.context, act_as(world, Role.ORGANIZER), 1)
    assert (len(view.participation.open_slots), view.participation.most) == (2, 4)

    shown = organizer.post(f"{path}/participations/1/withdraw", page=f"{path}/people")
    assert "已退出" in shown.text or "重新报名" in shown.text
    assert get_state(world, 1) is ParticipationState.WITHDRAWN


def test_nobody_who_takes_part_is_offered_for_registering(organizer, world, annual):
    path = annual.path("/people/new")
    assert annual.path("/register") not in organizer.get(path).actions()
    organizer.post(annual.of(annual.startups[1], "/withdraw"), page=annual.path("/people"))
    assert organizer.get(path).actions().count(annual.path("/register")) == 1


def test_a_question_is_answered_on_the_page_of_the_event(founder, organizer, annual):
    own = annual.of(annual.startups[0], "/ask")
    founder.post(own, page=annual.path(), message="可以补一条意愿吗")
    answer = annual.path(f"/people/{annual.startups[0]}/answer")
    assert "可以补一条意愿吗" in organizer.get(answer).text
    organizer.post(answer, answer="可以，请来电")

    assert "可以，请来电" in founder.get(annual.path()).text


def test_both_see_a_mutual_wish_and_neither_a_single_one(founder, investor, annual):
    mine, theirs = annual.startups[0], annual.investors[0]
    annual.wish(Role.FOUNDER, mine, theirs)
    assert "双方互选" not in founder.get(annual.of(mine, "/wishes")).text
    annual.wish(Role.INVESTOR, theirs, mine)

    assert "双方互选" in founder.get(annual.of(mine, "/wishes")).text
    assert "双方互选" in investor.get(annual.of(theirs, "/wishes")).text


def test_a_reason_of_a_pass_is_shown_to_its_author_only(investor, annual):
    own, other = annual.investors[0], annual.startups[0]
    path = annual.of(own, f"/wishes/{other}/pass")
    investor.post(path, page=annual.of(own, "/wishes"))
    shown = investor.post(path, page=annual.of(own, "/wishes"), reason="stage", note="太早了")

    assert "太早了" in shown.text
    (stored_pass,) = events.list_wishes(annual.world.context, act_as(annual.world, Role.INVESTOR), own)
    assert stored_pass.wish.reason is PassReason.STAGE


def test_budget_of_the_event_stands_on_the_wish_list(founder, annual):
    set_rules(annual, startup_wishes=1)
    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])
    tap = annual.of(annual.startups[0], f"/wishes/{annual.investors[1]}/add")
    shown = founder.use_locale("en").post(tap, page=annual.of(annual.startups[0], "/wishes"))

    assert "At most 1 wishes are possible" in shown.text


def test_a_wish_is_made_from_the_page_of_a_startup(investor, annual):
    page = f"/startups/{annual.world.startups[1]}"
    tap = annual.of(annual.investors[0], f"/wishes/{annual.startups[1]}/add")
    assert tap in investor.get(page).actions()

    assert tap not in investor.post(tap, page=page).actions()


def test_a_colleague_takes_a_wish_over(investor, annual):
    with annual.world.context.open_unit() as unit:
        both = [unit.investors.get(it) for it in annual.world.investors]
        unit.investors.save(replace(both[1], organisation=both[0].organisation))
        unit.commit()
    own, wished = annual.investors[0], annual.startups[0]
    annual.wish(Role.INVESTOR, own, wished)
    path = annual.of(own, f"/wishes/{wished}/hand-over")
    assert path in investor.get(annual.of(own, "/wishes")).links()
    investor.post(path, colleague=str(annual.world.investors[1]))

    views = events.list_wishes(annual.world.context, act_as(annual.world, Role.ORGANIZER), annual.investors[1])
    assert [it.wish.wished_id for it in views] == [wished]


def test_late_participants_read_what_is_still_possible(founder, annual, clock):
    set_rules(annual, contact="会务组 0931-000000")
    clock.pass_time(timedelta(days=21))
    text = founder.use_locale("en").get(annual.path()).text

    assert "The wishes are closed. What is still possible:" in text
    assert "0931-000000" in text


def test_an_event_without_wishes_shows_no_meter(organizer, world):
    event_id = open_event(world)

    assert organizer.get(f"/events/{event_id}/organize").tree.find(".//meter") is None


def test_wishes_and_pairs_are_counted_apart(organizer, annual):
    annual.wish(Role.FOUNDER, annual.startups[0], annual.investors[0])
    annual.wish(Role.INVESTOR, annual.investors[0], annual.startups[0])

    assert "2 wishes name 1 pairs: 1 pairs wished" in organizer.use_locale("en").get(annual.path("/organize")).text


def test_rules_of_an_event_are_saved(organizer, annual):
    event = events.get_event(annual.world.context, act_as(annual.world, Role.ORGANIZER), annual.event_id).event
    form = {
        "name": event.name,
        "registration_deadline": "2026-03-12T09:30",
        "wish_deadline": "2026-03-22T09:30",
        "needs_approval": "y",
        "startup_wishes": "5",
        "investor_wishes": "7",
        "remind_days": "2",
        "contact": "王老师",
    }
    organizer.post(annual.path("/edit"), **form)

    after = events.get_event(annual.world.context, act_as(annual.world, Role.ORGANIZER), annual.event_id).event
    expected = EventRules(needs_approval=True, startup_wishes=5, investor_wishes=7, remind_days=2, contact="王老师")
    assert all(
        getattr(after, name) == getattr(expected, name) for name in ("needs_approval", "startup_wishes", "contact")
    )
    assert (after.investor_wishes, after.remind_days, after.max_wishes(PartyKind.INVESTOR)) == (7, 2, 7)


def test_list_of_people_sends_as_many_queries_for_more_of_them(organizer, world, database):
    event_id = open_event(world)
    actor = act_as(world, Role.ORGANIZER)

    def register(ids):
        for it in ids:
            events.register(world.context, actor, event_id=event_id, kind=PartyKind.STARTUP, profile_id=it)

    register(world.startups[:1])
    with count_statements(database) as before:
        organizer.get(f"/events/{event_id}/people")
    register(world.add_startups(3))
    with count_statements(database) as after:
        organizer.get(f"/events/{event_id}/people")

    assert len(after) == len(before)


def test_an_event_that_is_over_offers_nothing_more(log_in, annual, clock):
    path = f"/events/{annual.event_id}"
    own = f"{path}/participations/{annual.investors[0]}"
    clock.pass_time(timedelta(days=31))
    investor = log_in(Role.INVESTOR)

    shown = investor.use_locale("en").get(path)
    assert "This event is over." in shown.text
    assert not [it for it in shown.actions() if it.endswith("/withdraw")]
    answer = investor.post(f"{own}/withdraw", page=path)
    assert answer.text.count("This event is over.") > shown.text.count("This event is over.")
    assert get_state(annual.world, annual.investors[0]) is ParticipationState.REGISTERED
