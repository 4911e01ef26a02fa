"""Lists that pages show take the same number of queries for one row and for many."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from matchmaker.domain.accounts import AccountDraft
from matchmaker.domain.candidacies import CandidacyDraft, Review
from matchmaker.domain.listings import ProfileSearch
from matchmaker.domain.vocabulary import Nominator, PartyKind, Role

LISTS = {
    "accounts": (lambda unit, _world: unit.accounts.list_page(), 2),
    "startups": (lambda unit, _world: unit.startups.list_page(ProfileSearch(words="企")), 1),
    "candidacies": (lambda unit, _world: unit.candidacies.list_page(), 3),
    "mentorships": (lambda unit, world: unit.applications.list_for_mentor(world.mentor), 3),
    "participations": (lambda unit, world: unit.participations.list_entries(world.event), 4),
    "events": (lambda unit, _world: unit.events.list_all(), 2),
}


@pytest.fixture
def grow(any_database, world, startup_draft, now):
    """Adds one more row to every list."""

    def _grow(number):
        with any_database.unit() as unit:
            startup = unit.startups.add(replace(startup_draft, name=f"企{number}", external_id=None))
            roles = frozenset({Role.FOUNDER, Role.MENTOR})
            draft = AccountDraft(email=f"{number}@x.cn", name="甲", roles=roles, created_at=now)
            account = unit.accounts.add(draft, password_hash=None)
            review = Review(reviewer="甲", score=50)
            candidacy = CandidacyDraft(startup_id=startup, year=2019, nominator=Nominator.SELF, reviews=(review,))
            unit.candidacies.add(candidacy)
            pair = {"startup_id": startup, "mentor_id": world.mentor}
            unit.applications.add(applied_by=account, goal="", applied_at=now, **pair)
            there = {"event_id": world.event, "kind": PartyKind.STARTUP, "profile_id": startup}
            unit.participations.add(account_id=None, most=1, open_slots=world.slots, **there)
            unit.commit()

    return _grow


@pytest.mark.parametrize("listed", LISTS)
def test_a_list_takes_a_fixed_number_of_queries(any_database, world, grow, listed):
    ask, expected = LISTS[listed]
    statements = []
    grow(1)
    event.listen(
        any_database.engine, "before_cursor_execute", log_statement := lambda *what: statements.append(what[2])
    )

    counts = []
    for number in (2, 3, 4):
        statements.clear()
        with any_database.unit(readonly=True) as unit:
            ask(unit, world)
        counts.append(len([statement for statement in statements if statement.startswith("SELECT")]))
        grow(number)
    event.remove(any_database.engine, "before_cursor_execute", log_statement)

    assert counts == [expected] * 3
