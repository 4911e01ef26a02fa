from collections import Counter
from datetime import UTC, date, datetime

import pytest

from matchmaker.demo.generate.event import generate_event
from matchmaker.demo.generate.network import generate_network
from matchmaker.demo.generate.records import DemoEvent, DemoNetwork
from matchmaker.demo.generate.vocabulary import DemoVocabulary
from matchmaker.domain.events import DEFAULT_WISH_BUDGET
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.reference.facts import IncubatorFact

FIRST_DAY = date(2026, 12, 16)


@pytest.fixture(scope="module")
def event(network: DemoNetwork) -> DemoEvent:
    return generate_event(network, first_day=FIRST_DAY)


def test_event_has_two_days_of_slots_and_sixty_tables(event: DemoEvent) -> None:
    assert event.name == "2026年度兰州投资人年会（演示）"
    assert len(event.slots) == 24
    assert {slot.tables for slot in event.slots} == {60}
    assert event.slots[0].starts_at == datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
    assert all(a.ends_at <= b.starts_at for a, b in zip(event.slots, event.slots[1:], strict=False))
    assert event.registration_deadline < event.wish_deadline < event.slots[0].starts_at


def test_event_has_the_people_of_a_real_meeting(event: DemoEvent, network: DemoNetwork) -> None:
    kinds = Counter(participation.kind for participation in event.participations)
    assert kinds == {PartyKind.STARTUP: 240, PartyKind.INVESTOR: 120}
    assert len({(p.kind, p.index) for p in event.participations}) == 360
    for participation in event.participations:
        assert participation.open_slots <= set(range(24))
        assert participation.max_meetings > 0
        if participation.kind is PartyKind.STARTUP:
            assert participation.email == network.startups[participation.index].founder.email
        else:
            assert participation.email == network.investors[participation.index].person.email


def test_availability_has_holes_and_a_few_opened_no_slot(event: DemoEvent) -> None:
    opened = [len(participation.open_slots) for participation in event.participations]
    assert opened.count(0) == 5
    assert opened.count(24) > 100
    assert sum(0 < count < 24 for count in opened) > 100


def test_wishes_are_ranked_without_gaps_and_cross_sides(event: DemoEvent) -> None:
    ranks: dict[int, list[int]] = {}
    for wish in event.wishes:
        wisher, wished = event.participations[wish.wisher], event.participations[wish.wished]
        assert wisher.kind is not wished.kind
        assert wisher.email != wished.email
        assert (wish.rank is None) == wish.is_veto
        if wish.rank is not None:
            ranks.setdefault(wish.wisher, []).append(wish.rank)
    assert all(sorted(own) == list(range(1, len(own) + 1)) for own in ranks.values())
    assert max(map(len, ranks.values())) <= DEFAULT_WISH_BUDGET
    assert len({(wish.wisher, wish.wished) for wish in event.wishes}) == len(event.wishes)


def test_wishes_are_many_uneven_and_not_from_everybody(event: DemoEvent) -> None:
    wishes = [wish for wish in event.wishes if not wish.is_veto]
    assert 1100 <= len(wishes) <= 1350
    wished = Counter(wish.wished for wish in wishes)
    overwished = [n for n, count in wished.items() if count > event.participations[n].max_meetings]
    assert len(overwished) >= 5
    silent = set(range(360)) - {wish.wisher for wish in wishes}
    assert 5 <= len(silent) <= 20
    assert len({event.participations[n].kind for n in silent}) == 2
    pairs = {(wish.wisher, wish.wished) for wish in wishes}
    assert sum((b, a) in pairs for a, b in pairs) >= 50


def test_vetoes_refuse_somebody_who_wished(event: DemoEvent) -> None:
    vetoes = [wish for wish in event.wishes if wish.is_veto]
    wished = {(wish.wisher, wish.wished) for wish in event.wishes if not wish.is_veto}
    assert len(vetoes) >= 10
    assert all((veto.wished, veto.wisher) in wished for veto in vetoes)


def test_founder_who_invests_takes_part_on_both_sides(event: DemoEvent) -> None:
    calendars = Counter(participation.email for participation in event.participations)
    assert [count for count in calendars.values() if count > 1] == [2]


def test_event_is_the_same_when_the_seed_is(event: DemoEvent, network: DemoNetwork) -> None:
    assert generate_event(network, first_day=FIRST_DAY) == event
    assert generate_event(network, first_day=FIRST_DAY, seed=1).wishes != event.wishes


def test_event_is_refused_when_the_network_is_too_small(
    vocabulary: DemoVocabulary, incubators: tuple[IncubatorFact, ...]
) -> None:
    small = generate_network(vocabulary, incubators=incubators, mentors=2, investors=12, candidates=0, startups=30)
    with pytest.raises(ValueError, match="expected at most 30 and 12"):
        generate_event(small, first_day=FIRST_DAY)
    event = generate_event(small, first_day=FIRST_DAY, startups=30, investors=12, tables=4)
    assert len(event.participations) == 42
    assert {slot.tables for slot in event.slots} == {4}
