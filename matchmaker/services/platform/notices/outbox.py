"""The outbox: due notices become mails, and mails are sent. No mail is sent again while its outcome is unknown."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import uuid4

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Account, Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import AccountId, MailId
from matchmaker.domain.listings import Page
from matchmaker.domain.mails import Mail, MailAction, find_retry_delay
from matchmaker.domain.notices import MailState
from matchmaker.domain.onboarding import Invitation
from matchmaker.notify.errors import MailOutcomeUnknown, MailRefused
from matchmaker.notify.mailer import Mailer
from matchmaker.notify.messages import make_message_id
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices.letter_contents import compose_message
from matchmaker.services.platform.retry import run_with_retry
from matchmaker.storage import UnitOfWork

TROUBLED = frozenset({MailState.FAILED, MailState.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """A mail with the name and the address of its reader."""

    mail: Mail
    name: str
    email: str

    @property
    def can_be_resent(self) -> bool:
        return self.mail.state in TROUBLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """``server`` is empty where none is set. Then nothing is mailed, and people read their inbox in the app."""

    server: str
    counts: Mapping[MailState, int]
    page: Page[MailView]


def get_outbox(context: Context, actor: Actor, *, only_troubled: bool = False, page: int = 1) -> Outbox:
    """The mails, the newest first. With ``only_troubled``, only failed mails and those with an unknown outcome."""
    require(permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        found = unit.mails.list_page(states=TROUBLED if only_troubled else None, number=page)
        accounts = unit.accounts.list_by_ids(it.account_id for it in found.items)
        guests = unit.invitations.list_by_ids(it.invitation_id for it in found.items if it.invitation_id)
        counts = unit.mails.count_states()
    readers = [guests[it.invitation_id] if it.invitation_id else accounts[it.account_id] for it in found.items]
    views = tuple(map(_view, found.items, readers))
    shown = Page(items=views, number=found.number, total=found.total, size=found.size)
    return Outbox(server=context.settings.smtp_host, counts=counts, page=shown)


def _view(mail: Mail, reader: Account | Invitation) -> MailView:
    return MailView(mail=mail, name=reader.name, email=reader.email)


def resend_mail(context: Context, actor: Actor, mail_id: MailId) -> None:
    """Send a mail again that failed or has an unknown outcome. Its Message-ID stays the same."""
    require(permissions.can_operate(actor))
    with context.begin(actor) as case:
        mail = case.unit.mails.get(mail_id)
        if not case.unit.mails.resend(mail_id, case.now):
            raise StateConflict("mail_on_its_way")
        before = {"state": mail.state.value}
        record_audit(case, action="mail.resend", kind="mail", subject=mail_id, before=before)
        case.unit.commit()


T = TypeVar("T")

log = logging.getLogger(__name__)

BATCH_SIZE = 200
"""Mails that are created or sent in one run, so that the other scheduled tasks do not wait."""

MAX_REFUSALS_IN_A_ROW = 3
"""After so many postponed mails in a row, sending stops until the next run."""

NOBODY_TO_REACH = "nobody_to_reach"
"""Reason for giving a mail up when its reader has closed the account or has no address any more."""


def create_due_mails(context: Context) -> int:
    """Create a mail for each person with a due notice. Returns how many were created."""
    if context.mailer is None or context.letters is None:
        return 0
    with context.open_unit(readonly=True) as unit:
        people = unit.mails.list_due_people(context.now(), BATCH_SIZE)
    return sum(run_with_retry(context, partial(_create_mail, account_id=account_id)) for account_id in people)


def _create_mail(context: Context, *, account_id: AccountId) -> int:
    """Create the mail of one account. Returns 1 if it was created. Invented people get no mail."""
    with context.open_unit() as unit:
        account = unit.accounts.find(account_id)
        if account is None or not account.is_active or not account.email or account.is_demo:
            unit.mails.cancel_due(account_id)
            mail_id = None
        else:
            message_id = make_message_id(context.settings.mail_from)
            mail_id = unit.mails.create_digest(account_id, message_id=message_id, now=context.now())
        unit.commit()
    return int(mail_id is not None)


def send_mails(context: Context) -> int:
    """Send the waiting mails. Returns how many were sent. Several workers may do so at the same time."""
    if context.mailer is None or context.letters is None:
        return 0
    worker, outcomes = str(uuid4()), list[MailAction]()
    _run_in_unit(context, lambda unit: unit.mails.release_expired_leases(context.now()))
    while (
        len(outcomes) < BATCH_SIZE and outcomes[-MAX_REFUSALS_IN_A_ROW:] != [MailAction.PUT_OFF] * MAX_REFUSALS_IN_A_ROW
    ):
        mail = _run_in_unit(context, lambda unit: unit.mails.claim(context.now(), worker))
        if mail is None:
            break
        outcomes.append(_send(context, context.mailer, mail))
    return outcomes.count(MailAction.SUCCEED)


def _send(context: Context, mailer: Mailer, mail: Mail) -> MailAction:
    """Send a claimed mail and record the outcome."""
    message = compose_message(context, mail)
    if message is None:
        return _close(context, mail, MailAction.GIVE_UP, error=NOBODY_TO_REACH)
    try:
        mailer.send(
            message.content,
            sender=context.settings.mail_from,
            recipient=message.recipient,
            before_text=lambda: _record_handover(context, mail),
        )
    except MailRefused as refusal:
        return _put_off(context, mail, refusal)
    except MailOutcomeUnknown as lost:
        log.warning("mail %s: no answer, it may have arrived: %s", mail.id, lost)
        return _close(context, mail, MailAction.LOSE, error="no_answer")
    return _close(context, mail, MailAction.SUCCEED)


def _record_handover(context: Context, mail: Mail) -> None:
    """Record that the content is about to leave. From then on, no worker sends this mail by itself."""
    if not _run_in_unit(context, lambda unit: unit.mails.move(mail, MailAction.HAND)):
        raise MailRefused("the lease ran out", is_final=False)


def _put_off(context: Context, mail: Mail, refusal: MailRefused) -> MailAction:
    pause = None if refusal.is_final else find_retry_delay(mail.attempts)
    log.warning("mail %s, try %s: %s", mail.id, mail.attempts, refusal.reply)
    if pause is None:
        return _close(context, mail, MailAction.GIVE_UP, error=refusal.reply)
    return _close(context, mail, MailAction.PUT_OFF, error=refusal.reply, pause=pause)


def _close(
    context: Context, mail: Mail, action: MailAction, *, error: str = "", pause: timedelta = timedelta()
) -> MailAction:
    now = context.now()
    sent_at = now if action is MailAction.SUCCEED else None
    values = {"error": error, "not_before": now + pause, "lease_until": None, "sent_at": sent_at}
    _run_in_unit(context, lambda unit: unit.mails.move(mail, action, **values))
    return action


def _run_in_unit(context: Context, change: Callable[[UnitOfWork], T]) -> T:
    """Run ``change`` in a unit of its own, with retries, and return its result."""

    def run(context: Context) -> T:
        with context.open_unit() as unit:
            result = change(unit)
            unit.commit()
        return result

    return run_with_retry(context, run)
