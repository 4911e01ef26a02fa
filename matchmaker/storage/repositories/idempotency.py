"""Responses to form posts in storage, by idempotency key."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.domain.idempotency import IdempotencyKey, StoredResponse
from matchmaker.storage.repositories.base import Repository, table_of
from matchmaker.storage.tables import StoredResponseRow

TABLE = table_of(StoredResponseRow)


class StoredResponseRepository(Repository):
    def claim(self, key: IdempotencyKey, at: datetime) -> bool:
        """Whether this unit is the first with the key. Wait while another unit holds it."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        values = {
            "digest": key.digest,
            "account_id": key.account_id,
            "endpoint": key.endpoint,
            "created_at": at,
            "notes": [],
        }
        statement = dialect.insert(TABLE).values(**values).on_conflict_do_nothing().returning(TABLE.c.digest)
        return self._connection.scalar(statement) is not None

    def find(self, key: IdempotencyKey) -> StoredResponse | None:
        """The response to a post that acted; without a location until it is stored. None if no post acted."""
        query = select(TABLE.c.location, TABLE.c.notes).where(TABLE.c.digest == key.digest)
        row = self._connection.execute(query).one_or_none()
        return (
            None
            if row is None
            else StoredResponse(location=row.location, notes=tuple((it[0], it[1]) for it in row.notes))
        )

    def store(self, key: IdempotencyKey, response: StoredResponse) -> None:
        """Store the response to the post."""
        values = {"location": response.location, "notes": [list(note) for note in response.notes]}
        self._connection.execute(update(TABLE).where(TABLE.c.digest == key.digest).values(**values))

    def release(self, key: IdempotencyKey) -> None:
        """Delete the key: the post was refused and may be sent again."""
        self._connection.execute(delete(TABLE).where(TABLE.c.digest == key.digest))

    def purge(self, before: datetime) -> int:
        """Delete keys from before that time; return their number."""
        return self._connection.execute(delete(TABLE).where(TABLE.c.created_at < before)).rowcount
