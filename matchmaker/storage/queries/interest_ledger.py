"""The ledger of conflicts of interest: entries of all sources with their effective level, in one query."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, type_coerce, union_all

from matchmaker.domain.interests import (
    DEFAULT_LEVELS,
    LEVEL_ORDER,
    ConflictEntry,
    ConflictLevel,
    LedgerLine,
    LedgerSearch,
)
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.queries.filters import matches
from matchmaker.storage.queries.interest_scope import EVERYBODY, LedgerScope, Shape
from matchmaker.storage.queries.interest_sources import COLUMNS, inline_text, list_sources
from matchmaker.storage.repositories.base import BATCH, Repository, build
from matchmaker.storage.tables import (
    ConflictLevelRow,
    ConflictRulingRow,
    EventRow,
    InvestorRow,
    MentorRow,
    StartupRow,
)
from matchmaker.storage.types import Code


class LedgerQueries(Repository):
    def list_entries(self, scope: LedgerScope, now: datetime) -> tuple[ConflictEntry, ...]:
        """Entries about these people by key, in one query. For many people the query asks for everybody."""
        widened = scope.widen_above(BATCH)
        query, _ = _select(widened.shape)
        return tuple(_read(row) for row in self._connection.execute(query, {"now": now, **widened.values}))

    def find_line(self, key: str, now: datetime) -> LedgerLine | None:
        """The entry of that key, with names."""
        query, entries = _select(EVERYBODY.shape)
        with_names = _name(query, entries).where(entries.c.key == key)
        row = self._connection.execute(with_names, {"now": now}).one_or_none()
        return None if row is None else _read_line(row)

    def list_page(
        self, search: LedgerSearch, now: datetime, *, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[LedgerLine]:
        """Entries that match, the severest first."""
        scope = _make_scope(search)
        query, entries = _select(scope.shape)
        level = _level(entries)
        query = _name(query, entries).where(
            *matches(search.words, StartupRow.name, MentorRow.name, InvestorRow.name),
            *([] if search.kind is None else [entries.c.kind == search.kind]),
            *([] if search.sides is None else [entries.c.side.in_(list(search.sides))]),
            *([] if search.level is None else [level == search.level]),
        )
        severity = case({it.value: rank for it, rank in LEVEL_ORDER.items()}, value=level)
        ordered = query.order_by(None).order_by(severity.desc(), entries.c.key)
        return self._page(ordered.params(now=now, **scope.values), _read_lines, number=number, size=size)


def _make_scope(search: LedgerSearch) -> LedgerScope:
    kind, number = search.other or (None, 0)
    return LedgerScope(
        startup_ids=None if search.startup_id is None else [search.startup_id],
        mentor_ids=None if kind is None else [number] if kind is PartyKind.MENTOR else [],
        investor_ids=None if kind is None else [number] if kind is PartyKind.INVESTOR else [],
    )


@cache
def _select(shape: Shape) -> tuple[Select[Any], Any]:
    """Entries with their effective level: that of the ruling, else of the kind's setting, else the default."""
    entries = union_all(*list_sources(shape)).subquery("entries")
    query = (
        select(*(entries.c[name] for name in COLUMNS), _level(entries).label("level"), ConflictRulingRow.reason)
        .outerjoin(ConflictRulingRow, ConflictRulingRow.entry_key == entries.c.key)
        .outerjoin(ConflictLevelRow, ConflictLevelRow.kind == entries.c.kind)
        .order_by(entries.c.key)
    )
    return query, entries


def _level(entries: Any) -> ColumnElement[Any]:
    usual = case(
        *(
            (entries.c.kind == inline_text(kind.value), inline_text(level.value))
            for kind, level in DEFAULT_LEVELS.items()
        )
    )
    return type_coerce(func.coalesce(ConflictRulingRow.level, ConflictLevelRow.level, usual), Code(ConflictLevel))


def _name(query: Select[Any], entries: Any) -> Select[Any]:
    """The query with the names of everything that an entry is about."""
    other = func.coalesce(MentorRow.name, InvestorRow.name, literal("")).label("other")
    with_names = query.add_columns(
        func.coalesce(StartupRow.name, literal("")).label("startup"),
        other,
        func.coalesce(EventRow.name, literal("")).label("event"),
    )
    return (
        with_names.outerjoin(StartupRow, StartupRow.id == entries.c.startup_id)
        .outerjoin(MentorRow, MentorRow.id == entries.c.mentor_id)
        .outerjoin(InvestorRow, InvestorRow.id == entries.c.investor_id)
        .outerjoin(EventRow, EventRow.id == entries.c.event_id)
    )


def _read(row: Any) -> ConflictEntry:
    is_mentor = row.mentor_id is not None
    return build(
        ConflictEntry,
        row,
        other_kind=PartyKind.MENTOR if is_mentor else PartyKind.INVESTOR,
        other_id=row.mentor_id if is_mentor else row.investor_id,
        ruling=row.reason,
    )


def _read_line(row: Any) -> LedgerLine:
    return LedgerLine(entry=_read(row), startup=row.startup, other=row.other, event=row.event)


def _read_lines(rows: Sequence[Any]) -> list[LedgerLine]:
    return [_read_line(row) for row in rows]
