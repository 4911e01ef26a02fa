"""The conflict ledger on both databases: every source, the level that counts, searching, narrowing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.interests import (
    ConflictAct,
    ConflictDraft,
    ConflictKind,
    ConflictLevel,
    ConflictSide,
    Disclosure,
    LedgerSearch,
    PartnerPair,
)
from matchmaker.domain.timetables import MeetingDraft, PlanQuality
from matchmaker.domain.vocabulary import MeetingOrigin, PartyKind
from matchmaker.storage.queries.interest_scope import EVERYBODY, LedgerScope
from matchmaker.storage.tables import MemberRow, OrganisationRow, OwnedProfileRow


@pytest.fixture
def draft(world, now):
    return ConflictDraft(
        startup_id=world.startup,
        other_kind=PartyKind.INVESTOR,
        other_id=world.investor,
        kind=ConflictKind.SHAREHOLDER,
        side=ConflictSide.PARTNER,
        words="持股 5%",
        since=date(2026, 1, 1),
        declared_at=now,
        declared_by=world.founder,
    )


def read(unit, now, whom=EVERYBODY):
    return {it.key: it for it in unit.ledger.list_entries(whom, now)}


def tie_all_together(unit, world, now):
    """Make one person founder, mentor and investor; the two met; the mentor accompanies the startup."""
    unit.accounts.link(world.founder, kind=PartyKind.STARTUP, profile_id=world.startup)
    mentor, investor = unit.mentors.get(world.mentor), unit.investors.get(world.investor)
    unit.mentors.save(replace(mentor, account_id=world.founder, organisation="陇原"))
    unit.investors.save(replace(investor, account_id=world.founder, organisation="陇原"))
    unit.applications.add(
        startup_id=world.startup, mentor_id=world.mentor, applied_by=world.founder, goal="量产", applied_at=now
    )
    quality = PlanQuality(
        wishes=1, met=1, value=1, bound=1, is_proven=True, suggested=0, breaks=0, below_floor=0, seconds=0.1
    )
    meeting = MeetingDraft(
        slot_id=world.slots[0],
        table=1,
        startup_participation_id=world.startup_there,
        investor_participation_id=world.investor_there,
        origin=MeetingOrigin.WISHED,
    )
    timetable = unit.timetables.add(
        event_id=world.event, version=1, created_at=now, quality=quality, meetings=[meeting], unmet=[]
    )
    unit.timetables.publish(timetable, now)


def test_every_source_is_read_with_the_level_of_its_kind(any_database, world, draft, now):
    later = now + timedelta(days=60)
    with any_database.unit() as unit:
        tie_all_together(unit, world, now)
        unit.conflicts.add(draft)
        assert not any(key.startswith("met-") for key in read(unit, now))
        found = read(unit, later)
        unit.commit()

    s, m, i, e = world.startup, world.mentor, world.investor, world.event
    assert {key: (it.kind, it.level) for key, it in found.items()} == {
        "declared-1": (ConflictKind.SHAREHOLDER, ConflictLevel.WARN),
        f"person-{s}-mentor-{m}": (ConflictKind.SAME_PERSON, ConflictLevel.BLOCK),
        f"person-{s}-investor-{i}": (ConflictKind.SAME_PERSON, ConflictLevel.BLOCK),
        f"invests-{m}": (ConflictKind.MENTOR_INVESTS, ConflictLevel.WARN),
        f"mentoring-{s}-investor-{i}": (ConflictKind.MENTOR_INVESTS, ConflictLevel.WARN),
        f"met-{e}-startup-{s}-investor-{i}": (ConflictKind.MET_BEFORE, ConflictLevel.WARN),
    }
    assert found["declared-1"].words == "持股 5%"
    assert found["declared-1"].since == date(2026, 1, 1)
    assert found[f"invests-{m}"].startup_id is None
    assert found[f"met-{e}-startup-{s}-investor-{i}"].event_id == e


def test_people_of_an_organisation_stand_for_what_it_stands_for(any_database, world, now):
    investors = {"organisation_id": 1, "kind": "investor", "investor_id": world.investor}
    with any_database.unit() as unit:
        unit.accounts.link(world.founder, kind=PartyKind.STARTUP, profile_id=world.startup)
        connection = unit.ledger._connection
        organisation = {"id": 1, "name": "陇原资本", "kind": "fund", "is_demo": False, "created_at": now}
        connection.execute(insert(OrganisationRow).values(**organisation))
        member = {"organisation_id": 1, "account_id": world.founder, "is_admin": False, "joined_at": now}
        connection.execute(insert(MemberRow).values(**member))
        connection.execute(insert(OwnedProfileRow).values(**investors))
        found = read(unit, now)

    assert list(found) == [f"person-{world.startup}-investor-{world.investor}"]


def test_a_question_about_some_people_leaves_the_others_out(any_database, world, draft, now):
    with any_database.unit() as unit:
        tie_all_together(unit, world, now)
        unit.conflicts.add(draft)
        about_mentor = read(
            unit, now, LedgerScope(startup_ids=[world.startup], mentor_ids=[world.mentor], investor_ids=[])
        )
        about_nobody = read(unit, now, LedgerScope(startup_ids=[world.startup + 1], mentor_ids=[99], investor_ids=[99]))

    assert set(about_mentor) == {f"person-{world.startup}-mentor-{world.mentor}", f"invests-{world.mentor}"}
    assert about_nobody == {}


def test_a_ruling_counts_before_the_level_of_the_kind(any_database, world, draft, now):
    with any_database.unit() as unit:
        unit.conflicts.add(draft)
        unit.conflicts.set_level(ConflictKind.SHAREHOLDER, ConflictLevel.BLOCK)
        assert read(unit, now)["declared-1"].level is ConflictLevel.BLOCK

        for level in (ConflictLevel.WARN, ConflictLevel.IGNORE):
            unit.conflicts.set_ruling("declared-1", level, reason="已说明", ruled_by=world.founder, ruled_at=now)
        entry = read(unit, now)["declared-1"]
        assert (entry.level, entry.ruling) == (ConflictLevel.IGNORE, "已说明")

        unit.conflicts.remove_ruling("declared-1")
        assert read(unit, now)["declared-1"].level is ConflictLevel.BLOCK


def test_lines_are_found_by_name_and_level_the_severest_first(any_database, world, draft, now):
    rival = replace(draft, other_kind=PartyKind.MENTOR, other_id=world.mentor, kind=ConflictKind.COMPETITOR)
    with any_database.unit() as unit:
        unit.conflicts.add(draft)
        unit.conflicts.add(rival)
        page = unit.ledger.list_page(LedgerSearch(), now)
        assert [(it.startup, it.other) for it in page.items] == [("黄河精工", "王工"), ("黄河精工", "陇原资本")]
        for search, keys in (
            (LedgerSearch(words="陇原"), ["declared-1"]),
            (LedgerSearch(level=ConflictLevel.BLOCK), ["declared-2"]),
            (LedgerSearch(other=(PartyKind.INVESTOR, world.investor)), ["declared-1"]),
            (LedgerSearch(startup_id=world.startup, kind=ConflictKind.COMPETITOR), ["declared-2"]),
            (LedgerSearch(sides=frozenset({ConflictSide.STARTUP})), []),
        ):
            assert [it.entry.key for it in unit.ledger.list_page(search, now).items] == keys


def test_one_side_declares_a_kind_once_until_it_is_withdrawn(any_database, world, draft, now):
    with any_database.unit() as unit:
        number = unit.conflicts.add(draft)
        unit.conflicts.withdraw(number, now)
        assert read(unit, now) == {}
        unit.conflicts.add(draft)
        with pytest.raises(StateConflict, match="conflict_declared"):
            unit.conflicts.add(draft)


def test_a_reason_covers_the_kinds_it_was_given_for(any_database, world, now):
    pair = PartnerPair(world.startup, PartyKind.MENTOR, world.mentor)
    disclosure = Disclosure(
        act=ConflictAct.APPLY,
        startup_id=world.startup,
        other_kind=PartyKind.MENTOR,
        other_id=world.mentor,
        account_id=world.founder,
        kinds=frozenset({ConflictKind.SHAREHOLDER, ConflictKind.MET_BEFORE}),
        reason="已说明",
        at=now,
    )
    with any_database.unit() as unit:
        unit.conflicts.add_disclosure(disclosure)
        assert list(unit.conflicts.list_disclosures(pair)) == [disclosure]
        assert unit.conflicts.has_disclosed(world.founder, pair, frozenset({ConflictKind.SHAREHOLDER}))
        assert not unit.conflicts.has_disclosed(world.founder, pair, frozenset({ConflictKind.SAME_FUND}))
