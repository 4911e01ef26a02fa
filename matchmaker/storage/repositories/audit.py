"""The audit log in storage: entries are added and read, nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, insert, select

from matchmaker.domain.audit import EVERYTHING, AuditEntry, AuditSearch
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.repositories.base import Repository, build, names_of, table_of, values_of
from matchmaker.storage.tables import AccountRow, AuditRow

TABLE = table_of(AuditRow)


class AuditRepository(Repository):
    def add(self, entry: AuditEntry) -> None:
        self.add_many([entry])

    def add_many(self, entries: Iterable[AuditEntry]) -> None:
        if values := [_columns(entry) for entry in entries]:
            self._connection.execute(insert(TABLE), values)

    def list_page(
        self, search: AuditSearch = EVERYTHING, *, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[AuditEntry]:
        """Entries that match all of ``search``, newest first."""
        query = select(*(TABLE.c[name] for name in names_of(AuditEntry))).where(
            *equals(AuditRow.action, search.action),
            *equals(AuditRow.subject_kind, search.subject_kind),
            *equals(AuditRow.subject_id, search.subject_id),
            *([] if search.since is None else [TABLE.c.at >= search.since]),
            *([] if search.until is None else [TABLE.c.at < search.until]),
            *([] if not search.person else [TABLE.c.actor.in_(_find_people(search.person))]),
        )
        return self._page(query.order_by(TABLE.c.id.desc()), _read, number=number, size=size)

    def count(self) -> int:
        return int(self._connection.scalar(select(func.count()).select_from(TABLE)) or 0)


def _find_people(words: str) -> Select[Any]:
    return select(AccountRow.id).where(*matches(words, AccountRow.name, AccountRow.email))


def _columns(entry: AuditEntry) -> dict[str, Any]:
    return values_of(entry, AuditEntry) | {"before": dict(entry.before), "after": dict(entry.after)}


def _read(rows: Sequence[Any]) -> list[AuditEntry]:
    return [build(AuditEntry, row) for row in rows]
