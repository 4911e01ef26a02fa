from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.accounts import Account, AccountDraft, Actor, LoginFailures, ProfileLink
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.storage.tables import AccountRow
from tests.rows import count_rows


@pytest.fixture
def draft(now):
    roles = frozenset({Role.MENTOR, Role.ORGANIZER})
    return AccountDraft(email="zhang@example.cn", name="张三", roles=roles, locale="en", is_demo=True, created_at=now)


def test_an_account_comes_back_with_its_roles_and_a_lower_case_email(any_database, world, now):
    with any_database.unit(readonly=True) as unit:
        account = unit.accounts.get(world.founder)
        expected = Account(
            id=world.founder, email="founder@example.cn", name="李创", roles=frozenset({Role.FOUNDER}), created_at=now
        )
        assert account == unit.accounts.find_by_email("FOUNDER@Example.cn") == expected
        assert unit.accounts.list_by_ids([world.founder, 99]) == {world.founder: expected}
        assert unit.accounts.find_by_email("nobody@example.cn") is None
        assert unit.accounts.find_password_hash(world.founder) == "hash"
        assert count_rows(unit, AccountRow) == 1
        with pytest.raises(NotFound):
            unit.accounts.get(99)


def test_an_account_is_saved_with_other_roles_and_password(any_database, world):
    with any_database.unit() as unit:
        account = unit.accounts.get_for_update(world.founder)
        changed = replace(account, name="李新", roles=frozenset({Role.INVESTOR, Role.OPERATOR}), is_active=False)
        unit.accounts.save(changed)
        unit.accounts.set_password_hash(world.founder, "other")
        assert unit.accounts.get(world.founder) == changed
        assert unit.accounts.find_password_hash(world.founder) == "other"
        with pytest.raises(NotFound):
            unit.accounts.save(replace(account, id=99))


def test_sessions_end_by_a_new_stamp_that_saving_leaves_alone(any_database, world):
    with any_database.unit() as unit:
        before = unit.accounts.get(world.founder)
        unit.accounts.end_sessions(world.founder)
        unit.accounts.save(before)
        assert unit.accounts.get(world.founder) == replace(before, session_stamp=1)
        assert unit.accounts.find_actor(world.founder).session_stamp == 1


def test_an_email_is_refused_when_it_is_taken_in_another_case(any_database, world, draft):
    with any_database.unit() as unit, pytest.raises(StateConflict) as refused:
        unit.accounts.add(replace(draft, email="FOUNDER@example.cn"), password_hash=None)
    assert refused.value.code == "email_taken"


def test_accounts_are_searched_by_name_email_and_role(any_database, world, draft):
    with any_database.unit() as unit:
        added = unit.accounts.add(draft, password_hash=None)

        def found(**filters):
            return [account.id for account in unit.accounts.list_page(**filters).items]

        assert found() == [world.founder, added]
        assert found(search="张") == found(search="ZHANG@") == found(role=Role.MENTOR) == found(is_demo=True) == [added]
        assert found(role=Role.FOUNDER) == [world.founder]
        assert found(search="李", role=Role.MENTOR) == []
        assert unit.accounts.list_page(number=2, size=1).items[0].roles == draft.roles


def test_an_actor_stands_for_the_profiles_that_are_linked(any_database, world, startup_draft):
    with any_database.unit() as unit:
        second = unit.startups.add(replace(startup_draft, name="乙", external_id=None))
        for kind, profile_id in (
            (PartyKind.INVESTOR, world.investor),
            (PartyKind.MENTOR, world.mentor),
            (PartyKind.STARTUP, second),
            (PartyKind.STARTUP, world.startup),
        ):
            unit.accounts.link(world.founder, kind=kind, profile_id=profile_id)

        assert unit.accounts.find_actor(world.founder) == Actor(
            account_id=world.founder,
            name="李创",
            roles=frozenset({Role.FOUNDER}),
            startup_ids=frozenset({world.startup, second}),
            mentor_id=world.mentor,
            investor_id=world.investor,
        )
        assert unit.accounts.list_links([world.founder])[world.founder] == (
            ProfileLink(kind=PartyKind.STARTUP, id=world.startup, name="黄河精工"),
            ProfileLink(kind=PartyKind.STARTUP, id=second, name="乙"),
            ProfileLink(kind=PartyKind.MENTOR, id=world.mentor, name="王工"),
            ProfileLink(kind=PartyKind.INVESTOR, id=world.investor, name="陇原资本"),
        )
        assert unit.mentors.find_for_account(world.founder).id == world.mentor


def test_a_profile_is_unlinked(any_database, world):
    with any_database.unit() as unit:
        for kind, profile_id in ((PartyKind.STARTUP, world.startup), (PartyKind.MENTOR, world.mentor)):
            unit.accounts.link(world.founder, kind=kind, profile_id=profile_id)
            unit.accounts.unlink(world.founder, kind=kind, profile_id=profile_id)

        assert unit.accounts.list_links([world.founder]) == {}
        assert unit.mentors.find_for_account(world.founder) is None


def test_a_mentor_is_not_linked_when_another_account_stands_for_it(any_database, world, draft):
    with any_database.unit() as unit:
        other = unit.accounts.add(draft, password_hash=None)
        unit.accounts.link(other, kind=PartyKind.MENTOR, profile_id=world.mentor)
        with pytest.raises(StateConflict) as refused:
            unit.accounts.link(world.founder, kind=PartyKind.MENTOR, profile_id=world.mentor)
    assert refused.value.code == "profile_linked"


def test_a_startup_is_linked_once_to_an_account(any_database, world):
    with any_database.unit() as unit:
        unit.accounts.link(world.founder, kind=PartyKind.STARTUP, profile_id=world.startup)
        with pytest.raises(StateConflict) as refused:
            unit.accounts.link(world.founder, kind=PartyKind.STARTUP, profile_id=world.startup)
    assert refused.value.code == "account_linked"


def test_an_account_is_no_actor_when_it_is_absent_or_switched_off(any_database, world):
    with any_database.unit() as unit:
        unit.accounts.save(replace(unit.accounts.get(world.founder), is_active=False))
        assert unit.accounts.find_actor(world.founder) is None
        assert unit.accounts.find_actor(99) is None


def test_login_failures_are_counted_locked_and_cleared(any_database, now):
    later = now + timedelta(seconds=5)
    with any_database.unit() as unit:
        assert unit.login_failures.find("a@b.cn", "10.0.0.1") is None
        unit.login_failures.add("A@b.cn", "10.0.0.1", now)
        failures = unit.login_failures.add("a@b.cn", "10.0.0.1", later)
        unit.login_failures.add("a@b.cn", "10.0.0.2", now)
        expected = LoginFailures(email="a@b.cn", address="10.0.0.1", count=2, last_at=later)
        assert failures == expected

        unit.login_failures.lock(failures, later + timedelta(minutes=1))
        locked = unit.login_failures.find("a@b.cn", "10.0.0.1")
        assert locked == replace(expected, locked_until=later + timedelta(minutes=1))

        unit.login_failures.clear("A@b.cn", "10.0.0.1")
        assert unit.login_failures.find("a@b.cn", "10.0.0.1") is None
        assert unit.login_failures.find("a@b.cn", "10.0.0.2").count == 1
