"""The outbox against a real mail server: sent after the commit, tried again after refusals, never twice."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from matchmaker.config import ROOT
from matchmaker.domain.errors import Conflict, NotAllowed
from matchmaker.domain.mails import PAUSES
from matchmaker.domain.notices import MailPace, MailState, NoticeKind
from matchmaker.notify.mailer import SmtpMailer
from matchmaker.services.context import Context
from matchmaker.services.notices import set_pace, tell
from matchmaker.services.notices.letters import Content, Worded
from matchmaker.services.notices.outbox import gather_mails, send_mails
from matchmaker.services.notices.post import get_outbox, resend_mail
from tests.integration.services.conftest import Clock
from tests.integration.services.smtp import HOST, PostOffice
from tests.integration.services.town import Town

HOUR = timedelta(hours=1)


class PlainLetters:
    """Words without catalogues; lines that begin with a dot are the hard case of SMTP."""

    def word(self, content: Content) -> Worded:
        told = f"{content.account.name}: {len(content.notices)}"
        names = [it.partner.profile.name for it in content.entries]
        return Worded(subject=told, text=f"{told}\n.\n..\n", html=f"<p>{told}</p>", summaries=names, places=names)


@pytest.fixture
def office():
    with PostOffice() as office:
        yield office


@pytest.fixture
def mailing(context: Context, town: Town, office: PostOffice) -> Context:
    """The town with a mail server, and everybody wants mail at once."""
    settings = replace(context.settings, smtp_host=HOST, mail_from="post@matchmaker.test")
    mailer = SmtpMailer(host=HOST, port=office.port, security="none")
    context = replace(context, settings=settings, mailer=mailer, letters=PlainLetters())
    for actor in (town.operator, town.organizer, *town.founders):
        set_pace(context, actor, MailPace.AT_ONCE)
    return context


def tell_all(context: Context, town: Town, *, commits: bool = True) -> None:
    with context.open_unit() as unit:
        to = [town.organizer.account_id, town.founders[0].account_id]
        tell(unit, context, to=to, kind=NoticeKind.MEETINGS_CHANGED, subject_kind="event", subject_id=town.event)
        if commits:
            unit.commit()


def run(context: Context, clock: Clock, step: timedelta = HOUR) -> int:
    clock.move(step)
    gather_mails(context)
    return send_mails(context)


def list_states(context: Context, town: Town) -> dict[MailState, int]:
    return dict(get_outbox(context, town.operator).counts)


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


@pytest.mark.parametrize(("verb", "state"), [("text", MailState.UNCERTAIN), ("RCPT", MailState.SENT)])
def test_mail_leaves_once_when_the_worker_is_killed(
    mailing: Context, town: Town, tmp_path: Path, verb: str, state: MailState
) -> None:
    """Killed after the text left, the mail stays uncertain; killed before, another worker sends it."""
    now = datetime.now(UTC)
    tell_of_one(replace(mailing, now=lambda: now - HOUR), town)
    with PostOffice(stalls_at=verb) as slow:
        worker = start_tick(mailing, slow, tmp_path)
        assert slow.stalled.wait(timeout=60)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        seen = len(slow.taken)

    with PostOffice() as quick:
        mailer = SmtpMailer(host=HOST, port=quick.port, security="none")
        assert send_mails(replace(mailing, mailer=mailer, now=lambda: now)) == 0, "the dead worker's lease holds"
        later = replace(mailing, mailer=mailer, now=lambda: now + HOUR)
        send_mails(later)
        assert len(quick.taken) + seen == 1
    assert list_states(mailing, town) == {state: 1}


def tell_of_one(context: Context, town: Town) -> None:
    data = {"event": "投资人年会", "added": 1, "moved": 0, "cancelled": 2}
    with context.open_unit() as unit:
        to, kind = [town.founders[0].account_id], NoticeKind.MEETINGS_CHANGED
        tell(unit, context, to=to, kind=kind, subject_kind="event", subject_id=town.event, data=data)
        unit.commit()


def start_tick(context: Context, office: PostOffice, var: Path) -> subprocess.Popen[bytes]:
    """The real command in a process of its own."""
    settings = {
        "MATCHMAKER_VAR": str(var),
        "MATCHMAKER_DATABASE_URL": context.settings.database_url,
        "MATCHMAKER_ENCODER": "hashing",
        "MATCHMAKER_SMTP_HOST": HOST,
        "MATCHMAKER_SMTP_PORT": str(office.port),
        "MATCHMAKER_SMTP_SECURITY": "none",
    }
    return subprocess.Popen([sys.executable, "-m", "matchmaker.cli", "tick"], cwd=ROOT, env=os.environ | settings)


def test_outbox_is_the_operators(mailing: Context, town: Town) -> None:
    with pytest.raises(NotAllowed):
        get_outbox(mailing, town.organizer)
