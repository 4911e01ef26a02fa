from dataclasses import replace
from datetime import date, timedelta

import pytest

from matchmaker.domain.club import ClubMembershipDraft, ClubState
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.events import EventRules, PassReason
from matchmaker.domain.pipeline import CloseReason, DealState, DealStepDraft
from matchmaker.domain.vocabulary import ParticipationState, PartyKind

DAY = date(2026, 5, 1)


def put(unit, investor, state, now, **others):
    draft = ClubMembershipDraft(**({"investor_id": investor, "state": state, "asked_at": now} | others))
    return unit.club.put(draft)


def test_the_flag_of_the_profile_follows_the_membership(any_database, world, now):
    with any_database.unit() as unit:
        first = put(unit, world.investor, ClubState.REQUESTED, now, statement="三年经验")
        assert not unit.investors.get(world.investor).is_club_member
        again = put(unit, world.investor, ClubState.MEMBER, now, decided_by=world.founder, decided_at=now)

        assert first == again
        assert unit.investors.get(world.investor).is_club_member
        assert unit.club.find(world.investor).decided_by == world.founder
        assert unit.club.count_by_state() == {ClubState.MEMBER: 1}


def test_memberships_follow_the_flags_of_an_import(any_database, world, now):
    with any_database.unit() as unit:
        unit.club.follow_profiles(now)
        assert unit.club.find(world.investor).state is ClubState.MEMBER
        put(unit, world.investor, ClubState.LEFT, now)
        unit.club.follow_profiles(now)
        assert unit.club.find(world.investor).state is ClubState.LEFT
        (entry,) = unit.club.list_page(search="陇原").items
        assert entry.investor.id == world.investor
        assert unit.club.list_page(state=ClubState.MEMBER).total == 0


def step(state=DealState.MET, **others):
    return DealStepDraft(**({"state": state, "happened_on": DAY} | others))


def test_a_deal_repeats_its_last_step(any_database, world, now):
    with any_database.unit() as unit:
        deal = unit.deals.add(world.investor, world.startup, step(), event_id=world.event)
        unit.deals.add_step(deal, step(), by=world.founder, at=now)
        unit.deals.add_step(deal, step(DealState.TERM_SHEET, amount=300, is_shared=True), by=None, at=now)

        assert (unit.deals.get(deal).state, unit.deals.get(deal).amount) == (DealState.TERM_SHEET, 300)
        assert unit.deals.total_by_state() == {DealState.TERM_SHEET: (1, 300)}
        assert [it.state for it in unit.deals.list_steps([deal])[deal]] == [DealState.MET, DealState.TERM_SHEET]
        assert [it.deal.id for it in unit.deals.list_shared([world.startup])] == [deal]
        with pytest.raises(NotFound):
            unit.deals.get(99)


def test_a_pair_has_one_deal(any_database, world):
    with any_database.unit() as unit:
        unit.deals.add(world.investor, world.startup, step())
        with pytest.raises(StateConflict) as refused:
            unit.deals.add(world.investor, world.startup, step())
    assert refused.value.code == "already_in_pipeline"


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (step(DealState.INVESTED), "invested"),
        (step(DealState.TERM_SHEET, amount=0), "amount"),
        (step(DealState.CLOSED), "closed"),
        (step(close_reason=CloseReason.TEAM), "closed"),
        (step(is_amount_shared=True), "shared"),
    ],
)
def test_the_database_refuses_a_step_that_cannot_be(any_database, world, now, wrong, rule):
    with any_database.unit() as unit:
        deal = unit.deals.add(world.investor, world.startup, step())
        with pytest.raises(StateConflict) as refused:
            unit.deals.add_step(deal, wrong, by=None, at=now)
    assert refused.value.data["rule"] == f"ck_deal_steps_{rule}"


def test_who_waits_and_who_lacks_what_is_found(any_database, world, now):
    with any_database.unit() as unit:
        assert {it.id for it in unit.attendance.list_to_remind(world.event)} == {
            world.startup_there,
            world.investor_there,
        }
        unit.wishes.add(event_id=world.event, wisher_id=world.startup_there, wished_id=world.investor_there)
        assert [it.id for it in unit.attendance.list_to_remind(world.event)] == [world.investor_there]
        unit.attendance.mark_reminded([world.investor_there], now)
        assert unit.attendance.list_to_remind(world.event) == ()
        asked = replace(unit.participations.get(world.startup_there), message="能换桌吗", asked_at=now)
        assert unit.attendance.count_waiting(world.event) == 0
        unit.participations.save(asked)
        assert unit.attendance.count_waiting(world.event) == 1
        (waiting,) = unit.attendance.list_people(world.event, is_waiting=True, search="黄河").items
        assert waiting.participation == asked


def test_mutual_wishes_count_while_both_are_there(any_database, world):
    with any_database.unit() as unit:
        pair = (world.startup_there, world.investor_there)
        for wisher, wished in (pair, pair[::-1]):
            unit.wishes.add(event_id=world.event, wisher_id=wisher, wished_id=wished)
        assert unit.attendance.list_mutual(pair) == {pair, pair[::-1]}
        assert unit.attendance.count_mutual(world.event) == 1
        assert unit.wishes.count_by_wisher(world.event, [pair[0]]) == {pair[0]: 1}

        unit.participations.save(replace(unit.participations.get(pair[1]), state=ParticipationState.WITHDRAWN))
        assert unit.attendance.list_mutual(pair) == set()
        assert unit.attendance.count_mutual(world.event) == unit.wishes.count_for_event(world.event) == 0


def test_rules_and_reasons_are_saved(any_database, world, now):
    with any_database.unit() as unit:
        rules = EventRules(needs_approval=True, startup_wishes=3, remind_days=0, contact="会务组")
        event = unit.events.add(
            name="路演", venue="", registration_deadline=now, wish_deadline=now + timedelta(days=1), rules=rules
        )
        stored = unit.events.get(event)
        assert (stored.needs_approval, stored.startup_wishes, stored.investor_wishes) == (True, 3, 20)
        assert stored.max_wishes(PartyKind.STARTUP) == 3
        pair = {"wisher_id": world.startup_there, "wished_id": world.investor_there}
        wish = unit.wishes.add(event_id=world.event, is_veto=True, reason=PassReason.REGION, note="太远", **pair)
        assert (unit.wishes.get(wish).reason, unit.wishes.get(wish).note) == (PassReason.REGION, "太远")
