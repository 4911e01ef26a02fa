"""Flags: names with a value, such as "the demo is loaded"."""

from sqlalchemy import select

from matchmaker.storage.repositories.base import Repository, table_of
from matchmaker.storage.tables import FlagRow

TABLE = table_of(FlagRow)


class FlagRepository(Repository):
    def find(self, name: str) -> str | None:
        return self._connection.scalar(select(TABLE.c.value).where(TABLE.c.name == name))

    def set(self, name: str, value: str) -> None:
        self._put(FlagRow, {"name": name, "value": value}, change={"value": value})
