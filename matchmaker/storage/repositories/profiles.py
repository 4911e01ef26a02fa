"""Shared by startups, mentors and investors: add, find, save with a version, iterate over all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, cast

from sqlalchemy import Column, ColumnElement, Select, Text, func, select, type_coerce, update

from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.listings import Page
from matchmaker.storage.repositories.base import Repository, batches, build, names_of, table_of, values_of
from matchmaker.storage.tables import Row
from matchmaker.storage.types import Code

Id = TypeVar("Id", bound=int)
D = TypeVar("D")
V = TypeVar("V", bound=Any)


class ProfileRepository(Repository, Generic[Id, D, V]):
    """``Id`` is the type of the id, ``D`` of the draft, ``V`` of the stored value."""

    entity_name: ClassVar[str]
    row: ClassVar[type[Row]]
    draft: ClassVar[type]
    value: ClassVar[type]
    managed_columns: ClassVar[frozenset[str]] = frozenset()
    """Columns with their own updates, which are never saved with the value."""
    completeness_columns: ClassVar[tuple[str, ...]] = ()
    """Columns that show how complete a profile is."""
    revision_columns: ClassVar[tuple[str, ...]] = ("version",)
    """Columns of which at least one changes whenever the data for matching change."""

    def add(self, draft: D) -> Id:
        return cast("Id", self._add(self.row, values_of(draft, self.draft)))

    def add_many(self, drafts: Iterable[D]) -> list[Id]:
        """Ids of the new profiles, in the order of ``drafts``."""
        ids = self._add_many(self.row, [values_of(draft, self.draft) for draft in drafts])
        return cast("list[Id]", ids)

    def find(self, profile_id: Id) -> V | None:
        return self._find(profile_id, is_locked=False)

    def get(self, profile_id: Id) -> V:
        return self._get(profile_id, is_locked=False)

    def get_for_update(self, profile_id: Id) -> V:
        """The profile, locked until the unit ends."""
        return self._get(profile_id, is_locked=True)

    def lock_many(self, profile_ids: Iterable[Id]) -> dict[Id, V]:
        """Profiles locked by id until the unit ends, so that two units never deadlock."""
        found: dict[Id, V] = {}
        for batch in batches(sorted(set(profile_ids))):
            query = self._locked(self._select().where(table_of(self.row).c.id.in_(batch)))
            found |= {profile.id: profile for profile in self._read(self._connection.execute(query))}
        return found

    def save(self, profile: V) -> V:
        """The profile with its next version. Raise StateConflict ``stale`` if the stored version is another one."""
        table = table_of(self.row)
        values = values_of(profile, self.value, leave_out={"id", "version", *self.managed_columns})
        statement = (
            update(table)
            .where(table.c.id == profile.id, table.c.version == profile.version)
            .values(**values, version=profile.version + 1)
        )
        if self._connection.execute(statement).rowcount == 0:
            raise StateConflict("stale", version=self.get(profile.id).version)
        return replace(profile, version=profile.version + 1)

    def list_by_ids(self, profile_ids: Iterable[Id]) -> dict[Id, V]:
        return self._list_by("id", set(profile_ids))

    def list_by_external_ids(self, external_ids: Iterable[str]) -> dict[str, V]:
        return self._list_by("external_id", set(external_ids))

    def list_by_names(self, names: Iterable[str]) -> dict[str, V]:
        """Profiles by name. If several have one name, the oldest."""
        return self._list_by("name", set(names))

    def iterate_all(self) -> Iterator[V]:
        """Every profile that is not erased, by id."""
        for row in self._connection.execute(self._select().where(self._is_active())):
            yield build(self.value, row)

    def list_all_ids(self) -> list[Id]:
        table = table_of(self.row)
        return list(self._connection.scalars(select(table.c.id).where(self._is_active()).order_by(table.c.id)))

    def list_revisions(self) -> dict[int, object]:
        """Revisions of all profiles that are not erased. An unchanged revision means unchanged data for matching."""
        table = table_of(self.row)
        query = select(table.c.id, *(table.c[name] for name in self.revision_columns)).where(self._is_active())
        rows: Any = self._connection.execute(query).all()
        if len(self.revision_columns) == 1:
            return dict(rows)  # there are thousands of rows, and dict() runs in C
        return {row[0]: row[1:] for row in rows}

    def is_active(self, profile_id: Id) -> bool:
        """Whether the profile is not erased."""
        here = select(table_of(self.row).c.id).where(table_of(self.row).c.id == profile_id, self._is_active())
        return self._connection.scalar(here) is not None

    def count(self) -> int:
        counted = select(func.count()).select_from(table_of(self.row)).where(self._is_active())
        return int(self._connection.scalar(counted) or 0)

    def _page_of(self, query: Select[Any], accepts: Callable[[Any], bool] | None, *, number: int, size: int) -> Page[V]:
        """Page ``number`` of ``query``, or only of profiles that ``accepts`` keeps.

        ``accepts`` gets the ``completeness_columns`` alone, with codes as they are stored. Only the profiles of
        the page are then read completely.
        """
        if accepts is None:
            return self._page(query, self._read, number=number, size=size)
        table = table_of(self.row)
        columns = (table.c.id, *(_untyped(table.c[name]) for name in self.completeness_columns))
        accepted_ids = [row.id for row in self._connection.execute(query.with_only_columns(*columns)) if accepts(row)]
        number = min(max(1, number), max(1, -(-len(accepted_ids) // size)))
        ids = accepted_ids[(number - 1) * size : number * size]
        found = self.list_by_ids(ids)
        return Page(items=tuple(found[it] for it in ids), number=number, total=len(accepted_ids), size=size)

    def _is_active(self) -> ColumnElement[bool]:
        """Erased profiles stay as empty rows for the records of others. No list shows them."""
        return table_of(self.row).c.erased_at.is_(None)

    def _select(self) -> Select[Any]:
        return _select_all(self.row, self.value)

    def _find(self, profile_id: Id, *, is_locked: bool) -> V | None:
        query = self._select().where(table_of(self.row).c.id == profile_id)
        row = self._connection.execute(self._locked(query) if is_locked else query).one_or_none()
        return None if row is None else build(self.value, row)

    def _get(self, profile_id: Id, *, is_locked: bool) -> V:
        found = self._find(profile_id, is_locked=is_locked)
        if found is None:
            raise NotFound(f"{self.entity_name}_not_found", id=profile_id)
        return found

    def _list_by(self, name: str, keys: set[Any]) -> dict[Any, V]:
        column = table_of(self.row).c[name]
        found: dict[Any, V] = {}
        for batch in batches(sorted(keys)):
            for row in self._connection.execute(self._select().where(column.in_(batch))):
                found.setdefault(getattr(row, name), build(self.value, row))
        return found

    def _read(self, rows: Iterable[Any]) -> list[V]:
        return [build(self.value, row) for row in rows]


@cache
def _select_all(row: type[Row], value: type) -> Select[Any]:
    """The base of all other queries. Built once, because it has some twenty columns."""
    table = table_of(row)
    return select(*(table.c[name] for name in names_of(value))).order_by(table.c.id)


def _untyped(column: Column[Any]) -> ColumnElement[Any]:
    """A code as it is stored. To convert thousands of values takes longer than to read them."""
    return type_coerce(column, Text()).label(column.name) if isinstance(column.type, Code) else column
