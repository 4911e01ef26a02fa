"""A market that is cached between jobs gives the same lists as a fresh one, bit for bit, after any changes."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.demo import seeding
from matchmaker.demo.seeding.network import DemoSize
from matchmaker.domain.ids import AccountId
from matchmaker.domain.interests import ConflictDraft, ConflictKind, ConflictSide
from matchmaker.domain.profiles import Mentor, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import Industry, MentorKind, PartyKind, Zone
from matchmaker.services.people.privacy.erasure import ERASED_NAMES
from matchmaker.services.platform.context import Context
from matchmaker.services.suggestions.market import Market
from matchmaker.services.suggestions.market_cache import (
    MAX_CHANGED_SHARE,
    MarketCache,
    clear_market_cache,
    get_market_cache,
)
from matchmaker.services.suggestions.ranked_lists import LISTS, suggest
from matchmaker.storage import UnitOfWork
from tests.integration.conftest import START, ManualClock
from tests.integration.services.suggestions.fresh_market import load_with_statistics

STARTUP, MENTOR, INVESTOR = PartyKind.STARTUP, PartyKind.MENTOR, PartyKind.INVESTOR
CITY = DemoSize(mentors=45, investors=40, candidates=20, startups=60, attending_startups=20, attending_investors=10)
ACTIONS_PER_SEED = 12
WORDS = ("储氢材料", "道地药材", "石化装备", "预测性维护", "锂电回收", "冷链物流", "重离子治疗", "光热发电", "")


@pytest.fixture
def city(context: Context) -> Context:
    seeding.seed_reference(context)
    seeding.seed_demo(context, size=CITY)
    return context


def write_text(chance: random.Random) -> str:
    return "，".join(f"做{word}" if word else "" for word in chance.sample(WORDS, 3)) or "做实事"


def edit_startup(unit: UnitOfWork, chance: random.Random) -> None:
    startup = unit.startups.get(chance.choice(unit.startups.list_all_ids()))
    unit.startups.save(replace(startup, description=write_text(chance), needs=chance.choice(WORDS), stage=None))


def edit_mentor(unit: UnitOfWork, chance: random.Random) -> None:
    mentor = unit.mentors.get(chance.choice(unit.mentors.list_all_ids()))
    expertise = chance.choice([mentor.expertise, write_text(chance)])
    unit.mentors.save(replace(mentor, expertise=expertise, zone=Zone.HIGHTECH, capacity=mentor.capacity + 1))


def edit_investor(unit: UnitOfWork, chance: random.Random) -> None:
    investor = unit.investors.get(chance.choice(unit.investors.list_all_ids()))
    unit.investors.save(
        replace(investor, thesis=write_text(chance), ticket_min=None, ticket_max=chance.randint(10, 9999))
    )


def add_startups(unit: UnitOfWork, chance: random.Random) -> None:
    drafts = [
        StartupDraft(
            name=f"新公司{n}", description=write_text(chance), industry=Industry.NEW_ENERGY, needs=write_text(chance)
        )
        for n in range(chance.choice([1, 1, 2, 7]))
    ]
    unit.startups.add_many(drafts)


def add_mentor(unit: UnitOfWork, chance: random.Random) -> None:
    unit.mentors.add(MentorDraft(name="新导师", kind=MentorKind.TECHNOLOGY, expertise=write_text(chance)))


def move_places(unit: UnitOfWork, chance: random.Random) -> None:
    mentor = find_mentor(unit, lambda it: it.places_left > 0 or it.mentees > 0, chance)
    if mentor.places_left:
        unit.mentors.take_place(mentor.id)
    else:
        unit.mentors.free_place(mentor.id)


def let_certification_end(unit: UnitOfWork, chance: random.Random) -> None:
    mentor = unit.mentors.get(chance.choice(unit.mentors.list_all_ids()))
    unit.mentors.save(replace(mentor, certified_until=chance.choice([None, mentor.certified_until])))


def link(unit: UnitOfWork, chance: random.Random) -> None:
    mentor = find_mentor(unit, lambda it: it.account_id is not None, chance)
    unit.accounts.link(AccountId(mentor.account_id or 0), kind=STARTUP, profile_id=unit.startups.list_all_ids()[-1])


def declare(unit: UnitOfWork, chance: random.Random) -> None:
    startups, investors = unit.startups.list_all_ids(), unit.investors.list_all_ids()
    unit.conflicts.add(
        ConflictDraft(
            startup_id=chance.choice(startups),
            other_kind=INVESTOR,
            other_id=chance.choice(investors),
            kind=ConflictKind.RELATIVE,
            side=ConflictSide.OPERATOR,
            words="亲属",
            since=START.date(),
            declared_at=START,
        )
    )


def erase(unit: UnitOfWork, chance: random.Random) -> None:
    mentor = find_mentor(unit, lambda it: it.account_id is not None and it.mentees == 0, chance)
    unit.erasing.erase(AccountId(mentor.account_id or 0), [(MENTOR, mentor.id)], names=ERASED_NAMES, at=START)


def find_mentor(unit: UnitOfWork, is_wanted: Callable[[Mentor], bool], chance: random.Random) -> Mentor:
    return chance.choice([it for it in unit.mentors.iterate_all() if is_wanted(it)])


ACTIONS = (
    edit_startup,
    edit_mentor,
    edit_investor,
    add_startups,
    add_mentor,
    move_places,
    let_certification_end,
    link,
    declare,
    erase,
)


def do(context: Context, action: Callable[[UnitOfWork, random.Random], None], chance: random.Random) -> None:
    with context.open_unit() as unit:
        action(unit, chance)
        unit.commit()


def list_everything(market: Market) -> list[object]:
    """All lists of everybody, by kind and id."""
    lists: list[object] = []
    for seeker, candidate in LISTS:
        made = suggest(market, market.view(seeker, candidate), market.view(candidate, seeker), at=START)
        lists += sorted(made, key=lambda it: (it.seeker_id, it.rank))
    return lists


def assert_same_as_fresh_market(cache: MarketCache) -> None:
    cached = list_everything(cache.refresh())
    assert cached == list_everything(load_with_statistics(cache.context, cache.statistics))


@pytest.mark.parametrize("seed", range(3))
def test_cached_market_suggests_the_same_as_a_fresh_one_after_any_actions(
    city: Context, clock: ManualClock, seed: int
) -> None:
    """A second worker refreshes less often, and its lists are as correct."""
    chance = random.Random(seed)  # noqa: S311 -- a test that must repeat itself
    cache, other = MarketCache(city), MarketCache(city)
    cache.load(), other.load()
    for step in range(ACTIONS_PER_SEED):
        do(city, chance.choice(ACTIONS), chance)
        if chance.random() < 0.2:
            clock.move(timedelta(days=chance.choice([1, 200, 900])))  # certifications end meanwhile
        assert_same_as_fresh_market(cache)
        if step % 4 == 3:
            assert_same_as_fresh_market(other)


def test_statistics_stay_until_more_than_a_twentieth_of_a_side_changed(city: Context) -> None:
    cache, chance = MarketCache(city), random.Random(3)  # noqa: S311
    size = len(cache.load().sides[STARTUP])
    before = cache.statistics
    with city.open_unit() as unit:
        ids = unit.startups.list_all_ids()
        allowed = int(size * MAX_CHANGED_SHARE)
        for number in range(allowed):
            unit.startups.save(replace(unit.startups.get(ids[number]), description=f"另一门生意{number}"))
        unit.commit()
    cache.refresh()
    assert cache.statistics is before
    do(city, add_startups, chance)
    cache.refresh()
    assert cache.statistics is not before


def test_free_places_change_no_statistics(city: Context) -> None:
    cache = MarketCache(city)
    cache.load()
    before = cache.statistics
    with city.open_unit() as unit:
        free = [it for it in unit.mentors.iterate_all() if it.places_left]
        for mentor in free:
            unit.mentors.take_place(mentor.id)
        unit.commit()
    market = cache.refresh()
    assert cache.statistics is before
    assert len(free) > len(market.sides[MENTOR]) * MAX_CHANGED_SHARE
    rows = market.sides[MENTOR].find_rows(it.id for it in free)
    assert market.sides[MENTOR].places[rows].tolist() == [it.places_left - 1 for it in free]


def test_nothing_is_read_again_when_nothing_changed(city: Context) -> None:
    cache = MarketCache(city)
    sides = cache.load().sides
    again = cache.refresh().sides
    assert all(again[kind] is sides[kind] for kind in sides)


def test_a_process_keeps_one_market(city: Context) -> None:
    cached = get_market_cache(city)
    assert get_market_cache(city) is cached
    assert get_market_cache(replace(city, now=lambda: START)) is not cached
    cached = get_market_cache(city)
    clear_market_cache()
    assert get_market_cache(city) is not cached
