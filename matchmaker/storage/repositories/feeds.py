"""Addresses of calendar feeds in storage: at most one for an account."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from matchmaker.domain.ids import AccountId
from matchmaker.domain.notices import CalendarFeed
from matchmaker.storage.repositories.base import Repository, build, table_of
from matchmaker.storage.tables import CalendarFeedRow

TABLE = table_of(CalendarFeedRow)


class FeedRepository(Repository):
    def find(self, account_id: AccountId) -> CalendarFeed | None:
        return self._find(select(TABLE).where(TABLE.c.account_id == account_id))

    def find_by_nonce(self, nonce: str) -> CalendarFeed | None:
        return self._find(select(TABLE).where(TABLE.c.nonce == nonce))

    def open(self, feed: CalendarFeed) -> None:
        """Open the account's feed with a new address. It replaces an older one."""
        self.close(feed.account_id)
        values = {"account_id": feed.account_id, "nonce": feed.nonce, "created_at": feed.created_at}
        self._connection.execute(insert(TABLE).values(**values))

    def close(self, account_id: AccountId) -> None:
        """Close the account's feed."""
        self._connection.execute(delete(TABLE).where(TABLE.c.account_id == account_id))

    def note_fetch(self, nonce: str, now: datetime) -> None:
        """Record when the feed was last read."""
        self._connection.execute(update(TABLE).where(TABLE.c.nonce == nonce).values(fetched_at=now))

    def _find(self, query: Select[Any]) -> CalendarFeed | None:
        row = self._connection.execute(query).one_or_none()
        return None if row is None else build(CalendarFeed, row)
