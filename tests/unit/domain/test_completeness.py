from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.completeness import FULL_LENGTHS, WEIGHTS, ItemCode, assess
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, PartyKind, Zone

TODAY = date(2026, 5, 20)

STARTUP = StartupDraft(
    name="甲",
    description="字" * 80,
    needs="字" * 40,
    industry=Industry.NEW_ENERGY,
    stage=FundingStage.SEED,
    funding_sought=100,
    team="字" * 20,
    zone=Zone.HIGHTECH,
)
MENTOR = MentorDraft(
    name="乙",
    kind=MentorKind.TECHNOLOGY,
    expertise="字" * 60,
    experience="字" * 40,
    industries=frozenset({Industry.NEW_ENERGY}),
    zone=Zone.HIGHTECH,
    capacity=2,
    certified_until=TODAY,
)
INVESTOR = InvestorDraft(
    name="丙",
    thesis="字" * 60,
    industries=frozenset({Industry.NEW_ENERGY}),
    stages=frozenset({FundingStage.SEED}),
    ticket_min=50,
    ticket_max=500,
    zones=frozenset({Zone.HIGHTECH}),
)


def earned(profile):
    return {it.code: it.earned for it in assess(profile, TODAY).items}


@pytest.mark.parametrize("kind", PartyKind)
def test_weights_of_each_kind_add_up_to_100(kind):
    assert sum(WEIGHTS[kind].values()) == 100


@pytest.mark.parametrize("profile", [STARTUP, MENTOR, INVESTOR])
def test_score_is_100_and_nothing_is_left_when_everything_is_filled(profile):
    found = assess(profile, TODAY)

    assert (found.score, found.steps, found.is_complete, found.is_thin) == (100, (), True, False)


def test_score_counts_by_hand_when_a_startup_fills_half():
    profile = StartupDraft(name="甲", description="字" * 40, needs="字" * 10, zone=Zone.HIGHTECH)

    found = assess(profile, TODAY)

    # half of 35 is 17, a quarter of 25 is 6, the zone is 5
    assert found.score == 17 + 6 + 5
    assert [it.code for it in found.steps][:3] == [ItemCode.NEEDS, ItemCode.DESCRIPTION, ItemCode.INDUSTRY]
    assert [it.gain for it in found.steps] == sorted((it.gain for it in found.steps), reverse=True)


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        ({"description": "字" * 8}, ItemCode.DESCRIPTION, 3),
        ({"description": " 字\n" * 80}, ItemCode.DESCRIPTION, 35),
        ({"needs": ""}, ItemCode.NEEDS, 0),
        ({"industry": None}, ItemCode.INDUSTRY, 0),
        ({"industry_confidence": 0.8}, ItemCode.INDUSTRY, 9),
        ({"stage": None}, ItemCode.STAGE, 0),
        ({"funding_sought": None}, ItemCode.FUNDING, 0),
        ({"funding_sought": 0}, ItemCode.FUNDING, 7),
        ({"team": "字" * 10}, ItemCode.TEAM, 3),
        ({"zone": None}, ItemCode.ZONE, 0),
    ],
)
def test_item_of_a_startup_earns_its_stated_points(change, code, expected):
    assert earned(replace(STARTUP, **change))[code] == expected


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        ({"expertise": "字" * 30}, ItemCode.EXPERTISE, 20),
        ({"experience": "字" * 20}, ItemCode.EXPERIENCE, 7),
        ({"industries": frozenset()}, ItemCode.INDUSTRIES, 0),
        ({"capacity": 0}, ItemCode.CAPACITY, 0),
        ({"certified_until": None}, ItemCode.CERTIFICATE, 0),
        ({"certified_until": date(2026, 5, 19)}, ItemCode.CERTIFICATE, 0),
        ({"zone": None}, ItemCode.ZONE, 0),
    ],
)
def test_item_of_a_mentor_earns_its_stated_points(change, code, expected):
    assert earned(replace(MENTOR, **change))[code] == expected


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        ({"thesis": "字" * 20}, ItemCode.THESIS, 15),
        ({"industries": frozenset()}, ItemCode.INDUSTRIES, 0),
        ({"stages": frozenset()}, ItemCode.STAGES, 0),
        ({"ticket_max": None}, ItemCode.TICKET, 6),
        ({"ticket_min": None, "ticket_max": None}, ItemCode.TICKET, 0),
        ({"zones": frozenset()}, ItemCode.ZONES, 0),
    ],
)
def test_item_of_an_investor_earns_its_stated_points(change, code, expected):
    assert earned(replace(INVESTOR, **change))[code] == expected


def test_profile_is_thin_below_twenty_characters():
    assert assess(replace(STARTUP, description="字" * 19), TODAY).is_thin
    assert not assess(replace(STARTUP, description="字" * 20), TODAY).is_thin
    assert not assess(replace(MENTOR, expertise="字" * 10, experience="字" * 10), TODAY).is_thin


EMPTY = {
    "description": "", "needs": "", "team": "", "industry": None, "stage": None, "funding_sought": None, "zone": None,
}  # fmt: skip


@given(
    filled=st.frozensets(st.sampled_from(sorted(EMPTY))), more=st.sampled_from(sorted(EMPTY)), length=st.integers(0, 90)
)
def test_score_never_falls_when_something_is_added(filled, more, length):
    full = {name: getattr(STARTUP, name) for name in EMPTY}
    before = replace(STARTUP, **{name: full[name] if name in filled else EMPTY[name] for name in EMPTY})
    added = {more: full[more]} if EMPTY[more] is None else {more: getattr(before, more) + "字" * length}

    assert 0 <= assess(before, TODAY).score <= assess(replace(before, **added), TODAY).score <= 100


@given(st.integers(0, 200))
def test_completing_the_items_brings_what_they_promise(length):
    profile = replace(STARTUP, description="字" * length)
    found = assess(profile, TODAY)

    done = assess(replace(profile, description="字" * max(length, FULL_LENGTHS[ItemCode.DESCRIPTION])), TODAY)
    assert done.score == found.score + sum(it.gain for it in found.steps)
