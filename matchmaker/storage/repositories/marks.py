"""Marks of what was done once, such as loading the demo."""

from sqlalchemy import select

from matchmaker.storage.repositories.base import Repository, table_of
from matchmaker.storage.tables import MarkRow

TABLE = table_of(MarkRow)


class MarkRepository(Repository):
    def find(self, name: str) -> str | None:
        return self._connection.scalar(select(TABLE.c.value).where(TABLE.c.name == name))

    def set(self, name: str, value: str) -> None:
        self._put(MarkRow, {"name": name, "value": value}, change={"value": value})
