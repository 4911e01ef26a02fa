"""A sample network with a mail server, for tests that import the fixtures ``office`` and ``mailing`` by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matchmaker.domain.notices import MailFrequency, MailState, NoticeKind
from matchmaker.notify.mailer import SmtpMailer
from matchmaker.services.people import accounts
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices import notify, set_mail_frequency
from matchmaker.services.platform.notices.letters import InvitedGuest, MailContent, MailText
from matchmaker.services.platform.notices.outbox import create_due_mails, get_outbox, send_mails
from tests.integration.conftest import ManualClock
from tests.integration.services.platform.mail_server import HOST, PostOffice
from tests.integration.services.sample_network import SampleNetwork

HOUR = timedelta(hours=1)


class PlainLetters:
    """Texts without catalogues; lines that begin with a dot are the hard case of SMTP."""

    def write_mail(self, content: MailContent) -> MailText:
        subject = f"{content.account.name}: {len(content.notices)}"
        names = [it.partner.profile.name for it in content.entries]
        return MailText(
            subject=subject, text=f"{subject}\n.\n..\n", html=f"<p>{subject}</p>", summaries=names, places=names
        )

    def write_invitation(self, guest: InvitedGuest) -> MailText:
        code = accounts.derive_code("s", str(guest.invitation.nonce), purpose=accounts.INVITATION_PURPOSE)
        return MailText(subject=guest.inviter, text=code, html=f"<p>{code}</p>", summaries=[], places=[])


@pytest.fixture
def office():
    with PostOffice() as office:
        yield office


@pytest.fixture
def mailing(context: Context, town: SampleNetwork, office: PostOffice) -> Context:
    """The sample network with a mail server; everybody wants mail immediately."""
    settings = replace(context.settings, smtp_host=HOST, mail_from="post@matchmaker.test")
    mailer = SmtpMailer(host=HOST, port=office.port, security="none")
    context = replace(context, settings=settings, mailer=mailer, letters=PlainLetters())
    for actor in (town.operator, town.organizer, *town.founders):
        set_mail_frequency(context, actor, MailFrequency.AT_ONCE)
    return context


def notify_everybody(context: Context, town: SampleNetwork, *, commits: bool = True) -> None:
    with context.open_unit() as unit:
        to = [town.organizer.account_id, town.founders[0].account_id]
        notify(
            UseCase.start(context, unit, None),
            to=to,
            kind=NoticeKind.MEETINGS_CHANGED,
            subject_kind="event",
            subject_id=town.event,
        )
        if commits:
            unit.commit()


def run(context: Context, clock: ManualClock, step: timedelta = HOUR) -> int:
    clock.move(step)
    create_due_mails(context)
    return send_mails(context)


def list_states(context: Context, town: SampleNetwork) -> dict[MailState, int]:
    return dict(get_outbox(context, town.operator).counts)
