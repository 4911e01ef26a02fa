"""Mailed invitations: the code that the inviter sees, sent a single time, and only while it is valid."""

from email import message_from_bytes, policy

import pytest

from matchmaker.domain.errors import NotFound
from matchmaker.domain.notices import MailState
from matchmaker.domain.vocabulary import Role
from matchmaker.services.people import accounts
from matchmaker.services.platform.notices.outbox import get_outbox
from tests.integration.services.platform.mail_fixtures import mailing, office, run

__all__ = ["mailing", "office"]

GUEST = {"login": "guest@town.cn", "name": "钱多", "roles": frozenset({Role.INVESTOR})}


def invite(context, town, **more):
    return accounts.invite(context, town.operator, **{**GUEST, "secret": "s", **more})


def test_guest_is_mailed_the_code_that_the_inviter_sees(mailing, town, office, clock):
    code = invite(mailing, town)

    assert (run(mailing, clock), run(mailing, clock)) == (1, 0), "and never twice"

    ((recipient, content),) = office.taken
    mail = message_from_bytes(content, policy=policy.default)
    assert (recipient, mail["To"].addresses[0].display_name) == ("guest@town.cn", "钱多")
    assert mail.get_body(("plain",)).get_content().strip() == code
    assert accounts.get_invitation(mailing, code).invitation.name == "钱多"
    (view,) = get_outbox(mailing, town.operator).page.items
    assert (view.name, view.email, view.mail.state) == ("钱多", "guest@town.cn", MailState.SENT)


def test_code_is_not_known_without_the_secret(mailing, town):
    code = invite(mailing, town)
    with mailing.open_unit(readonly=True) as unit:
        nonce = unit.invitations.list_page().items[0].nonce

    assert accounts.derive_code("s", nonce, purpose=accounts.INVITATION_PURPOSE) == code
    for other in (
        accounts.derive_code("t", nonce, purpose=accounts.INVITATION_PURPOSE),
        accounts.derive_code("s", nonce),
    ):
        with pytest.raises(NotFound):
            accounts.get_invitation(mailing, other)


def test_invitation_that_was_taken_back_is_not_mailed(mailing, town, office, clock):
    invite(mailing, town)
    (invitation,) = accounts.list_invitations(mailing, town.operator).items
    accounts.withdraw_invitation(mailing, town.operator, invitation.id)

    assert run(mailing, clock) == 0

    assert office.taken == []
    assert [it.mail.state for it in get_outbox(mailing, town.operator).page.items] == [MailState.FAILED]


@pytest.mark.parametrize("more", [{"login": "13800138000"}, {"secret": ""}])
def test_nothing_is_mailed_to_who_has_no_address(mailing, town, office, clock, more):
    invite(mailing, town, **more)

    assert run(mailing, clock) == 0
    assert office.taken == []


def test_nothing_is_queued_where_there_is_no_mail_server(context, town):
    invite(context, town)

    assert get_outbox(context, town.operator).page.items == ()


def test_second_invitation_of_a_guest_is_a_mail_of_its_own(mailing, town, office, clock):
    first, second = invite(mailing, town), invite(mailing, town)

    assert first != second
    assert run(mailing, clock) == 2
