"""The operator's filter finds exactly the profiles that completeness calls incomplete."""

import random
from datetime import timedelta
from functools import partial

import pytest

from matchmaker.domain.accounts import Actor
from matchmaker.domain.completeness import assess, compute_score
from matchmaker.domain.ids import AccountId
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, PartyKind, Role, Zone
from matchmaker.services.people import profiles

OPERATOR = Actor(account_id=AccountId(1), name="联盟", roles=frozenset({Role.OPERATOR}))
LISTS = {
    PartyKind.STARTUP: profiles.list_startups,
    PartyKind.MENTOR: profiles.list_mentors,
    PartyKind.INVESTOR: profiles.list_investors,
}
SPACES = " \n\t\u3000\u00a0"
"""White space, with characters that a database does not trim."""


def invent(rng: random.Random, today):
    """One profile of each kind: texts of all lengths, with white space in them, and facts that are there or not."""
    yield invent_startup(rng)
    yield invent_mentor(rng, today)
    yield InvestorDraft(
        name="陇原",
        thesis=write_text(rng, 120),
        industries=choose_some(rng, Industry),
        stages=choose_some(rng, FundingStage),
        zones=choose_some(rng, Zone),
        ticket_min=rng.choice((None, 100)),
        ticket_max=rng.choice((None, 500)),
    )


def invent_startup(rng):
    industry = rng.choice((None, Industry.NEW_MATERIALS))
    return StartupDraft(
        name="河谷",
        description=write_text(rng, 160),
        needs=write_text(rng, 80, least=""),
        team=write_text(rng, 40, least=""),
        industry=industry,
        industry_confidence=rng.choice((None, 0.8)) if industry else None,
        stage=rng.choice((None, FundingStage.ANGEL)),
        funding_sought=rng.choice((None, 300)),
        zone=rng.choice((None, Zone.HIGHTECH)),
    )


def invent_mentor(rng, today):
    return MentorDraft(
        name="马建国",
        kind=MentorKind.TECHNOLOGY,
        expertise=write_text(rng, 120),
        experience=write_text(rng, 80, least=""),
        industries=choose_some(rng, Industry),
        capacity=rng.randrange(2),
        certified_until=rng.choice((None, *(today + timedelta(days=it) for it in (-1, 0, 9)))),
        zone=rng.choice((None, Zone.HIGHTECH)),
    )


def write_text(rng, most, least="电"):
    return least + "".join(rng.choice("电池隔膜量产" + SPACES) for _ in range(rng.randrange(most)))


def choose_some(rng, codes):
    return frozenset(rng.sample(list(codes), rng.randrange(3)))


@pytest.fixture
def many(context):
    rng = random.Random(7)  # noqa: S311 -- invents profiles
    with context.open_unit() as unit:
        for _ in range(150):
            startup, mentor, investor = invent(rng, context.now().date())
            unit.startups.add(startup)
            unit.mentors.add(mentor)
            unit.investors.add(investor)
        unit.commit()
    return context


@pytest.mark.parametrize("kind", list(PartyKind))
def test_filter_finds_those_whom_completeness_calls_incomplete(many, kind):
    today = many.now().date()
    with many.open_unit(readonly=True) as unit:
        repository = {it: getattr(unit, f"{it.value}s") for it in PartyKind}[kind]
        expected = [it.id for it in repository.iterate_all() if not assess(it, today).is_complete]

    list_page = partial(LISTS[kind], many, OPERATOR, ProfileSearch(is_incomplete=True))
    first = list_page()
    last = -(-first.total // first.size)
    found = [it for page in range(1, last + 1) for it in list_page(page=page).items]

    assert 30 < len(expected) < 140  # some of either
    assert [it.id for it in found] == expected
    assert first.total == len(expected)
    assert list_page(page=99).number == last


def test_the_score_alone_is_that_of_the_whole_judgement(clock):
    rng = random.Random(11)  # noqa: S311 -- invents profiles
    today = clock.now().date()
    for _ in range(300):
        for kind, profile in zip(PartyKind, invent(rng, today), strict=True):
            assert compute_score(kind, profile, today) == assess(profile, today).score
