"""The outbox as the operator sees it: what went out, what did not, and sending again."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Account, Actor
from matchmaker.domain.entry import Invitation
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import MailId
from matchmaker.domain.listings import Page
from matchmaker.domain.mails import Mail
from matchmaker.domain.notices import MailState
from matchmaker.services.audit import record_audit
from matchmaker.services.context import Context
from matchmaker.services.guards import require

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
