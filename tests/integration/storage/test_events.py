from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotFound, StateConflict
from matchmaker.domain.events import Event, Participation, Slot, Wish
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.vocabulary import ParticipationState, PartyKind


@pytest.fixture
def investors(any_database, world, investor_draft):
    """Four more participating investors."""
    with any_database.unit() as unit:
        drafts = [replace(investor_draft, name=f"资本{k}", external_id=None) for k in range(4)]
        there = {"event_id": world.event, "kind": PartyKind.INVESTOR, "account_id": None, "most": 3}
        ids = [unit.participations.add(profile_id=i, **there) for i in unit.investors.add_many(drafts)]
        unit.commit()
    return ids


def test_an_event_comes_back_with_its_slots_in_order(any_database, world, now):
    with any_database.unit() as unit:
        event = unit.events.get(world.event)
        first = now + timedelta(days=30)
        assert event == Event(
            id=world.event,
            name="投资人年会",
            venue="甘肃国际会展中心",
            registration_deadline=now + timedelta(days=10),
            wish_deadline=now + timedelta(days=20),
            slots=tuple(
                Slot(id=slot_id, event_id=world.event, starts_at=start, ends_at=start + timedelta(minutes=25), tables=2)
                for slot_id, start in zip(
                    world.slots, (first + timedelta(minutes=30 * k) for k in range(3)), strict=True
                )
            ),
        )
        unit.events.save(replace(event, venue="宁卧庄"))
        assert unit.events.get_for_update(world.event) == replace(event, venue="宁卧庄")
        newer = unit.events.add(name="路演", venue="", registration_deadline=now, wish_deadline=now)
        assert [found.id for found in unit.events.list_all()] == [newer, world.event]
        with pytest.raises(NotFound):
            unit.events.get(99)
        with pytest.raises(NotFound):
            unit.events.save(replace(event, id=99))


def test_a_participation_comes_back_with_its_open_slots_and_profile(any_database, world):
    with any_database.unit(readonly=True) as unit:
        expected = Participation(
            id=world.startup_there,
            event_id=world.event,
            kind=PartyKind.STARTUP,
            startup_id=world.startup,
            most=5,
            open_slots=frozenset(world.slots[:2]),
        )
        assert unit.participations.get(world.startup_there) == expected
        assert unit.participations.find_for_profile(world.event, PartyKind.STARTUP, world.startup) == expected
        assert unit.participations.find_for_profile(world.event, PartyKind.INVESTOR, 99) is None
        assert unit.participations.list_for_event(world.event, kind=PartyKind.STARTUP) == (expected,)
        entries = unit.participations.list_entries(world.event)
        assert [entry.profile.name for entry in entries] == ["黄河精工", "陇原资本"]
        assert unit.participations.list_entries_by_ids([world.startup_there]) == {world.startup_there: entries[0]}
        own = unit.participations.list_entries_for_profiles(startup_ids={world.startup}, event_id=world.event)
        assert own == (entries[0],)
        assert unit.participations.list_entries_for_profiles(investor_id=world.investor) == (entries[1],)
        assert unit.participations.list_entries_for_profiles() == ()
        assert unit.participations.count_registered(world.event) == {PartyKind.STARTUP: 1, PartyKind.INVESTOR: 1}
        with pytest.raises(NotFound):
            unit.participations.get(99)


def test_a_participation_is_saved_with_other_slots_and_state(any_database, world):
    with any_database.unit() as unit:
        before = unit.participations.get_for_update(world.startup_there)
        slots = frozenset(world.slots[1:])
        state = ParticipationState.WITHDRAWN
        changed = replace(before, most=2, account_id=world.founder, state=state, open_slots=slots)
        unit.participations.save(changed)
        assert unit.participations.get(world.startup_there) == changed
        assert unit.participations.list_for_update(world.event, state=state) == (changed,)
        assert unit.participations.list_for_account(world.founder, world.event) == (changed,)
        assert unit.participations.count_registered(world.event)[PartyKind.STARTUP] == 0
        unit.participations.set_open_slots(world.startup_there, [])
        assert unit.participations.get(world.startup_there).open_slots == frozenset()
        with pytest.raises(NotFound):
            unit.participations.save(replace(before, id=99))


def test_a_slot_of_another_event_cannot_be_opened(any_database, world, now):
    with any_database.unit() as unit:
        values = {"name": "路演", "venue": "", "registration_deadline": now, "wish_deadline": now}
        slot = unit.events.get(world.event).slots[0]
        strange = unit.events.get(unit.events.add(**values, slots=[slot])).slots[0].id
        with pytest.raises(StateConflict) as refused:
            unit.participations.set_open_slots(world.startup_there, [strange])
    assert refused.value.code == "broken_reference"


def test_a_profile_registers_once(any_database, world):
    there = {"event_id": world.event, "account_id": None, "most": 1}
    with any_database.unit() as unit, pytest.raises(StateConflict) as refused:
        unit.participations.add(kind=PartyKind.INVESTOR, profile_id=world.investor, **there)
    assert refused.value.code == "already_registered"


def wished(unit, wisher):
    return [(wish.wished_id, wish.rank) for wish in unit.wishes.list_for_participation(wisher)]


def test_wishes_are_ranked_in_the_order_they_are_added(any_database, world, investors):
    a, b, c, d = investors
    with any_database.unit() as unit:
        words = {"event_id": world.event, "wisher_id": world.startup_there}
        unit.wishes.add(wished_id=d, is_veto=True, **words)
        first = unit.wishes.add(wished_id=b, **words)
        unit.wishes.add(wished_id=a, **words)
        unit.wishes.add(wished_id=c, **words)

        assert unit.wishes.get(first) == Wish(id=first, rank=1, wished_id=b, **words)
        assert wished(unit, world.startup_there) == [(b, 1), (a, 2), (c, 3), (d, None)]
        assert unit.wishes.find_pair(world.startup_there, d).is_veto
        assert unit.wishes.find_pair(d, world.startup_there) is None
        assert len(unit.wishes.list_for_event(world.event)) == 4
        assert unit.wishes.count_for_event(world.event) == unit.wishes.count_ranked(world.startup_there) == 3
        assert unit.wishes.count_by_wisher(world.event) == {world.startup_there: 3}
        with pytest.raises(NotFound):
            unit.wishes.get(99)


def test_ranks_close_up_when_a_wish_is_removed(any_database, world, investors):
    a, b, c, _ = investors
    with any_database.unit() as unit:
        for wished_id in (a, b, c):
            unit.wishes.add(event_id=world.event, wisher_id=world.startup_there, wished_id=wished_id)
        unit.wishes.remove(unit.wishes.find_pair(world.startup_there, a).id)
        assert wished(unit, world.startup_there) == [(b, 1), (c, 2)]


def test_wishes_are_reordered(any_database, world, investors):
    a, b, c, d = investors
    with any_database.unit() as unit:
        for wished_id in (a, b, c):
            unit.wishes.add(event_id=world.event, wisher_id=world.startup_there, wished_id=wished_id)
        unit.wishes.reorder(world.startup_there, [c, a, b])
        assert wished(unit, world.startup_there) == [(c, 1), (a, 2), (b, 3)]
        for wrong in ([c, a], [c, a, d], [c, a, b, b]):
            with pytest.raises(Invalid):
                unit.wishes.reorder(world.startup_there, wrong)


@pytest.mark.parametrize(("is_itself", "code"), [(True, "wish_to_oneself"), (False, "already_wished")])
def test_a_wish_is_refused_when_it_names_oneself_or_repeats(any_database, world, is_itself, code):
    words = {"event_id": world.event, "wisher_id": world.startup_there}
    wished_id = world.startup_there if is_itself else world.investor_there
    with any_database.unit() as unit:
        unit.wishes.add(wished_id=world.investor_there, **words)
        with pytest.raises(StateConflict) as refused:
            unit.wishes.add(wished_id=wished_id, **words)
    assert refused.value.code == code


def test_registered_of_one_side_are_found_by_name_and_industry(any_database, world, investors):
    with any_database.unit() as unit:
        withdrawn = unit.participations.get(investors[0])
        unit.participations.save(replace(withdrawn, state=ParticipationState.WITHDRAWN))
        everybody = unit.participations.list_page(world.event, PartyKind.INVESTOR)
        listed = {it.participation.id: it.profile for it in everybody.items}
        assert set(investors[1:]) <= listed.keys()
        assert investors[0] not in listed
        assert everybody.total == len(listed)

        found = unit.participations.list_page(world.event, PartyKind.INVESTOR, ProfileSearch(words="资本2"))
        assert [it.participation.id for it in found.items] == [investors[2]]
        (industry, *_) = sorted(listed[investors[1]].industries)
        assert (
            unit.participations.list_page(world.event, PartyKind.INVESTOR, ProfileSearch(industry=industry)).total >= 3
        )
        second = unit.participations.list_page(
            world.event, PartyKind.INVESTOR, ProfileSearch(words="资本"), number=2, size=2
        )
        assert ([it.participation.id for it in second.items], second.total) == (investors[2:], 4)
        assert unit.participations.list_page(world.event, PartyKind.STARTUP, ProfileSearch(words="资本")).total == 0


def test_slots_lose_tables_and_go_with_all_that_stands_in_them(any_database, world):
    first, second, third = world.slots
    with any_database.unit() as unit:
        (participation, *_) = unit.participations.list_for_event(world.event)
        unit.participations.set_open_slots(participation.id, [first, second])

        unit.events.set_tables(world.event, {second: 9})
        unit.events.remove_slots(world.event, [first])

        assert [(it.id, it.tables) for it in unit.events.get(world.event).slots] == [(second, 9), (third, 2)]
        assert unit.participations.get(participation.id).open_slots == {second}
