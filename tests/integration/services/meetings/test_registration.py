from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.events import EventRules, PassReason
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.planning import plan_event
from tests.integration.services.meetings.test_club import list_notice_kinds
from tests.integration.services.meetings.test_timetables import wish
from tests.integration.services.sample_network import register_everybody


def test_plan_and_demand_leave_wishes_out_when_one_of_the_two_withdrew(context, town):
    there = register_everybody(context, town)
    (first, second), (one, other) = there.startups, there.investors
    wish(context, town.founders[0], first, one, other)
    wish(context, town.founders[1], second, one)
    wish(context, town.investors[0], one, first, second)
    events.withdraw_participation(context, town.investors[0], one)

    demand = events.get_demand(context, town.organizer, town.event)
    assert (demand.startups.participants, demand.investors.participants) == (2, 1)
    assert (demand.startups.wishes, demand.investors.wishes) == (1, 0)
    assert [it.participation_id for it in demand.most_wished] == [other]
    assert {it.participation.id for it in demand.without_wishes} == {second, other}

    timetable_id = plan_event(context, town.event)
    timetables.publish_timetable(context, town.organizer, timetable_id)
    view = timetables.get_timetable(context, town.organizer, timetable_id)
    pairs = [(it.startup_participation_id, it.investor_participation_id) for it in view.timetable.meetings]
    assert pairs == [(first, other)]
    assert (view.unmet, view.timetable.quality.wishes) == ((), 1)


def test_wishes_count_again_when_who_withdrew_comes_back(context, town):
    there = register_everybody(context, town)
    wish(context, town.founders[0], there.startups[0], there.investors[0])
    events.withdraw_participation(context, town.founders[0], there.startups[0])
    assert events.get_demand(context, town.organizer, town.event).startups.wishes == 0
    founder = town.founders[0]
    former = events.get_event(context, founder, town.event).own[0].participation
    events.register(context, founder, event_id=town.event, kind=former.kind, profile_id=former.startup_id)

    view = timetables.get_timetable(context, town.organizer, plan_event(context, town.event))
    assert [it.startup_participation_id for it in view.timetable.meetings] == [there.startups[0]]


def register(context, town, **others):
    founder = town.founders[0]
    given = {"event_id": town.event, "kind": PartyKind.STARTUP, "profile_id": town.startups[0]}
    return events.register(context, founder, **(given | others))


def get_state(context, participation_id):
    with context.open_unit(readonly=True) as unit:
        return unit.participations.get(participation_id).state


def set_rules(context, town, **rules):
    with context.open_unit() as unit:
        unit.events.save(replace(unit.events.get(town.event), **rules))
        unit.commit()


def test_registering_waits_when_the_event_asks_for_approval(context, town):
    set_rules(context, town, needs_approval=True)
    own = register(context, town)
    assert get_state(context, own) is ParticipationState.APPLIED
    assert list_notice_kinds(context, town.organizer) == [NoticeKind.REGISTRATION_ASKED]
    assert events.get_event(context, town.organizer, town.event).waiting == 1
    with pytest.raises(StateConflict) as refused:
        events.add_wish(context, town.founders[0], participation_id=own, wished_id=own)
    assert refused.value.code == "not_approved_yet"
    with pytest.raises(StateConflict):
        register(context, town)

    events.set_open_slots(context, town.founders[0], own, ())
    events.approve_participation(context, town.organizer, own)
    assert get_state(context, own) is ParticipationState.REGISTERED
    assert list_notice_kinds(context, town.founders[0]) == [NoticeKind.REGISTRATION_APPROVED]
    with pytest.raises(StateConflict) as refused:
        events.decline_participation(context, town.organizer, own, reason="满员")
    assert refused.value.code == "already_settled"


def test_a_declined_request_shows_the_reason(context, town):
    set_rules(context, town, needs_approval=True)
    own = register(context, town)
    with pytest.raises(Invalid):
        events.decline_participation(context, town.organizer, own, reason=" ")
    events.decline_participation(context, town.organizer, own, reason="本届名额已满")

    assert get_state(context, own) is ParticipationState.DECLINED
    assert list_notice_kinds(context, town.founders[0]) == [NoticeKind.REGISTRATION_DECLINED]
    assert register(context, town, message="有人退出了吗") == own


def test_a_late_comer_asks_with_a_message(context, town, clock):
    clock.move(timedelta(days=21))
    with pytest.raises(StateConflict) as refused:
        register(context, town)
    assert refused.value.code == "registration_closed"

    own = register(context, town, message="刚完成融资，希望参加")
    (waiting,) = events.list_participants(context, town.organizer, town.event, is_waiting=True).items
    assert (waiting.participation.id, waiting.participation.message) == (own, "刚完成融资，希望参加")
    events.approve_participation(context, town.organizer, own)
    assert events.count_waiting(context, town.organizer, town.event) == 0


def test_nobody_registers_for_an_event_that_is_over(context, town, clock):
    clock.move(timedelta(days=31))
    with pytest.raises(StateConflict) as refused:
        register(context, town, message="还能参加吗")
    assert refused.value.code == "event_over"


def test_who_withdrew_after_the_deadline_comes_back_with_the_wishes(context, town, clock):
    there = register_everybody(context, town)
    founder = town.founders[0]
    events.add_wish(context, founder, participation_id=there.startups[0], wished_id=there.investors[0])
    clock.move(timedelta(days=21))
    events.withdraw_participation(context, founder, there.startups[0])

    assert register(context, town) == there.startups[0]
    assert len(events.list_wishes(context, founder, there.startups[0])) == 1
    clock.move(timedelta(days=7))
    events.withdraw_participation(context, founder, there.startups[0])
    with pytest.raises(StateConflict) as refused:
        register(context, town)
    assert refused.value.code == "registration_closed"


def test_the_organizers_register_withdraw_and_set_times_for_somebody(context, town, clock):
    clock.move(timedelta(days=28))
    own = events.register(
        context, town.organizer, event_id=town.event, kind=PartyKind.STARTUP, profile_id=town.startups[0]
    )
    events.set_open_slots(context, town.organizer, own, (), most=4)
    assert events.get_participant(context, town.organizer, own).participation.most == 4
    events.withdraw_participation(context, town.organizer, own)

    assert get_state(context, own) is ParticipationState.WITHDRAWN
    assert list_notice_kinds(context, town.founders[0]) == [NoticeKind.WITHDRAWN_FOR_YOU, NoticeKind.REGISTERED_FOR_YOU]
    with pytest.raises(NotAllowed):
        events.list_participants(context, town.founders[0], town.event)


def test_a_question_waits_until_it_is_answered(context, town):
    there = register_everybody(context, town)
    events.ask_organizers(context, town.founders[0], there.startups[0], message="可以补一条意愿吗")
    assert list_notice_kinds(context, town.organizer)[0] is NoticeKind.PARTICIPANT_ASKED
    with pytest.raises(NotFound):
        events.ask_organizers(context, town.founders[1], there.startups[0], message="别人的")

    events.answer_participant(context, town.organizer, there.startups[0], answer="可以，已登记")
    assert list_notice_kinds(context, town.founders[0]) == [NoticeKind.ORGANIZERS_ANSWERED]
    with pytest.raises(StateConflict):
        events.answer_participant(context, town.organizer, there.startups[0], answer="再答一次")


def test_budgets_of_both_sides_are_the_events(context, town):
    there = register_everybody(context, town)
    set_rules(context, town, startup_wishes=1, investor_wishes=2)
    first, second = there.investors
    events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=first)
    with pytest.raises(StateConflict) as refused:
        events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=second)
    assert (refused.value.code, refused.value.data["most"]) == ("too_many_wishes", 1)
    for wished in there.startups:
        events.add_wish(context, town.investors[0], participation_id=first, wished_id=wished)


def test_a_mutual_wish_notifies_both_and_a_single_one_nobody(context, town):
    there = register_everybody(context, town)
    founder, investor = town.founders[0], town.investors[0]
    events.add_wish(context, founder, participation_id=there.startups[0], wished_id=there.investors[0])
    assert list_notice_kinds(context, investor) == []
    assert not events.list_wishes(context, founder, there.startups[0])[0].is_mutual

    events.add_wish(context, investor, participation_id=there.investors[0], wished_id=there.startups[0])
    assert list_notice_kinds(context, founder) == [NoticeKind.MUTUAL_WISH]
    assert list_notice_kinds(context, investor) == []
    for actor, own in ((founder, there.startups[0]), (investor, there.investors[0])):
        assert events.list_wishes(context, actor, own)[0].is_mutual
        assert events.get_event(context, actor, town.event).own[0].mutual == 1
    events.remove_wish(context, investor, participation_id=there.investors[0], wished_id=there.startups[0])
    assert not events.list_wishes(context, founder, there.startups[0])[0].is_mutual


def test_passing_twice_changes_the_reason_that_only_its_maker_and_the_operator_read(context, town):
    there = register_everybody(context, town)
    investor, pair = town.investors[0], {"participation_id": there.investors[0], "wished_id": there.startups[0]}
    events.pass_on(context, investor, **pair)
    events.pass_on(context, investor, **pair, reason=PassReason.STAGE, note="阶段太早")

    def read(actor):
        (stored_pass,) = events.list_wishes(context, actor, there.investors[0])
        return stored_pass.wish.reason, stored_pass.wish.note

    assert read(investor) == read(town.operator) == (PassReason.STAGE, "阶段太早")
    assert read(town.organizer) == (None, "")


def test_figures_leave_out_those_who_withdrew(context, town):
    there = register_everybody(context, town)
    events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=there.investors[0])
    events.withdraw_participation(context, town.investors[0], there.investors[0])

    view = events.get_event(context, town.founders[0], town.event)
    assert (view.wishes, view.own[0].wishes) == (0, 0)
    assert not events.list_wishes(context, town.founders[0], there.startups[0])[0].is_there


def test_the_unready_are_reminded_once(context, town, clock):
    there = register_everybody(context, town)
    events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=there.investors[0])
    events.set_open_slots(context, town.investors[1], there.investors[1], ())
    clock.move(timedelta(days=23))
    assert events.remind_participants(context) == 0
    clock.move(timedelta(days=1))

    assert events.remind_participants(context) == 3
    assert events.remind_participants(context) == 0
    assert list_notice_kinds(context, town.founders[0]) == []
    assert list_notice_kinds(context, town.investors[1]) == [NoticeKind.EVENT_REMINDER]
    clock.move(timedelta(days=4))
    assert events.remind_participants(context) == 0


def test_rules_are_refused_when_they_cannot_be_meant(context, town):
    event = events.get_event(context, town.organizer, town.event).event
    rules = EventRules(startup_wishes=-1, remind_days=90, contact="字" * 201)
    with pytest.raises(Invalid) as refused:
        events.edit_event(
            context,
            town.organizer,
            town.event,
            name=event.name,
            venue="",
            registration_deadline=event.registration_deadline,
            wish_deadline=event.wish_deadline,
            slots=events.SlotChanges(),
            rules=rules,
        )
    assert set(refused.value.data["fields"]) == {"startup_wishes", "remind_days", "contact"}
