from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.errors import Invalid, NotAllowed, NotFound, StateConflict
from matchmaker.domain.onboarding import INVITATION_LIFETIME, RegistrationState
from matchmaker.domain.privacy import Purpose
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.people import accounts, privacy
from tests.actors import find_actor
from tests.integration.services.sample_network import PASSWORD

HERE = "10.0.0.1"
MENTOR = frozenset({Role.MENTOR})


def log_in(context, login, password=PASSWORD):
    return accounts.authenticate(context, login=login, password=password, address=HERE)


def invite(context, town, **changes):
    given = {"login": "guest@town.cn", "name": "来宾", "roles": MENTOR}
    return accounts.invite(context, town.operator, **(given | changes))


def test_a_guest_enters_once_with_the_roles_that_the_invitation_promised(context, town):
    code = invite(context, town, login="１３８ 0013 8000")

    account_id = accounts.accept_invitation(context, code=code.lower(), name="来宾", password=PASSWORD)

    actor = find_actor(context, account_id)
    assert actor.roles == MENTOR
    assert log_in(context, "+86 138-0013-8000").id == account_id
    assert [it.is_valid for it in privacy.list_consents(context, actor)] == [True, False]
    with pytest.raises(NotFound):
        accounts.accept_invitation(context, code=code, name="再来", password=PASSWORD)


def test_an_invitation_ends_when_it_is_withdrawn_or_too_old(context, town, clock):
    first, second = invite(context, town), invite(context, town, login="other@town.cn")
    newest = accounts.list_invitations(context, town.operator).items[1]
    accounts.withdraw_invitation(context, town.operator, newest.id)
    with pytest.raises(NotFound):
        accounts.get_invitation(context, first)
    with pytest.raises(StateConflict, match="invitation_closed"):
        accounts.withdraw_invitation(context, town.operator, newest.id)

    assert accounts.get_invitation(context, second).inviter == town.operator.name
    clock.move(INVITATION_LIFETIME)
    with pytest.raises(NotFound):
        accounts.get_invitation(context, second)


def test_only_the_operator_gives_roles(context, town):
    with pytest.raises(NotAllowed):
        accounts.invite(context, town.founders[0], login="x@town.cn", name="某人", roles=MENTOR)
    for changes, field in (({"login": "x"}, "login"), ({"name": " "}, "name"), ({"roles": frozenset()}, "roles")):
        with pytest.raises(Invalid) as refused:
            invite(context, town, **changes)
        assert field in refused.value.data["fields"]
    with pytest.raises(StateConflict, match="email_taken"):
        invite(context, town, login="mentor@town.cn")


def ask(context, **changes):
    given = {"login": "new@town.cn", "name": "新人", "role": Role.INVESTOR, "password": PASSWORD}
    accounts.request_account(context, **(given | changes))


def list_waiting(context, town):
    return accounts.list_registrations(context, town.operator, state=RegistrationState.PENDING).items


def test_who_asks_for_an_account_logs_in_after_approval(context, town):
    ask(context)
    with pytest.raises(StateConflict, match="registration_pending"):
        log_in(context, "new@town.cn")
    with pytest.raises(NotAllowed, match="bad_credentials"):
        log_in(context, "new@town.cn", "a wrong password")
    (asked,) = list_waiting(context, town)
    assert accounts.count_registrations(context, town.operator) == 1

    account_id = accounts.approve_registration(context, town.operator, asked.id)

    assert log_in(context, "new@town.cn").id == account_id
    with pytest.raises(StateConflict, match="registration_decided"):
        accounts.refuse_registration(context, town.operator, asked.id, reason="太晚")
    with context.open_unit(readonly=True) as unit:
        (consent,) = unit.consents.list_for(account_id)
        assert consent.purpose is Purpose.PROCESSING
        assert unit.registrations.find_password_hash(asked.id) is None


def test_who_is_refused_reads_the_reason_for_a_month(context, town, clock):
    ask(context)
    (asked,) = list_waiting(context, town)
    with pytest.raises(Invalid):
        accounts.refuse_registration(context, town.operator, asked.id, reason=" ")

    accounts.refuse_registration(context, town.operator, asked.id, reason="请通过孵化器申请")

    with pytest.raises(StateConflict) as refused:
        log_in(context, "new@town.cn")
    assert refused.value.data["reason"] == "请通过孵化器申请"
    assert accounts.purge_refused(context) == 0
    clock.move(timedelta(days=31))
    assert accounts.purge_refused(context) == 1
    with pytest.raises(NotAllowed, match="bad_credentials"):
        log_in(context, "new@town.cn")


def test_asking_answers_the_same_when_there_is_an_account_or_a_request(context, town):
    ask(context)
    ask(context)
    ask(context, login="mentor@town.cn")

    assert len(list_waiting(context, town)) == 1
    with pytest.raises(Invalid):
        ask(context, role=Role.OPERATOR, login="x@town.cn")


def test_a_code_sets_a_password_once_within_a_day(context, town, clock):
    def reset(code, login="mentor@town.cn"):
        return accounts.reset_password(context, login=login, code=code, password="a fresh password", address=HERE)

    first = accounts.issue_reset_code(context, town.operator, town.mentor.account_id)
    second = accounts.issue_reset_code(context, town.operator, town.mentor.account_id)
    for code, login in ((first, "mentor@town.cn"), ("AAAA-BBBB-CCCC", "mentor@town.cn"), (second, "founder1@town.cn")):
        with pytest.raises(NotAllowed, match="bad_code"):
            reset(code, login=login)

    assert reset(second.replace("-", " ").lower()) == town.mentor.account_id
    assert log_in(context, "mentor@town.cn", "a fresh password")
    with pytest.raises(NotAllowed, match="bad_code"):
        reset(second)
    third = accounts.issue_reset_code(context, town.operator, town.mentor.account_id)
    clock.move(timedelta(hours=24))
    with pytest.raises(NotAllowed, match="bad_code"):
        reset(third)
    with pytest.raises(NotAllowed):
        accounts.issue_reset_code(context, town.mentor, town.founders[0].account_id)


def test_guessing_codes_is_locked_out(context, town):
    accounts.issue_reset_code(context, town.operator, town.mentor.account_id)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            accounts.reset_password(context, login="mentor@town.cn", code="x", password=PASSWORD, address=HERE)
    with pytest.raises(StateConflict, match="locked_out"):
        accounts.reset_password(context, login="mentor@town.cn", code="x", password=PASSWORD, address=HERE)


def test_each_session_ends_by_itself_or_with_all_others(context, town, clock):
    def start(address):
        token = accounts.start_session(context, town.mentor.account_id, device="Chrome", address=address)
        return token, accounts.find_active_session(context, token, address=address)

    (here, own), (there, other), (third, _) = start("1.1.1.1"), start("2.2.2.2"), start("3.3.3.3")
    accounts.end_session(context, town.mentor, other.session_id)
    assert accounts.find_active_session(context, there, address="") is None
    with pytest.raises(NotFound):
        accounts.end_session(context, town.founders[0], own.session_id)

    assert accounts.end_other_sessions(context, town.mentor, current_id=own.session_id) == 1
    assert accounts.find_active_session(context, third, address="") is None
    clock.move(timedelta(hours=1))
    assert accounts.find_active_session(context, here, address="9.9.9.9").actor.account_id == town.mentor.account_id
    (session,) = accounts.list_sessions(context, town.mentor)
    assert (session.address, session.seen_at) == ("9.9.9.9", clock.now())
    clock.move(timedelta(days=31))
    assert accounts.find_active_session(context, here, address="") is None
    assert accounts.purge_sessions(context) == 1


def test_a_profile_is_linked_when_the_invitation_names_it(context, town):
    code = invite(context, town, roles=frozenset({Role.FOUNDER}), profile=(PartyKind.STARTUP, town.startups[0]))

    account_id = accounts.accept_invitation(context, code=code, name="来宾", password=PASSWORD)

    assert find_actor(context, account_id).startup_ids == {town.startups[0]}


def test_a_mailed_code_is_derived_and_stands_in_no_table(context, town):
    with pytest.raises(StateConflict, match="no_mail"):
        accounts.request_reset(context, login="mentor@town.cn", secret="s")
    mailing = replace(context, settings=replace(context.settings, smtp_host="mail.town.cn"))
    accounts.request_reset(mailing, login="nobody@town.cn", secret="s")
    for _ in range(7):
        accounts.request_reset(mailing, login="mentor@town.cn", secret="s")

    with context.open_unit(readonly=True) as unit:
        notices = unit.notices.list_page(town.mentor.account_id).items
    assert len(notices) == 5
    code = accounts.derive_code("s", str(notices[0].data["nonce"]))
    given = {"login": "mentor@town.cn", "password": PASSWORD, "address": HERE}
    with pytest.raises(NotAllowed):
        accounts.reset_password(context, code=accounts.derive_code("t", str(notices[0].data["nonce"])), **given)
    assert accounts.reset_password(context, code=code, **given) == town.mentor.account_id
