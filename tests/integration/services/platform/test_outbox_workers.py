"""Workers of the outbox: several at the same time, and one that is killed while it sends; no mail leaves twice."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from matchmaker.config import ROOT
from matchmaker.domain.notices import MailState, NoticeKind
from matchmaker.notify.mailer import SmtpMailer
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify
from matchmaker.services.platform.notices.outbox import create_due_mails, send_mails
from tests.integration.conftest import ManualClock
from tests.integration.services.platform.mail_fixtures import HOUR, list_states, mailing, office
from tests.integration.services.platform.mail_server import HOST, PostOffice
from tests.integration.services.sample_network import SampleNetwork

__all__ = ["mailing", "office"]


@pytest.mark.parametrize(("verb", "state"), [("text", MailState.UNCERTAIN), ("RCPT", MailState.SENT)])
def test_mail_leaves_once_when_the_worker_is_killed(
    mailing: Context, town: SampleNetwork, tmp_path: Path, verb: str, state: MailState
) -> None:
    """A mail stays uncertain when the worker is killed after sending the text; before that, another worker sends it."""
    now = datetime.now(UTC)
    notify_one(replace(mailing, now=lambda: now - HOUR), town)
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


def notify_one(context: Context, town: SampleNetwork) -> None:
    data = {"event": "投资人年会", "added": 1, "moved": 0, "cancelled": 2}
    with context.open_unit() as unit:
        to, kind = [town.founders[0].account_id], NoticeKind.MEETINGS_CHANGED
        notify(
            UseCase.start(context, unit, None), to=to, kind=kind, subject_kind="event", subject_id=town.event, data=data
        )
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


def test_each_mail_leaves_once_when_several_workers_send(
    mailing: Context, town: SampleNetwork, clock: ManualClock, office: PostOffice
) -> None:
    with mailing.open_unit() as unit:
        people = [town.organizer, town.operator, *town.founders]
        to = [it.account_id for it in people]
        notify(
            UseCase.start(mailing, unit, None),
            to=to,
            kind=NoticeKind.MEETINGS_CHANGED,
            subject_kind="event",
            subject_id=town.event,
        )
        unit.commit()
    clock.move(HOUR)

    def work() -> None:
        create_due_mails(mailing)
        send_mails(mailing)

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(to for to, _ in office.taken) == [
        "founder1@town.cn",
        "founder2@town.cn",
        "operator@town.cn",
        "organizer@town.cn",
    ]
