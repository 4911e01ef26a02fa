"""The people of a query on the conflict ledger: for each kind of profile everybody, some, or nobody."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_

Shape = tuple[tuple[str, bool | None], ...]
Ids = Collection[int] | None
"""Ids of profiles, or None for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerScope:
    """Only entries about these people."""

    startup_ids: Ids = None
    mentor_ids: Ids = None
    investor_ids: Ids = None

    def widen_above(self, most: int) -> "LedgerScope":
        """If more than ``most`` ids are given, ask for everybody. That is as fast, and the statement stays short."""
        ids_by_name = {name: ids if ids is None or len(ids) <= most else None for name, ids in asdict(self).items()}
        return LedgerScope(**ids_by_name)

    @property
    def shape(self) -> Shape:
        """For each kind: everybody, some, or nobody. The statement depends on this only, so it is compiled once."""
        return tuple((name, None if ids is None else bool(ids)) for name, ids in asdict(self).items())

    @property
    def values(self) -> dict[str, list[int]]:
        """The ids that are bound to the statement."""
        return {name: sorted(ids) for name, ids in asdict(self).items() if ids}


EVERYBODY = LedgerScope()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSource:
    """A query with the columns of its people. A source without a startup column is about every startup."""

    query: Select[Any]
    startup: ColumnElement[Any] | None = None
    mentor: ColumnElement[Any] | None = None
    investor: ColumnElement[Any] | None = None

    def where(self, *conditions: ColumnElement[bool]) -> "LedgerSource":
        return replace(self, query=self.query.where(*conditions))

    def narrow(self, shape: Shape) -> Select[Any] | None:
        """The query for these people. None if it is about none of them."""
        scope = dict(shape)
        query = self.query
        if self.startup is not None and scope["startup_ids"] is not None:
            query = query.where(_is_among(self.startup, "startup_ids"))
        partners = {"mentor_ids": self.mentor, "investor_ids": self.investor}
        columns = {name: column for name, column in partners.items() if column is not None}
        if all(scope[name] is None for name in columns):
            return query
        conditions = [
            column.is_not(None) if scope[name] is None else _is_among(column, name)
            for name, column in columns.items()
            if scope[name] is not False
        ]
        return query.where(or_(*conditions)) if conditions else None


def _is_among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return column.in_(bindparam(name, expanding=True))
