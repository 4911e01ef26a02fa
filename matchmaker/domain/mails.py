"""Mails of the outbox: their legal steps, and the delay before a refused mail is tried again.

A mail is given to the mail server at most once without a clear answer. ``HANDED`` is written and committed after the
server is ready for the text and before the first byte is sent. If no answer comes then (the connection breaks, the
process is killed), the mail becomes ``UNCERTAIN``. It is not sent again automatically: it may have arrived, and the
inbox shows the same content. The operator may send it again, under the same Message-ID.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, InvitationId, MailId
from matchmaker.domain.notices import MailState
from matchmaker.domain.states import StateMachine


class MailAction(StrEnum):
    """What happens to a mail on its way."""

    CLAIM = "claim"
    HAND = "hand"
    SUCCEED = "succeed"
    PUT_OFF = "put_off"
    GIVE_UP = "give_up"
    LOSE = "lose"
    RESEND = "resend"


MAIL_STEPS = StateMachine(
    {
        (MailState.QUEUED, MailAction.CLAIM): MailState.CLAIMED,
        (MailState.CLAIMED, MailAction.HAND): MailState.HANDED,
        (MailState.CLAIMED, MailAction.PUT_OFF): MailState.QUEUED,
        (MailState.CLAIMED, MailAction.GIVE_UP): MailState.FAILED,
        (MailState.HANDED, MailAction.SUCCEED): MailState.SENT,
        (MailState.HANDED, MailAction.PUT_OFF): MailState.QUEUED,
        (MailState.HANDED, MailAction.GIVE_UP): MailState.FAILED,
        (MailState.HANDED, MailAction.LOSE): MailState.UNCERTAIN,
        (MailState.FAILED, MailAction.RESEND): MailState.QUEUED,
        (MailState.UNCERTAIN, MailAction.RESEND): MailState.QUEUED,
    }
)

LEASE = timedelta(minutes=5)
"""How long a worker may hold a mail; a mail server answers within seconds or not at all."""

RETRY_DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""Growing delays between tries. A server that is down for longer than a day or two needs somebody's attention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one account, or to a guest that the account invited; ``message_id`` is the same for all tries."""

    id: MailId
    account_id: AccountId
    invitation_id: InvitationId | None
    message_id: str
    state: MailState
    attempts: int
    not_before: datetime
    worker: str | None
    lease_until: datetime | None
    error: str
    created_at: datetime
    sent_at: datetime | None


def find_retry_delay(attempts: int) -> timedelta | None:
    """The delay after ``attempts`` tries (>= 1); None after the last try.

    >>> [find_retry_delay(1), find_retry_delay(7)]
    [datetime.timedelta(seconds=60), None]
    """
    return RETRY_DELAYS[attempts - 1] if attempts <= len(RETRY_DELAYS) else None
