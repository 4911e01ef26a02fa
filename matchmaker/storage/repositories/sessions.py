"""Sessions in storage, and codes to set a new password."""

from datetime import datetime

from sqlalchemy import delete, select, update

from matchmaker.domain.accounts import ResetCode, Session
from matchmaker.domain.ids import AccountId, SessionId
from matchmaker.storage.repositories.base import Repository, build, table_of
from matchmaker.storage.tables import ResetCodeRow, SessionRow

TABLE = table_of(SessionRow)
CODES = table_of(ResetCodeRow)


class SessionRepository(Repository):
    def add(self, account_id: AccountId, *, token_hash: str, device: str, address: str, at: datetime) -> SessionId:
        values = {"account_id": account_id, "token_hash": token_hash, "device": device, "address": address}
        return SessionId(self._add(SessionRow, {**values, "started_at": at, "seen_at": at}))

    def find(self, token_hash: str) -> Session | None:
        row = self._connection.execute(select(TABLE).where(TABLE.c.token_hash == token_hash)).one_or_none()
        return None if row is None else build(Session, row)

    def list_for(self, account_id: AccountId) -> tuple[Session, ...]:
        """Sessions of an account, the latest use first."""
        query = select(TABLE).where(TABLE.c.account_id == account_id).order_by(TABLE.c.seen_at.desc(), TABLE.c.id)
        return tuple(build(Session, row) for row in self._connection.execute(query))

    def touch(self, session_id: SessionId, *, at: datetime, address: str) -> None:
        """Record when and from where the session was used last."""
        self._connection.execute(update(TABLE).where(TABLE.c.id == session_id).values(seen_at=at, address=address))

    def end(self, account_id: AccountId, *, only: SessionId | None = None, but: SessionId | None = None) -> int:
        """End the account's sessions: ``only`` one, all ``but`` one, or all; return their number."""
        which = [TABLE.c.account_id == account_id]
        which += [] if only is None else [TABLE.c.id == only]
        which += [] if but is None else [TABLE.c.id != but]
        return self._connection.execute(delete(TABLE).where(*which)).rowcount

    def forget_before(self, moment: datetime) -> int:
        """Delete sessions without use since ``moment``, whose cookies have expired; return their number."""
        return self._connection.execute(delete(TABLE).where(TABLE.c.seen_at < moment)).rowcount


class ResetCodeRepository(Repository):
    def add(
        self,
        account_id: AccountId,
        *,
        code_hash: str,
        issued_by: AccountId | None,
        created_at: datetime,
        expires_at: datetime,
    ) -> int:
        values = {"account_id": account_id, "code_hash": code_hash, "issued_by": issued_by}
        return self._add(ResetCodeRow, {**values, "created_at": created_at, "expires_at": expires_at})

    def find_for_update(self, account_id: AccountId, code_hash: str) -> ResetCode | None:
        """The code, locked until the unit ends."""
        query = select(CODES).where(CODES.c.account_id == account_id, CODES.c.code_hash == code_hash)
        row = self._connection.execute(self._locked(query)).one_or_none()
        return None if row is None else build(ResetCode, row)

    def count_since(self, account_id: AccountId, moment: datetime) -> int:
        query = select(CODES).where(CODES.c.account_id == account_id, CODES.c.created_at >= moment)
        return self._count(query)

    def use_all(self, account_id: AccountId, at: datetime) -> None:
        """Make all codes of the account used."""
        open_codes = update(CODES).where(CODES.c.account_id == account_id, CODES.c.used_at.is_(None))
        self._connection.execute(open_codes.values(used_at=at))
