"""The outbox: notices that are due become mails, and mails go to the mail server, each at most once unanswered."""

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
    """``server`` is empty where none is set: then nothing is mailed, and people read their inbox in the app."""

    server: str
    counts: Mapping[MailState, int]
    page: Page[MailView]


def get_outbox(context: Context, actor: Actor, *, only_troubled: bool = False, page: int = 1) -> Outbox:
    """The mails, the newest first, or those alone that did not surely arrive."""
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
    """Send a mail again that failed, or of which nobody knows whether it arrived; its Message-ID stays the same."""
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

"""Mails made or sent in one go, so that the other duties of the clock are not kept waiting."""

MAX_REFUSALS_IN_A_ROW = 3

"""Mails put off in a row after which the server is left alone until the next look at the clock."""

NOBODY_TO_REACH = "nobody_to_reach"

"""Why a mail is given up whose reader closed the account or has no address any more."""


def create_due_mails(context: Context) -> int:
    """Make a mail for everybody who has a notice whose time has come; gives how many."""
    if context.mailer is None or context.letters is None:
        return 0
    with context.open_unit(readonly=True) as unit:
        people = unit.mails.list_due_people(context.now(), BATCH_SIZE)
    return sum(run_with_retry(context, partial(_gather, account_id=account_id)) for account_id in people)


def _gather(context: Context, *, account_id: AccountId) -> int:
    """1 where a mail was made; invented people are never written to."""
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
    """Send what waits in the outbox; gives how many went out. Workers may do so at the same time."""
    if context.mailer is None or context.letters is None:
        return 0
    worker, outcomes = str(uuid4()), list[MailAction]()
    _change(context, lambda unit: unit.mails.release_expired_leases(context.now()))
    while (
        len(outcomes) < BATCH_SIZE and outcomes[-MAX_REFUSALS_IN_A_ROW:] != [MailAction.PUT_OFF] * MAX_REFUSALS_IN_A_ROW
    ):
        mail = _change(context, lambda unit: unit.mails.claim(context.now(), worker))
        if mail is None:
            break
        outcomes.append(_send(context, context.mailer, mail))
    return outcomes.count(MailAction.SUCCEED)


def _send(context: Context, mailer: Mailer, mail: Mail) -> MailAction:
    """What became of a claimed mail, written down as well."""
    message = compose_message(context, mail)
    if message is None:
        return _close(context, mail, MailAction.GIVE_UP, error=NOBODY_TO_REACH)
    try:
        mailer.send(
            message.content,
            sender=context.settings.mail_from,
            recipient=message.recipient,
            before_text=lambda: _hand_over(context, mail),
        )
    except MailRefused as refusal:
        return _put_off(context, mail, refusal)
    except MailOutcomeUnknown as lost:
        log.warning("mail %s: no answer, it may have arrived: %s", mail.id, lost)
        return _close(context, mail, MailAction.LOSE, error="no_answer")
    return _close(context, mail, MailAction.SUCCEED)


def _hand_over(context: Context, mail: Mail) -> None:
    """Written before the text leaves: from here on nobody else will send this mail by itself."""
    if not _change(context, lambda unit: unit.mails.move(mail, MailAction.HAND)):
        raise MailRefused("the lease ran out", is_final=False)


def _put_off(context: Context, mail: Mail, refusal: MailRefused) -> MailAction:
    pause = None if refusal.is_final else find_retry_delay(mail.attempts)
    log.warning("mail %s, try %s: %s", mail.id, mail.attempts, refusal.reply)
    if pause is None:
        return _close(context, mail, MailAction.GIVE_UP, error=refusal.reply)
    return _close(context, mail, MailAction.PUT_OFF, error=refusal.reply, rest=pause)


def _close(
    context: Context, mail: Mail, action: MailAction, *, error: str = "", rest: timedelta = timedelta()
) -> MailAction:
    now = context.now()
    sent_at = now if action is MailAction.SUCCEED else None
    values = {"error": error, "not_before": now + rest, "lease_until": None, "sent_at": sent_at}
    _change(context, lambda unit: unit.mails.move(mail, action, **values))
    return action


def _change(context: Context, change: Callable[[UnitOfWork], T]) -> T:
    """What ``change`` gives, in a unit of its own."""

    def run(context: Context) -> T:
        with context.open_unit() as unit:
            given = change(unit)
            unit.commit()
        return given

    return run_with_retry(context, run)
