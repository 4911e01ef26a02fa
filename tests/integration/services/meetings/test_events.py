from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.events import DEFAULT_WISH_BUDGET, SlotDraft
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.suggestions import Fit, FitReason, Suggestion
from matchmaker.domain.vocabulary import Band, Industry, PartyKind, Role
from matchmaker.services.meetings import events
from matchmaker.services.meetings.events.views import WishStatus
from matchmaker.services.people import accounts
from tests.integration.services.sample_network import draft_investor, register_everybody


def suggest(context, seeker, candidate, score):
    (kind, seeker_id), (other, candidate_id) = seeker, candidate
    fit = Fit(score=score, band=Band.GOOD, reasons=(FitReason(code="same_industry", weight=0.2),))
    with context.open_unit() as unit:
        unit.suggestions.replace_for(
            kind,
            seeker_id,
            candidate_kind=other,
            suggestions=[
                Suggestion(
                    seeker_kind=kind,
                    seeker_id=seeker_id,
                    candidate_kind=other,
                    candidate_id=candidate_id,
                    rank=1,
                    fit=fit,
                    computed_at=context.now(),
                )
            ],
        )
        unit.commit()


def ranks(context, town, participation):
    return [it.wish.wished_id for it in events.list_wishes(context, town.founders[0], participation)]


def test_event_shows_figures_and_the_own_participation(context, town):
    there = register_everybody(context, town)

    view = events.get_event(context, town.founders[0], town.event)
    assert (view.startups, view.investors) == (2, 2)
    assert [it.participation.id for it in view.own] == [there.startups[0]]
    assert events.get_event(context, None, town.event).own == ()


def test_registration_is_for_own_profiles_before_the_deadline(context, town, clock):
    with pytest.raises(NotAllowed):
        events.register(
            context, town.founders[0], event_id=town.event, kind=PartyKind.STARTUP, profile_id=town.startups[1]
        )
    clock.move(timedelta(days=21))
    with pytest.raises(StateConflict, match="registration_closed"):
        register_everybody(context, town)
    assert events.register(
        context, town.organizer, event_id=town.event, kind=PartyKind.STARTUP, profile_id=town.startups[0]
    )


def test_who_withdrew_comes_back_with_the_wishes_made(context, town):
    there = register_everybody(context, town)
    founder = town.founders[0]
    events.add_wish(context, founder, participation_id=there.startups[0], wished_id=there.investors[0])
    with pytest.raises(StateConflict, match="already_registered"):
        register_everybody(context, town)

    events.withdraw_participation(context, founder, there.startups[0])
    with pytest.raises(StateConflict, match="not_registered"):
        events.add_wish(context, founder, participation_id=there.startups[0], wished_id=there.investors[1])
    again = events.register(context, founder, event_id=town.event, kind=PartyKind.STARTUP, profile_id=town.startups[0])
    assert again == there.startups[0]
    assert ranks(context, town, again) == [there.investors[0]]


def test_participations_of_one_account_share_one_calendar(context, town, reload):
    there = register_everybody(context, town)
    founder = town.founders[0]
    with context.open_unit() as unit:
        investor = unit.investors.add(draft_investor("创始人天使"))
        unit.commit()
    accounts.set_roles(context, town.operator, founder.account_id, [Role.FOUNDER, Role.INVESTOR])
    accounts.link_profile(context, None, founder.account_id, kind=PartyKind.INVESTOR, profile_id=investor)
    founder = reload(founder)
    slots = [it.id for it in events.get_event(context, None, town.event).event.slots]
    events.set_open_slots(context, founder, there.startups[0], slots[:2])

    second = events.register(context, founder, event_id=town.event, kind=PartyKind.INVESTOR, profile_id=investor)
    events.set_open_slots(context, founder, second, slots[1:], most=3)
    own = {it.participation.id: it.participation for it in events.get_event(context, founder, town.event).own}
    assert own[there.startups[0]].open_slots == own[second].open_slots == frozenset(slots[1:])
    assert own[second].most == 3
    with pytest.raises(StateConflict, match="wish_to_oneself"):
        events.add_wish(context, founder, participation_id=second, wished_id=there.startups[0])


def test_wishes_keep_their_order(context, town):
    there = register_everybody(context, town)
    founder, mine = town.founders[0], there.startups[0]
    for wished in there.investors:
        events.add_wish(context, founder, participation_id=mine, wished_id=wished)

    events.reorder_wishes(context, founder, mine, list(reversed(there.investors)))
    assert ranks(context, town, mine) == list(reversed(there.investors))
    with pytest.raises(Invalid, match="wishes_differ"):
        events.reorder_wishes(context, founder, mine, [there.investors[0]])
    events.remove_wish(context, founder, participation_id=mine, wished_id=there.investors[1])
    (left,) = events.list_wishes(context, founder, mine)
    assert (left.wish.wished_id, left.wish.rank) == (there.investors[0], 1)


def test_a_pass_takes_the_wish_back_and_a_wish_the_pass(context, town):
    there = register_everybody(context, town)
    pair = {"participation_id": there.startups[0], "wished_id": there.investors[0]}
    founder = town.founders[0]
    events.add_wish(context, founder, **pair)

    events.pass_on(context, founder, **pair)
    (passed,) = events.list_wishes(context, founder, there.startups[0])
    assert passed.wish.is_veto
    events.add_wish(context, founder, **pair)
    (wished,) = events.list_wishes(context, founder, there.startups[0])
    assert (wished.wish.is_veto, wished.wish.rank) == (False, 1)
    with pytest.raises(NotFound, match="wish_not_found"):
        events.undo_pass(context, founder, **pair)


def test_wishes_close_and_are_limited(context, town, clock):
    there = register_everybody(context, town)
    founder = town.founders[0]
    with context.open_unit() as unit:
        more = unit.investors.add_many([draft_investor(f"基金{n}") for n in range(DEFAULT_WISH_BUDGET)])
        unit.commit()
    wished = [
        events.register(context, town.organizer, event_id=town.event, kind=PartyKind.INVESTOR, profile_id=profile_id)
        for profile_id in more
    ]
    for it in wished:
        events.add_wish(context, founder, participation_id=there.startups[0], wished_id=it)
    with pytest.raises(StateConflict, match="too_many_wishes"):
        events.add_wish(context, founder, participation_id=there.startups[0], wished_id=there.investors[0])
    with pytest.raises(Invalid, match="same_kind"):
        events.add_wish(context, founder, participation_id=there.startups[0], wished_id=there.startups[1])
    clock.move(timedelta(days=27))
    with pytest.raises(StateConflict, match="wishing_closed"):
        events.remove_wish(context, founder, participation_id=there.startups[0], wished_id=wished[0])


def test_wishes_of_others_look_absent(context, town):
    there = register_everybody(context, town)
    pair = {"participation_id": there.startups[0], "wished_id": there.investors[0]}

    for actor in (town.founders[1], town.investors[0], town.organizer):
        with pytest.raises(NotFound, match="participation_not_found"):
            events.add_wish(context, actor, **pair)
    with pytest.raises(NotFound):
        events.list_wishes(context, town.founders[1], there.startups[0])


def test_candidates_are_suggested_registered_participants_only(context, town):
    (startup, _other), (here, away) = town.startups, (it.investor_id for it in town.investors)
    suggest(context, (PartyKind.STARTUP, startup), (PartyKind.INVESTOR, here), 0.6)
    suggest(context, (PartyKind.INVESTOR, away), (PartyKind.STARTUP, startup), 0.9)
    there = register_everybody(context, town)

    best, _second = events.list_wish_candidates(context, town.founders[0], there.startups[0])
    assert (best.participation_id, best.rank, best.wish_status) == (there.investors[1], 1, None)
    events.pass_on(context, town.founders[0], participation_id=there.startups[0], wished_id=there.investors[0])
    events.withdraw_participation(context, town.investors[1], there.investors[1])
    (left,) = events.list_wish_candidates(context, town.founders[0], there.startups[0])
    assert (left.participation_id, left.wish_status, left.fit.score) == (there.investors[0], WishStatus.PASSED, 0.6)
    assert events.list_wish_candidates(context, town.founders[1], there.startups[1]) == ()


def test_all_registered_of_the_other_side_are_listed_but_oneself(context, town, reload):
    there = register_everybody(context, town)
    founder, mine = town.founders[0], there.startups[0]
    suggest(context, (PartyKind.STARTUP, town.startups[0]), (PartyKind.INVESTOR, town.investors[1].investor_id), 0.6)
    events.pass_on(context, founder, participation_id=mine, wished_id=there.investors[0])

    found = events.list_registered(context, founder, mine)
    assert [(it.participation_id, it.wish_status, it.fit is None) for it in found.items] == [
        (there.investors[0], WishStatus.PASSED, True),
        (there.investors[1], None, False),
    ]
    assert events.list_registered(context, founder, mine, ProfileSearch(words="石峡")).items == found.items[1:]
    assert events.list_registered(context, founder, mine, ProfileSearch(industry=Industry.MODERN_SERVICES)).total == 0
    events.withdraw_participation(context, town.investors[1], there.investors[1])
    with context.open_unit() as unit:
        own = unit.investors.add(draft_investor("创始人天使"))
        unit.commit()
    accounts.set_roles(context, town.operator, founder.account_id, [Role.FOUNDER, Role.INVESTOR])
    accounts.link_profile(context, None, founder.account_id, kind=PartyKind.INVESTOR, profile_id=own)
    founder = reload(founder)
    events.register(context, founder, event_id=town.event, kind=PartyKind.INVESTOR, profile_id=own)
    assert [it.participation_id for it in events.list_registered(context, founder, mine).items] == [there.investors[0]]
    with pytest.raises(NotFound):
        events.list_registered(context, town.founders[1], mine)


def test_demand_lists_those_who_wished_for_nobody(context, town):
    there = register_everybody(context, town)
    events.add_wish(context, town.founders[0], participation_id=there.startups[0], wished_id=there.investors[0])
    events.pass_on(context, town.investors[1], participation_id=there.investors[1], wished_id=there.startups[0])
    events.set_open_slots(context, town.founders[1], there.startups[1], [])

    demand = events.get_demand(context, town.organizer, town.event)
    assert (demand.startups.wishes, demand.investors.wishes, demand.investors.passes, demand.seats) == (1, 0, 1, 8)
    assert [(it.participation_id, it.wishes) for it in demand.most_wished] == [(there.investors[0], 1)]
    silent = {it.participation.id for it in demand.without_wishes}
    assert silent == {there.startups[1], *there.investors}
    assert [it.participation.id for it in demand.without_slots] == [there.startups[1]]
    with pytest.raises(NotAllowed):
        events.get_demand(context, town.founders[0], town.event)


def test_event_is_refused_when_its_times_do_not_fit(context, town):
    now = context.now()

    def create(*starts, deadline=timedelta(0)):
        slots = [SlotDraft(starts_at=now + it, ends_at=now + it + timedelta(minutes=20), tables=1) for it in starts]
        return events.create_event(
            context,
            town.organizer,
            name="会",
            venue="",
            registration_deadline=now + registration,
            wish_deadline=now + deadline,
            slots=slots,
        )

    registration = timedelta(minutes=1)
    hour = timedelta(hours=1)
    for starts, deadline, fault in (
        ((), registration, ("slots", "slots_range")),
        ((hour, hour + timedelta(minutes=10)), registration, ("slots", "slots_overlap")),
        ((hour,), -hour, ("wish_deadline", "before_registration")),
        ((hour,), 2 * hour, ("wish_deadline", "after_start")),
    ):
        with pytest.raises(Invalid) as refused:
            create(*starts, deadline=deadline)
        assert fault in refused.value.data["fields"].items()
    assert create(hour, 2 * hour, deadline=registration)
    registration = -hour
    with pytest.raises(Invalid) as refused:
        create(hour)
    assert refused.value.data["fields"] == {"registration_deadline": "in_past"}
