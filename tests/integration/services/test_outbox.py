"""The outbox against a real mail server: sent after the commit, tried again after refusals, never twice."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from matchmaker.domain.errors import Conflict, NotAllowed
from matchmaker.domain.mails import PAUSES
from matchmaker.domain.notices import MailPace, MailState
from matchmaker.services.context import Context
from matchmaker.services.notices import set_pace
from matchmaker.services.notices.post import get_outbox, resend_mail
from tests.integration.services.conftest import Clock
from tests.integration.services.posting import HOUR, list_states, mailing, office, run, tell_all
from tests.integration.services.smtp import PostOffice
from tests.integration.services.town import Town

__all__ = ["mailing", "office"]


def test_each_person_gets_one_mail_of_all_that_waits(
    mailing: Context, town: Town, clock: Clock, office: PostOffice
) -> None:
    tell_all(mailing, town)
    tell_all(mailing, town)

    assert (run(mailing, clock), run(mailing, clock)) == (2, 0)

    assert sorted(to for to, _ in office.taken) == ["founder1@town.cn", "organizer@town.cn"]
    mail = message_from_bytes(dict(office.taken)["organizer@town.cn"], policy=policy.default)
    assert (mail["Subject"], mail["From"], mail["Auto-Submitted"]) == (
        "organizer: 2",
        "Matchmaker <post@matchmaker.test>",
        "auto-generated",
    )
    assert mail.get_body(("plain",)).get_content().split() == ["organizer:", "2", ".", ".."]
    assert mail["Message-ID"].endswith("@matchmaker.test>")


def test_nothing_is_mailed_when_the_deed_was_rolled_back(
    mailing: Context, town: Town, clock: Clock, office: PostOffice
) -> None:
    tell_all(mailing, town, commits=False)

    assert run(mailing, clock) == 0
    assert (office.taken, list_states(mailing, town)) == ([], {})


def test_nothing_is_mailed_of_what_was_read_before(
    mailing: Context, town: Town, clock: Clock, office: PostOffice
) -> None:
    tell_all(mailing, town)
    with mailing.open_unit() as unit:
        unit.notices.mark_read(town.organizer.account_id, now=mailing.now())
        unit.commit()

    assert run(mailing, clock) == 1
    assert [to for to, _ in office.taken] == ["founder1@town.cn"]


def test_invented_people_are_never_written_to(mailing: Context, town: Town, clock: Clock, office: PostOffice) -> None:
    with mailing.open_unit() as unit:
        unit.accounts.save(replace(unit.accounts.get(town.organizer.account_id), is_demo=True))
        unit.commit()
    tell_all(mailing, town)

    assert run(mailing, clock) == 1
    assert [to for to, _ in office.taken] == ["founder1@town.cn"]


def test_choice_moves_what_waits(mailing: Context, town: Town, clock: Clock, office: PostOffice) -> None:
    tell_all(mailing, town)
    set_pace(mailing, town.organizer, MailPace.OFF)
    set_pace(mailing, town.founders[0], MailPace.DAILY)

    assert run(mailing, clock) == 0
    assert run(mailing, clock, timedelta(days=1)) == 1
    assert [to for to, _ in office.taken] == ["founder1@town.cn"]


@pytest.mark.parametrize("verb", ["connect", "MAIL", "RCPT", "DATA", "text"])
def test_refused_mail_is_tried_again_after_growing_pauses(
    mailing: Context, town: Town, clock: Clock, office: PostOffice, verb: str
) -> None:
    office.replies[verb] = ["451 later"] * 4
    tell_all(mailing, town)

    sent = [run(mailing, clock, step) for step in (HOUR, PAUSES[0], PAUSES[0], PAUSES[1], PAUSES[2])]

    assert sum(sent) == len(office.taken) == 2
    assert sent[0] == sent[1] == 0
    ids = [message_from_bytes(text)["Message-ID"] for _, text in office.taken]
    assert len(set(ids)) == 2


def test_mail_is_given_up_at_last_and_can_be_sent_again(
    mailing: Context, town: Town, clock: Clock, office: PostOffice
) -> None:
    office.replies["RCPT"] = ["550 nobody here", "451 later"] + ["451 later"] * len(PAUSES)
    tell_all(mailing, town)
    for _ in range(len(PAUSES) + 1):
        run(mailing, clock, timedelta(hours=24))

    assert list_states(mailing, town) == {MailState.FAILED: 2}
    troubled = get_outbox(mailing, town.operator, only_troubled=True).page.items
    assert {it.mail.attempts for it in troubled} == {1, len(PAUSES) + 1}
    assert {it.mail.error for it in troubled} == {"550 nobody here", "451 later"}
    for it in troubled:
        resend_mail(mailing, town.operator, it.mail.id)
        with pytest.raises(Conflict, match="mail_on_its_way"):
            resend_mail(mailing, town.operator, it.mail.id)

    assert run(mailing, clock) == 2
    assert list_states(mailing, town) == {MailState.SENT: 2}


def test_mail_is_not_repeated_when_the_line_broke_after_the_text(
    mailing: Context, town: Town, clock: Clock, office: PostOffice
) -> None:
    office.replies["text"] = [""]
    tell_all(mailing, town)

    assert run(mailing, clock) == 1
    assert [run(mailing, clock, timedelta(days=2)) for _ in range(3)] == [0, 0, 0]

    assert len(office.taken) == 2
    assert list_states(mailing, town) == {MailState.UNCERTAIN: 1, MailState.SENT: 1}


def test_broken_line_before_the_text_is_tried_again(
    mailing: Context, town: Town, clock: Clock, office: PostOffice
) -> None:
    office.replies["DATA"] = [""]
    tell_all(mailing, town)

    assert run(mailing, clock) == 1
    assert run(mailing, clock) == 1
    assert len(office.taken) == 2


def test_outbox_is_the_operators(mailing: Context, town: Town) -> None:
    with pytest.raises(NotAllowed):
        get_outbox(mailing, town.organizer)
