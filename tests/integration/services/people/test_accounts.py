from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, StateConflict
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import accounts
from matchmaker.services.people.accounts.login import FIRST_WAIT, FREE_ATTEMPTS
from matchmaker.services.platform import audit
from tests.actors import find_actor
from tests.integration.services.sample_network import PASSWORD

HERE, THERE = "10.0.0.1", "10.0.0.2"


def log_in(context, password=PASSWORD, *, email="operator@town.cn", address=HERE):
    return accounts.authenticate(context, login=email, password=password, address=address)


def fail(context, times, **where):
    for _ in range(times):
        with pytest.raises(NotAllowed) as refused:
            log_in(context, "wrong password", **where)
        assert refused.value.code == "bad_credentials"


def test_login_gives_the_account_when_case_and_space_of_the_email_differ(context, town):
    assert log_in(context, email=" Operator@TOWN.cn ").id == town.operator.account_id


def test_login_refuses_alike_when_the_account_is_absent_wrong_or_switched_off(context, town):
    accounts.set_active(context, town.operator, town.mentor.account_id, is_active=False)

    fail(context, 1)
    fail(context, 1, email="nobody@town.cn")
    with pytest.raises(NotAllowed, match="bad_credentials"):
        log_in(context, email="mentor@town.cn")
    assert find_actor(context, town.mentor.account_id) is None


def test_login_waits_when_the_password_was_wrong_too_often(context, town, clock):
    fail(context, FREE_ATTEMPTS)

    with pytest.raises(StateConflict) as refused:
        log_in(context)
    assert refused.value.code == "locked_out"
    assert refused.value.data["until"] == clock.now() + FIRST_WAIT
    assert log_in(context, address=THERE)
    clock.move(FIRST_WAIT)
    assert log_in(context)
    fail(context, FREE_ATTEMPTS)


def test_wait_doubles_when_wrong_passwords_go_on(context, town, clock):
    fail(context, FREE_ATTEMPTS)
    clock.move(FIRST_WAIT)
    fail(context, 1)
    clock.move(FIRST_WAIT)

    with pytest.raises(StateConflict, match="locked_out"):
        log_in(context)
    clock.move(FIRST_WAIT)
    assert log_in(context)


def test_tries_are_forgotten_after_a_day(context, town, clock):
    fail(context, FREE_ATTEMPTS - 1)
    clock.move(timedelta(days=1))
    fail(context, FREE_ATTEMPTS - 1)

    assert log_in(context)


def test_create_account_refuses_short_passwords_bad_emails_and_taken_ones(context, town):
    def create(**changes):
        given = {"email": "new@town.cn", "name": "新人", "password": PASSWORD, "roles": [Role.MENTOR]}
        return accounts.create_account(context, town.operator, **(given | changes))

    for changes, field in (({"password": "short"}, "password"), ({"email": "x"}, "email"), ({"name": " "}, "name")):
        with pytest.raises(Invalid) as refused:
            create(**changes)
        assert field in refused.value.data["fields"]
    with pytest.raises(StateConflict, match="email_taken"):
        create(email="MENTOR@town.cn")
    assert create()


def test_only_the_operator_manages_accounts(context, town):
    for attempt in (
        lambda: accounts.list_accounts(context, town.organizer),
        lambda: accounts.get_account(context, town.mentor, town.operator.account_id),
        lambda: accounts.set_roles(context, town.mentor, town.mentor.account_id, Role),
        lambda: accounts.set_password(context, town.mentor, town.operator.account_id, password=PASSWORD),
    ):
        with pytest.raises(NotAllowed, match="role_required"):
            attempt()


def test_one_operator_is_always_left(context, town):
    with pytest.raises(StateConflict, match="own_account"):
        accounts.set_roles(context, town.operator, town.operator.account_id, [Role.MENTOR])
    with pytest.raises(StateConflict, match="own_account"):
        accounts.set_active(context, town.operator, town.operator.account_id, is_active=False)


def test_own_password_needs_the_old_one_and_the_operator_needs_none(context, town):
    own = town.mentor.account_id
    with pytest.raises(NotAllowed, match="bad_credentials"):
        accounts.set_password(context, town.mentor, own, password="another password", old_password="guess")

    accounts.set_password(context, town.mentor, own, password="another password", old_password=PASSWORD)
    assert log_in(context, "another password", email="mentor@town.cn")
    accounts.set_password(context, town.operator, own, password="third password")
    assert log_in(context, "third password", email="mentor@town.cn")


def test_one_person_holds_several_roles_and_profiles(context, town, reload):
    accounts.set_roles(context, town.operator, town.mentor.account_id, [Role.MENTOR, Role.FOUNDER])
    accounts.link_profile(
        context, town.operator, town.mentor.account_id, kind=PartyKind.STARTUP, profile_id=town.startups[0]
    )

    actor = reload(town.mentor)
    assert actor.has(Role.FOUNDER)
    assert actor.startup_ids == {town.startups[0]}
    view = accounts.get_account(context, town.operator, town.mentor.account_id)
    assert [it.kind for it in view.profiles] == [PartyKind.STARTUP, PartyKind.MENTOR]
    accounts.unlink_profile(
        context, town.operator, town.mentor.account_id, kind=PartyKind.STARTUP, profile_id=town.startups[0]
    )
    assert reload(town.mentor).startup_ids == frozenset()


def test_every_change_of_an_account_is_in_the_audit_log(context, town):
    accounts.set_roles(context, town.operator, town.mentor.account_id, [Role.MENTOR, Role.INVESTOR])

    entry = audit.list_entries(context, town.operator).items[0].entry
    assert (entry.action, entry.actor, entry.subject_id) == (
        "account.set_roles",
        town.operator.account_id,
        town.mentor.account_id,
    )
    assert entry.before["roles"] == ["mentor"]
    assert entry.after["roles"] == ["investor", "mentor"]
