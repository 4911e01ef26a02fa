"""Notices in storage: an inbox for each account, and how often it wants mail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import AccountId, NoticeId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.notices import MailFrequency, Notice, NoticeDraft, decode_data, encode_data
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.queries.belonging import DIRECT_PATHS
from matchmaker.storage.repositories.base import Repository, batches, build, names_of, table_of, values_of
from matchmaker.storage.tables import AccountRow, MailChoiceRow, NoticeRow

TABLE = table_of(NoticeRow)
CHOICES = table_of(MailChoiceRow)
COLUMNS = tuple(TABLE.c[name] for name in names_of(Notice))


class NoticeRepository(Repository):
    def add_many(self, drafts: Iterable[NoticeDraft]) -> None:
        values = [values_of(draft, NoticeDraft) | {"data": encode_data(draft.data)} for draft in drafts]
        if values:
            self._connection.execute(insert(TABLE), values)

    def get(self, account_id: AccountId, notice_id: NoticeId) -> Notice:
        """A notice from the account's own inbox."""
        own = (TABLE.c.id == notice_id, TABLE.c.account_id == account_id)
        found = read_notices(self._connection.execute(select(*COLUMNS).where(*own)).all())
        if not found:
            raise NotFound("notice_not_found", id=notice_id)
        return found[0]

    def list_page(
        self, account_id: AccountId, *, number: int = 1, size: int = PAGE_SIZE, only_unread: bool = False
    ) -> Page[Notice]:
        """The inbox, the newest first."""
        unread = [TABLE.c.read_at.is_(None)] if only_unread else []
        query = select(*COLUMNS).where(TABLE.c.account_id == account_id, *unread)
        return self._page(
            query.order_by(TABLE.c.created_at.desc(), TABLE.c.id.desc()), read_notices, number=number, size=size
        )

    def count_unread(self, account_id: AccountId) -> int:
        query = select(func.count()).where(TABLE.c.account_id == account_id, TABLE.c.read_at.is_(None))
        return int(self._connection.scalar(query) or 0)

    def mark_read(self, account_id: AccountId, *, now: datetime, only: NoticeId | None = None) -> int:
        """Mark all unread notices of the account as read, or ``only`` one; return their number.

        Read notices need no mail.
        """
        mine = [TABLE.c.account_id == account_id, TABLE.c.read_at.is_(None)]
        if only is not None:
            mine.append(TABLE.c.id == only)
        return self._connection.execute(update(TABLE).where(*mine).values(read_at=now, due_at=None)).rowcount

    def find_mail_frequencies(self, account_ids: Iterable[AccountId]) -> dict[AccountId, MailFrequency | None]:
        """How often the active ones among ``account_ids`` want mail. None for accounts without a choice."""
        found: dict[AccountId, MailFrequency | None] = {}
        joined = select(AccountRow.id, CHOICES.c.pace).outerjoin(CHOICES, CHOICES.c.account_id == AccountRow.id)
        for batch in batches(sorted(set(account_ids))):
            rows = self._connection.execute(joined.where(AccountRow.id.in_(batch), AccountRow.is_active.is_(True)))
            found |= {AccountId(account_id): pace for account_id, pace in rows}
        return found

    def set_mail_frequency(self, account_id: AccountId, pace: MailFrequency, *, due_at: datetime | None) -> None:
        """Store the choice. Notices that wait for a mail now wait until ``due_at``."""
        self._put(MailChoiceRow, {"account_id": account_id, "pace": pace}, change={"pace": pace})
        waiting = (TABLE.c.account_id == account_id, TABLE.c.due_at.is_not(None))
        self._connection.execute(update(TABLE).where(*waiting).values(due_at=due_at))

    def list_representatives(self, kind: PartyKind, profile_ids: Iterable[int]) -> dict[int, tuple[AccountId, ...]]:
        """Accounts that act for each of the profiles. Profiles without any are left out."""
        profile, account = DIRECT_PATHS[kind]
        found: dict[int, list[AccountId]] = defaultdict(list)
        for batch in batches(sorted(set(profile_ids))):
            query = select(profile, account).where(profile.in_(batch), account.is_not(None)).order_by(account)
            for profile_id, account_id in self._connection.execute(query):
                found[profile_id].append(AccountId(account_id))
        return {profile_id: tuple(people) for profile_id, people in found.items()}


def read_notices(rows: Sequence[Any]) -> list[Notice]:
    return [build(Notice, row, data=decode_data(row.data)) for row in rows]
