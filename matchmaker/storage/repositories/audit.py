"""The audit log in storage: entries are only added, sealed and read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, insert, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.domain.audit import EVERYTHING, AuditEntry, AuditSearch
from matchmaker.domain.audit_chain import GENESIS, ChainEnd, ChainLink, seal, seal_all, serialise
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.storage.queries.filters import contains_word, equals, matches
from matchmaker.storage.queries.subject_names import NAMED, select_ids_by_name
from matchmaker.storage.repositories.base import Repository, build, names_of, table_of, values_of
from matchmaker.storage.tables import AccountRow, AuditRow, AuditSealRow, AuditTailRow

TABLE = table_of(AuditRow)
SEALS = table_of(AuditSealRow)
TAIL = table_of(AuditTailRow)

MAX_SEALED_BY_SERVER = 8
"""Up to this number of entries of one unit, it is faster to seal on the server."""

SEAL_ONE = text(
    """
    WITH taken AS (
        INSERT INTO audit_tail (id, length, seal) VALUES (1, 1, :first)
        ON CONFLICT (id) DO UPDATE SET length = audit_tail.length + 1,
            seal = encode(sha256(convert_to(audit_tail.seal || chr(10) || :content, 'UTF8')), 'hex')
        RETURNING length, seal
    )
    INSERT INTO audit_seals (position, entry_id, seal) SELECT length, :entry_id, seal FROM taken
    """
)
"""Add one entry at the end of the chain: ``audit_chain.seal`` in PostgreSQL's SQL."""

SEAL_SOME = text(
    """
    WITH RECURSIVE kept AS (
        SELECT length, seal FROM audit_tail WHERE id = 1 FOR UPDATE
    ), added AS (
        SELECT * FROM unnest(CAST(:entry_ids AS INTEGER[]), CAST(:contents AS TEXT[]))
            WITH ORDINALITY AS added (entry_id, content, number)
    ), chain AS (
        SELECT CAST(0 AS BIGINT) AS number, 0 AS entry_id, CAST(seal AS TEXT) AS seal FROM kept
        UNION ALL
        SELECT added.number, added.entry_id,
            encode(sha256(convert_to(chain.seal || chr(10) || added.content, 'UTF8')), 'hex')
        FROM chain JOIN added ON added.number = chain.number + 1
    ), moved AS (
        UPDATE audit_tail SET length = last.length, seal = last.seal
        FROM (
            SELECT kept.length + chain.number AS length, chain.seal FROM kept, chain ORDER BY chain.number DESC LIMIT 1
        ) AS last
        WHERE audit_tail.id = 1
    )
    INSERT INTO audit_seals (position, entry_id, seal)
    SELECT kept.length + chain.number, chain.entry_id, chain.seal FROM kept, chain WHERE chain.number > 0
    """
)
"""The same for several entries. It does nothing if the chain has no end yet.

``kept`` waits for the lock and then reads the end as the last unit left it. Everything else uses what it read.
"""

CHECKED_AT_ONCE = 1000
"""Links that are read in one go. A log of a million entries never fits into memory as a whole."""


class AuditRepository(Repository):
    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._unwritten: list[AuditEntry] = []
        self._unsealed: list[tuple[int, AuditEntry]] = []

    def add(self, entry: AuditEntry) -> None:
        self.add_many([entry])

    def add_many(self, entries: Iterable[AuditEntry]) -> None:
        """Add ``entries``. They are written and sealed together at the commit, or when the log is read."""
        self._unwritten += entries

    def _write(self) -> None:
        added, self._unwritten = self._unwritten, []
        ids = self._add_many(AuditRow, [_columns(entry) for entry in added])
        self._unsealed += zip(ids, added, strict=True)

    def seal(self) -> None:
        """Seal the entries of the unit. The end of the chain stays locked until the unit ends, so this comes last."""
        self._write()
        if self._connection.dialect.name == "postgresql" and len(self._unsealed) <= MAX_SEALED_BY_SERVER:
            self._seal_on_server()
        elif self._unsealed:
            self._seal_in_process()
        self._unsealed = []

    def _seal_on_server(self) -> None:
        """Seal in one statement on the server: the lock is held for that and for the commit alone."""
        ids = [entry_id for entry_id, _ in self._unsealed]
        contents = [serialise(entry_id, entry).decode("ascii") for entry_id, entry in self._unsealed]
        if len(ids) > 1 and self._connection.execute(SEAL_SOME, {"entry_ids": ids, "contents": contents}).rowcount:
            return
        for (entry_id, entry), content in zip(self._unsealed, contents, strict=True):
            first = seal(GENESIS, entry_id, entry)
            self._connection.execute(SEAL_ONE, {"entry_id": entry_id, "content": content, "first": first})

    def _seal_in_process(self) -> None:
        """Seal in three statements, for any number of entries."""
        tail = self._take_tail(len(self._unsealed))
        links = seal_all(tail, self._unsealed)
        values = [{"position": it.position, "entry_id": it.entry_id, "seal": it.seal} for it in links]
        self._connection.execute(insert(SEALS), values)
        self._connection.execute(update(TAIL).values(seal=links[-1].seal))

    def get_tail(self) -> ChainEnd:
        """The stored end of the chain."""
        row = self._connection.execute(select(TAIL.c.length, TAIL.c.seal)).one_or_none()
        return ChainEnd(length=row.length, seal=row.seal) if row else ChainEnd()

    def iterate_links(self) -> Iterator[list[ChainLink]]:
        """The whole chain in order of position, in parts. A deleted entry is None."""
        columns = [TABLE.c[name] for name in names_of(AuditEntry)]
        query = select(*SEALS.c, TABLE.c.id, *columns).outerjoin(TABLE, TABLE.c.id == SEALS.c.entry_id)
        last = 0
        while rows := self._connection.execute(
            query.where(SEALS.c.position > last).order_by(SEALS.c.position).limit(CHECKED_AT_ONCE)
        ).all():
            yield [_read_link(row) for row in rows]
            last = rows[-1].position

    def list_unsealed(self, most: int) -> list[int]:
        """Ids of the first entries without a seal."""
        missing = select(TABLE.c.id).outerjoin(SEALS, SEALS.c.entry_id == TABLE.c.id).where(SEALS.c.position.is_(None))
        return list(self._connection.execute(missing.order_by(TABLE.c.id).limit(most)).scalars())

    def has_seal(self, wanted: str) -> bool:
        return self._connection.scalar(select(SEALS.c.position).where(SEALS.c.seal == wanted).limit(1)) is not None

    def _take_tail(self, more: int) -> ChainEnd:
        """Move the end of the chain by ``more`` and lock it. One statement, because all writers wait here."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        first = dialect.insert(TAIL).values(id=1, length=more, seal=GENESIS)
        taken = first.on_conflict_do_update(index_elements=["id"], set_={"length": TAIL.c.length + more})
        row = self._connection.execute(taken.returning(TAIL.c.length, TAIL.c.seal)).one()
        return ChainEnd(length=row.length - more, seal=row.seal)

    def list_page(
        self, search: AuditSearch = EVERYTHING, *, number: int = 1, size: int = PAGE_SIZE
    ) -> Page[AuditEntry]:
        """Entries that match all of ``search``, the newest first."""
        self._write()
        query = select(*(TABLE.c[name] for name in names_of(AuditEntry))).where(
            *equals(AuditRow.action, search.action),
            *equals(AuditRow.subject_kind, search.subject_kind),
            *equals(AuditRow.subject_id, search.subject_id),
            *([] if search.since is None else [TABLE.c.at >= search.since]),
            *([] if search.until is None else [TABLE.c.at < search.until]),
            *([] if not search.person else [TABLE.c.actor.in_(_find_people(search.person))]),
            *(_mentions(word) for word in search.words.split()),
        )
        return self._page(query.order_by(TABLE.c.id.desc()), _read, number=number, size=size)


def _find_people(words: str) -> Select[Any]:
    return select(AccountRow.id).where(*matches(words, AccountRow.name, AccountRow.email))


def _mentions(word: str) -> ColumnElement[bool]:
    """``word`` occurs in a value before or after, or in the name of the entry's subject."""
    conditions = [
        and_(TABLE.c.subject_kind == kind, TABLE.c.subject_id.in_(select_ids_by_name(kind, word))) for kind in NAMED
    ]
    return or_(*(contains_word(cast(column, Text), word) for column in (TABLE.c.before, TABLE.c.after)), *conditions)


def _columns(entry: AuditEntry) -> dict[str, Any]:
    return values_of(entry, AuditEntry) | {"before": dict(entry.before), "after": dict(entry.after)}


def _read_link(row: Any) -> ChainLink:
    entry = None if row.id is None else build(AuditEntry, row)
    return ChainLink(position=row.position, entry_id=row.entry_id, seal=row.seal, entry=entry)


def _read(rows: Sequence[Any]) -> list[AuditEntry]:
    return [build(AuditEntry, row) for row in rows]
