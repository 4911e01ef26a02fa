"""The outbox against a real mail server: sent after the commit, tried again after refusals, never twice."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from matchmaker.domain.errors import NotAllowed, StateConflict
from matchmaker.domain.mails import RETRY_DELAYS
from matchmaker.domain.notices import MailFrequency, MailState
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices import set_mail_frequency
from matchmaker.services.platform.notices.outbox import get_outbox, resend_mail
from tests.integration.conftest import ManualClock
from tests.integration.services.platform.mail_fixtures import HOUR, list_states, mailing, notify_everybody, office, run
from tests.integration.services.platform.mail_server import PostOffice
from tests.integration.services.sample_network import SampleNetwork

__all__ = ["mailing", "office"]


def test_each_person_gets_one_mail_of_all_that_waits(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    notify_everybody(mailing, town)
    notify_everybody(mailing, town)

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


def test_nothing_is_mailed_when_the_use_case_was_rolled_back(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    notify_everybody(mailing, town, commits=False)

    assert run(mailing, clock) == 0
    assert (office.taken, list_states(mailing, town)) == ([], {})


def test_nothing_is_mailed_of_what_was_read_before(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    notify_everybody(mailing, town)
    with mailing.open_unit() as unit:
        unit.notices.mark_read(town.organizer.account_id, now=mailing.now())
        unit.commit()

    assert run(mailing, clock) == 1
    assert [to for to, _ in office.taken] == ["founder1@town.cn"]


def test_invented_people_are_never_written_to(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    with mailing.open_unit() as unit:
        unit.accounts.save(replace(unit.accounts.get(town.organizer.account_id), is_demo=True))
        unit.commit()
    notify_everybody(mailing, town)

    assert run(mailing, clock) == 1
    assert [to for to, _ in office.taken] == ["founder1@town.cn"]


def test_choice_moves_what_waits(mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice) -> None:
    notify_everybody(mailing, town)
    set_mail_frequency(mailing, town.organizer, MailFrequency.OFF)
    set_mail_frequency(mailing, town.founders[0], MailFrequency.DAILY)

    assert run(mailing, clock) == 0
    assert run(mailing, clock, timedelta(days=1)) == 1
    assert [to for to, _ in office.taken] == ["founder1@town.cn"]


@pytest.mark.parametrize("verb", ["connect", "MAIL", "RCPT", "DATA", "text"])
def test_refused_mail_is_tried_again_after_growing_pauses(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice, verb: str
) -> None:
    office.replies[verb] = ["451 later"] * 4
    notify_everybody(mailing, town)

    sent = [
        run(mailing, clock, step) for step in (HOUR, RETRY_DELAYS[0], RETRY_DELAYS[0], RETRY_DELAYS[1], RETRY_DELAYS[2])
    ]

    assert sum(sent) == len(office.taken) == 2
    assert sent[0] == sent[1] == 0
    ids = [message_from_bytes(text)["Message-ID"] for _, text in office.taken]
    assert len(set(ids)) == 2


def test_mail_is_given_up_at_last_and_can_be_sent_again(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    office.replies["RCPT"] = ["550 nobody here", "451 later"] + ["451 later"] * len(RETRY_DELAYS)
    notify_everybody(mailing, town)
    for _ in range(len(RETRY_DELAYS) + 1):
        run(mailing, clock, timedelta(hours=24))

    assert list_states(mailing, town) == {MailState.FAILED: 2}
    troubled = get_outbox(mailing, town.operator, only_troubled=True).page.items
    assert {it.mail.attempts for it in troubled} == {1, len(RETRY_DELAYS) + 1}
    assert {it.mail.error for it in troubled} == {"550 nobody here", "451 later"}
    for outbox_row in troubled:
        resend_mail(mailing, town.operator, outbox_row.mail.id)
        with pytest.raises(StateConflict, match="mail_on_its_way"):
            resend_mail(mailing, town.operator, outbox_row.mail.id)

    assert run(mailing, clock) == 2
    assert list_states(mailing, town) == {MailState.SENT: 2}


def test_mail_is_not_repeated_when_the_line_broke_after_the_text(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    office.replies["text"] = [""]
    notify_everybody(mailing, town)

    assert run(mailing, clock) == 1
    assert [run(mailing, clock, timedelta(days=2)) for _ in range(3)] == [0, 0, 0]

    assert len(office.taken) == 2
    assert list_states(mailing, town) == {MailState.UNCERTAIN: 1, MailState.SENT: 1}


def test_broken_line_before_the_text_is_tried_again(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    office.replies["DATA"] = [""]
    notify_everybody(mailing, town)

    assert run(mailing, clock) == 1
    assert run(mailing, clock) == 1
    assert len(office.taken) == 2


def test_outbox_is_the_operators(mailing: Context, town: SampleNetwork) -> None:
    with pytest.raises(NotAllowed):
        get_outbox(mailing, town.organizer)
