"""Wrong passwords in a row, counted for all processes together."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from matchmaker.domain.accounts import LoginFailures
from matchmaker.storage.repositories.base import Repository, build, table_of
from matchmaker.storage.tables import LoginFailureRow

TABLE = table_of(LoginFailureRow)


class LoginFailureRepository(Repository):
    def find(self, email: str, address: str) -> LoginFailures | None:
        row = self._connection.execute(_select(email, address)).one_or_none()
        return None if row is None else build(LoginFailures, row)

    def add(self, email: str, address: str, at: datetime) -> LoginFailures:
        """The failures with one more counted. Two simultaneous ones are both counted."""
        values = {"email": email.lower(), "address": address, "count": 1, "last_at": at}
        self._put(LoginFailureRow, values, change={"count": TABLE.c.count + 1, "last_at": at})
        return build(LoginFailures, self._connection.execute(_select(email, address)).one())

    def lock(self, failures: LoginFailures, until: datetime) -> None:
        """Refuse log-ins with that e-mail from that address until ``until``."""
        key = (TABLE.c.email == failures.email, TABLE.c.address == failures.address)
        self._connection.execute(update(TABLE).where(*key).values(locked_until=until))

    def clear(self, email: str, address: str) -> None:
        """Delete the failures after a correct password."""
        self._connection.execute(delete(TABLE).where(TABLE.c.email == email.lower(), TABLE.c.address == address))

    def forget(self, login: str) -> None:
        """Delete all failures of a log-in name, from every address, also those with codes."""
        names = (login.lower(), f"reset:{login.lower()}")
        self._connection.execute(delete(TABLE).where(TABLE.c.email.in_(names)))


def _select(email: str, address: str) -> Select[Any]:
    return select(TABLE).where(TABLE.c.email == email.lower(), TABLE.c.address == address)
