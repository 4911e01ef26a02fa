from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.interests import ConflictKind, PartnerPair
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services import interests
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.planning import plan_event
from tests.integration.services.meetings.test_club import list_notice_kinds
from tests.integration.services.sample_network import register_everybody


@pytest.fixture
def funds(context, town):
    """Both investors of the town work for one fund."""
    with context.open_unit() as unit:
        for it in town.investors:
            unit.investors.save(replace(unit.investors.get(it.investor_id), organisation="河谷资本"))
        unit.commit()
    return tuple(it.investor_id for it in town.investors)


def enrol(context, town, number=0):
    startup = events.register(
        context, town.founders[0], event_id=town.event, kind=PartyKind.STARTUP, profile_id=town.startups[0]
    )
    profile_id = town.investors[number].investor_id
    mine = events.register(
        context, town.investors[number], event_id=town.event, kind=PartyKind.INVESTOR, profile_id=profile_id
    )
    return startup, mine


def test_a_colleague_gets_the_wish_and_is_registered_for_it(context, town, funds):
    startup, mine = enrol(context, town)
    investor = town.investors[0]
    events.add_wish(context, investor, participation_id=mine, wished_id=startup)
    (colleague,) = events.list_colleagues(context, investor, mine)
    assert (colleague.investor.id, colleague.state) == (funds[1], None)

    events.hand_over_wish(context, investor, participation_id=mine, wished_id=startup, colleague_id=funds[1])
    (theirs,) = events.get_event(context, town.investors[1], town.event).own
    assert (theirs.participation.state, theirs.wishes) == (ParticipationState.REGISTERED, 1)
    assert events.list_wishes(context, investor, mine) == ()
    assert list_notice_kinds(context, town.investors[1]) == [NoticeKind.WISH_HANDED_OVER]


def test_only_colleagues_take_over(context, town):
    startup, mine = enrol(context, town)
    events.add_wish(context, town.investors[0], participation_id=mine, wished_id=startup)
    other = town.investors[1].investor_id
    assert events.list_colleagues(context, town.investors[0], mine) == ()
    with pytest.raises(NotFound):
        events.hand_over_wish(context, town.investors[0], participation_id=mine, wished_id=startup, colleague_id=other)


def test_a_colleague_who_has_decided_or_withdrew_takes_nothing_over(context, town, funds):
    there = register_everybody(context, town)
    mine, theirs = there.investors
    handed = {"participation_id": mine, "wished_id": there.startups[0], "colleague_id": funds[1]}
    events.add_wish(context, town.investors[0], participation_id=mine, wished_id=there.startups[0])
    events.pass_on(context, town.investors[1], participation_id=theirs, wished_id=there.startups[0])
    with pytest.raises(StateConflict) as refused:
        events.hand_over_wish(context, town.investors[0], **handed)
    assert refused.value.code == "colleague_has_decided"
    events.withdraw_participation(context, town.investors[1], theirs)
    with pytest.raises(StateConflict) as refused:
        events.hand_over_wish(context, town.investors[0], **handed)
    assert refused.value.code == "colleague_stays_away"
    assert len(events.list_wishes(context, town.investors[0], mine)) == 1


def test_the_conflict_ledger_holds_for_the_colleague(context, town, funds):
    startup, mine = enrol(context, town)
    events.add_wish(context, town.investors[0], participation_id=mine, wished_id=startup)
    interests.declare_conflict(
        context,
        town.operator,
        PartnerPair(town.startups[0], PartyKind.INVESTOR, funds[1]),
        kind=ConflictKind.RELATIVE,
        words="亲属",
        since=context.now().date() - timedelta(days=1),
    )
    with pytest.raises(StateConflict) as refused:
        events.hand_over_wish(
            context, town.investors[0], participation_id=mine, wished_id=startup, colleague_id=funds[1]
        )
    assert refused.value.code.startswith("conflict_blocked")


def list_meetings(context, town):
    with context.open_unit(readonly=True) as unit:
        published = unit.timetables.find_published(town.event)
        return {
            (meeting.startup_participation_id, meeting.investor_participation_id): (meeting.slot_id, meeting.table)
            for meeting in published.meetings
        }


def hand_over(context, actor, mine, startup, colleague):
    return timetables.hand_over_meeting(
        context, actor, participation_id=mine, startup_participation_id=startup, colleague_id=colleague
    )


def test_a_meeting_is_handed_over_with_a_new_version(context, town, funds, clock):
    startup, mine = enrol(context, town)
    events.add_wish(context, town.founders[0], participation_id=startup, wished_id=mine)
    timetables.publish_timetable(context, town.organizer, plan_event(context, town.event))
    before = list_meetings(context, town)
    theirs = events.register(context, town.organizer, event_id=town.event, kind=PartyKind.INVESTOR, profile_id=funds[1])
    hand_over(context, town.investors[0], mine, startup, funds[1])

    assert list_meetings(context, town) == {(startup, theirs): before[startup, mine]}
    assert [it.version for it in timetables.list_timetables(context, town.organizer, town.event)] == [2, 1]
    assert NoticeKind.MEETING_HANDED_OVER in list_notice_kinds(context, town.investors[1])
    with pytest.raises(NotFound):
        hand_over(context, town.investors[0], mine, startup, funds[1])
    clock.move(timedelta(days=31))
    with pytest.raises(StateConflict) as refused:
        hand_over(context, town.investors[1], theirs, startup, funds[0])
    assert refused.value.code == "meeting_over"


def test_a_colleague_without_time_takes_no_meeting(context, town, funds):
    startup, mine = enrol(context, town)
    events.add_wish(context, town.founders[0], participation_id=startup, wished_id=mine)
    timetables.publish_timetable(context, town.organizer, plan_event(context, town.event))
    theirs = events.register(context, town.organizer, event_id=town.event, kind=PartyKind.INVESTOR, profile_id=funds[1])
    events.set_open_slots(context, town.organizer, theirs, ())
    with pytest.raises(StateConflict) as refused:
        hand_over(context, town.investors[0], mine, startup, funds[1])

    assert refused.value.code == "colleague_has_no_time"
    assert list(list_meetings(context, town)) == [(startup, mine)]
