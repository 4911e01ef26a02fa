"""The outbox in storage: mails are created from due notices, claimed by one worker, and closed once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, InvitationId, MailId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.mails import LEASE, MAIL_STEPS, Mail, MailAction
from matchmaker.domain.notices import MailState, Notice
from matchmaker.storage.repositories.base import Repository, build, names_of, table_of
from matchmaker.storage.repositories.notices import COLUMNS, read_notices
from matchmaker.storage.tables import MailRow, NoticeRow

TABLE = table_of(MailRow)
NOTICES = table_of(NoticeRow)
SELECT = select(*(TABLE.c[name] for name in names_of(Mail)))


class MailRepository(Repository):
    def list_due_people(self, now: datetime, most: int) -> tuple[AccountId, ...]:
        """Accounts with a notice whose mail is due, the longest waiting first."""
        due = select(NOTICES.c.account_id).where(NOTICES.c.due_at <= now).group_by(NOTICES.c.account_id)
        found = self._connection.execute(due.order_by(func.min(NOTICES.c.due_at)).limit(most))
        return tuple(AccountId(it) for it in found.scalars())

    def create_digest(self, account_id: AccountId, *, message_id: str, now: datetime) -> MailId | None:
        """A new mail with all due notices of this account. None if another worker was faster."""
        waiting = select(NOTICES.c.id).where(NOTICES.c.account_id == account_id, NOTICES.c.due_at.is_not(None))
        notice_ids = list(self._connection.execute(self._locked(waiting)).scalars())
        if not notice_ids:
            return None
        values = {"account_id": account_id, "message_id": message_id, "state": MailState.QUEUED, "attempts": 0}
        mail_id = self._add(MailRow, values | {"not_before": now, "error": "", "created_at": now})
        taken = update(NOTICES).where(NOTICES.c.account_id == account_id, NOTICES.c.due_at.is_not(None))
        self._connection.execute(taken.values(mail_id=mail_id, due_at=None))
        return MailId(mail_id)

    def add_invitation(
        self, account_id: AccountId, invitation_id: InvitationId, *, message_id: str, now: datetime
    ) -> None:
        """The mail to a guest. The database refuses a second one for the same invitation."""
        values = {"account_id": account_id, "invitation_id": invitation_id, "message_id": message_id}
        values |= {"state": MailState.QUEUED, "attempts": 0, "not_before": now, "error": "", "created_at": now}
        self._add(MailRow, values)

    def cancel_due(self, account_id: AccountId) -> None:
        """Cancel the due mails of an account without a valid address."""
        waiting = (NOTICES.c.account_id == account_id, NOTICES.c.due_at.is_not(None))
        self._connection.execute(update(NOTICES).where(*waiting).values(due_at=None))

    def claim(self, now: datetime, worker: str) -> Mail | None:
        """The mail that is due longest, leased to ``worker``. None if there is none."""
        due = select(TABLE.c.id).where(TABLE.c.state == MailState.QUEUED, TABLE.c.not_before <= now)
        first = due.order_by(TABLE.c.not_before, TABLE.c.id).limit(1).with_for_update(skip_locked=True)
        mail_id = self._connection.scalar(first)
        if mail_id is None:
            return None
        lease = {"worker": worker, "lease_until": now + LEASE, "attempts": TABLE.c.attempts + 1}
        self._move(mail_id, MailAction.CLAIM, lease)
        return self.get(mail_id)

    def move(self, mail: Mail, action: MailAction, **values: Any) -> bool:
        """Do ``action`` to a mail that ``mail.worker`` has leased. False if the lease is lost."""
        return self._move(mail.id, action, values, TABLE.c.worker == mail.worker)

    def release_expired_leases(self, now: datetime) -> int:
        """Take mails from workers that are gone. Untouched ones are queued again; those being sent become uncertain."""
        left = TABLE.c.lease_until <= now
        values: dict[str, Any] = {"worker": None, "lease_until": None}
        again = update(TABLE).where(TABLE.c.state == MailState.CLAIMED, left)
        lost = update(TABLE).where(TABLE.c.state == MailState.HANDED, left)
        count = self._connection.execute(again.values(state=MailState.QUEUED, **values)).rowcount
        values["error"] = "no_answer"
        return count + self._connection.execute(lost.values(state=MailState.UNCERTAIN, **values)).rowcount

    def resend(self, mail_id: MailId, now: datetime) -> bool:
        """Queue a failed or uncertain mail again. False if it is in another state."""
        return self._move(mail_id, MailAction.RESEND, {"not_before": now, "attempts": 0, "error": ""})

    def get(self, mail_id: MailId) -> Mail:
        row = self._connection.execute(SELECT.where(TABLE.c.id == mail_id)).one_or_none()
        if row is None:
            raise NotFound("mail_not_found", id=mail_id)
        return build(Mail, row)

    def list_notices(self, mail_id: MailId) -> tuple[Notice, ...]:
        """The notices in a mail, in the order in which they happened."""
        query = select(*COLUMNS).where(NOTICES.c.mail_id == mail_id).order_by(NOTICES.c.id)
        return tuple(read_notices(self._connection.execute(query).all()))

    def list_page(
        self, *, states: Iterable[MailState] | None = None, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[Mail]:
        """Mails, the newest first."""
        query = SELECT.where(*([] if states is None else [TABLE.c.state.in_(sorted(states))]))
        return self._page(
            query.order_by(TABLE.c.id.desc()), lambda rows: [build(Mail, it) for it in rows], number=number, size=size
        )

    def count_states(self) -> Mapping[MailState, int]:
        return self._count_by(select(TABLE.c.state, func.count()).group_by(TABLE.c.state))

    def _move(self, mail_id: int, action: MailAction, values: Mapping[str, Any], *conditions: Any) -> bool:
        """Change the state by the table of transitions, together with other columns."""
        for (state, possible), after in MAIL_STEPS.steps.items():
            if possible is action:
                held = update(TABLE).where(TABLE.c.id == mail_id, TABLE.c.state == state, *conditions)
                if self._connection.execute(held.values(state=after, **values)).rowcount:
                    return True
        return False
