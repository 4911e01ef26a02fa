"""Shared by repositories: rows to values and back, pages, batches, "insert or update"."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, Select, Table, func, insert
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.domain.listings import Page
from matchmaker.storage.engine import READONLY
from matchmaker.storage.tables import Row

T = TypeVar("T")

Read = Callable[[Sequence[Any]], Sequence[T]]
"""Convert rows into values, all together, so that their details need only one more query."""

BATCH = 500
"""Keys in one statement, well below the 999 variables that old SQLite builds allow."""


class Repository:
    """Reads and writes one kind of thing inside a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _page(self, query: Select[Any], read: Read[T], *, number: int, size: int) -> Page[T]:
        """Page ``number`` of ``query``. A number past the end gives the last page."""
        number = max(1, number)
        rows = self._slice(query, number, size)
        is_last = len(rows) < size and (len(rows) > 0 or number == 1)
        total = (number - 1) * size + len(rows) if is_last else self._count(query)  # a count needs another scan
        if not rows and total:
            number = -(-total // size)
            rows = self._slice(query, number, size)
        return Page(items=tuple(read(rows)), number=number if rows else 1, total=total, size=size)

    def _slice(self, query: Select[Any], number: int, size: int) -> Sequence[Any]:
        return self._connection.execute(query.limit(size).offset((number - 1) * size)).all()

    def _locked(self, query: Select[Any]) -> Select[Any]:
        """``query`` with its rows locked until the unit ends. SQLite's unit holds the one write lock already.

        The lock excludes keys: other units can still add rows that refer to a locked row. So two people who
        wish for each other at the same moment do not block each other forever.
        """
        if self._connection.get_execution_options().get(READONLY):
            raise RuntimeError("a readonly unit locks nothing: open one that writes")
        return query.with_for_update(key_share=True)

    def _count(self, query: Select[Any]) -> int:
        counted = query.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
        return int(self._connection.scalar(counted) or 0)

    def _count_by(self, query: Executable) -> dict[Any, int]:
        """The counts of a grouping query, by key."""
        return {key: int(number) for key, number in self._connection.execute(query)}

    def _add(self, row: type[Row], values: Mapping[str, Any]) -> int:
        table = table_of(row)
        return int(self._connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())

    def _add_many(self, row: type[Row], values: Sequence[Mapping[str, Any]]) -> list[int]:
        """Ids of the new rows, in the order of ``values``."""
        if not values:
            return []
        table = table_of(row)
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(self._connection.execute(statement, values).scalars())

    def _put(self, row: type[Row], values: Mapping[str, Any], *, change: Mapping[str, Any]) -> None:
        """Insert ``values``, or update with ``change`` if a row with that primary key exists."""
        table = table_of(row)
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        keys = [column.name for column in table.primary_key]
        self._connection.execute(
            dialect.insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=dict(change))
        )


def table_of(row: type[Row]) -> Table:
    """The table of a row class."""
    return cast("Table", row.__table__)  # every row class here maps one table, and no join or view


@cache
def names_of(kind: Any) -> tuple[str, ...]:
    """Field names of a dataclass."""
    return tuple(field.name for field in fields(kind))


def values_of(value: Any, kind: type, *, leave_out: Iterable[str] = ()) -> dict[str, Any]:
    """The fields that ``kind`` declares, as columns of the same names."""
    left_out = set(leave_out)
    return {name: getattr(value, name) for name in names_of(kind) if name not in left_out}


def build(kind: type[T], row: Any, **others: Any) -> T:
    """A dataclass from the columns of the same names. ``others`` are the values that the row does not have."""
    names = names_of(cast("Any", kind))
    columns = {name: getattr(row, name) for name in names if name not in others}
    return kind(**columns, **others)


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """``items`` in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
