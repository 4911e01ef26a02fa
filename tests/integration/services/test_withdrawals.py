"""Withdrawing after wishes were made: the wishes stay stored and count no more."""

from matchmaker.services import events, timetables
from matchmaker.services.timetables.planning import plan_event
from tests.integration.services.test_timetables import wish
from tests.integration.services.town import register_everybody


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
