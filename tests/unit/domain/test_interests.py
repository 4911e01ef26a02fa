"""The level that several entries of the conflict ledger give together."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.domain.ids import StartupId
from matchmaker.domain.interests import (
    LEVEL_ORDER,
    NO_CONFLICT,
    ConflictEntry,
    ConflictKind,
    ConflictLevel,
    ConflictSide,
    PartnerPair,
    judge_pair,
    make_partner_pair,
)
from matchmaker.domain.vocabulary import PartyKind

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def make_entry(**changes):
    usual = {
        "key": "declared-1",
        "kind": ConflictKind.COMPETITOR,
        "side": ConflictSide.STARTUP,
        "level": ConflictLevel.BLOCK,
        "startup_id": StartupId(1),
        "other_kind": PartyKind.MENTOR,
        "other_id": 2,
    }
    return ConflictEntry(**(usual | changes))


def test_the_severest_entry_counts_and_is_named():
    rival = make_entry()
    shareholder = make_entry(key="declared-2", kind=ConflictKind.SHAREHOLDER, level=ConflictLevel.WARN)

    judged = judge_pair([shareholder, rival], TODAY)

    assert judged.is_blocked
    assert judged.entries == (rival,)
    assert judge_pair([shareholder], TODAY).is_warned
    assert judge_pair([], TODAY) == NO_CONFLICT


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, TODAY, True),
        (TODAY - DAY, None, True),
        (None, None, True),
        (TODAY + DAY, None, False),
        (TODAY - 2 * DAY, TODAY - DAY, False),
    ],
)
def test_an_entry_counts_from_its_first_day_to_its_last(since, until, holds):
    assert judge_pair([make_entry(since=since, until=until)], TODAY).is_blocked is holds


def test_an_entry_about_every_startup_concerns_each_but_no_other_partner():
    entry = make_entry(startup_id=None)

    assert entry.concerns(PartnerPair(StartupId(7), PartyKind.MENTOR, 2))
    assert not entry.concerns(PartnerPair(StartupId(7), PartyKind.MENTOR, 3))
    assert not entry.concerns(PartnerPair(StartupId(7), PartyKind.INVESTOR, 2))
    assert not make_entry().concerns(PartnerPair(StartupId(7), PartyKind.MENTOR, 2))


def test_what_the_other_side_declared_is_not_shown():
    entries = [
        make_entry(kind=ConflictKind.RELATIVE, side=ConflictSide.PARTNER),
        make_entry(key="x", side=ConflictSide.OPERATOR),
        make_entry(key="y", kind=ConflictKind.MET_BEFORE, side=ConflictSide.PLATFORM),
    ]

    judged = judge_pair(entries, TODAY)

    assert judged.list_kinds({ConflictSide.STARTUP}) == (ConflictKind.MET_BEFORE,)
    assert judged.list_kinds({ConflictSide.PARTNER}) == (ConflictKind.RELATIVE, ConflictKind.MET_BEFORE)
    assert len(judged.list_kinds()) == 3


def test_a_pair_is_the_same_from_both_ends():
    startup, investor = (PartyKind.STARTUP, 3), (PartyKind.INVESTOR, 4)

    assert (
        make_partner_pair(startup, investor)
        == make_partner_pair(investor, startup)
        == PartnerPair(StartupId(3), PartyKind.INVESTOR, 4)
    )
    with pytest.raises(ValueError, match="expected one startup"):
        make_partner_pair(investor, (PartyKind.MENTOR, 1))
    with pytest.raises(ValueError, match="expected one startup"):
        make_partner_pair(startup, startup)


LEVELS = st.lists(st.sampled_from(ConflictLevel), max_size=6)


@given(LEVELS, LEVELS)
def test_more_entries_never_make_a_judgement_milder(some, more):
    first = judge_pair([make_entry(level=it) for it in some], TODAY)
    both = judge_pair([make_entry(level=it) for it in some + more], TODAY)

    assert LEVEL_ORDER[both.level] >= LEVEL_ORDER[first.level]
    assert all(entry.level is both.level for entry in both.entries)
