"""Suggestions in storage: ranked lists, always replaced as a whole."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select

from matchmaker.domain.packing import PackedSuggestion, pack_suggestion
from matchmaker.domain.suggestions import Suggestion
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.repositories.base import BATCH, Repository, batches, build, table_of
from matchmaker.storage.repositories.fits import fit_from_columns
from matchmaker.storage.tables import SuggestionRow

TABLE = table_of(SuggestionRow)

COLUMNS = PackedSuggestion._fields

BULK = 5000
"""Rows in one statement. It limits the memory, and round trips hardly matter at this size."""


class SuggestionRepository(Repository):
    def replace_all(self, seeker_kind: PartyKind, candidate_kind: PartyKind, rows: Iterable[PackedSuggestion]) -> int:
        """Replace every list of that kind with rows packed by another process; return the number of rows."""
        self._connection.execute(delete(TABLE).where(*_of_kinds(seeker_kind, candidate_kind)))
        return self._fill(rows)

    def replace_for(
        self,
        seeker_kind: PartyKind,
        seeker_id: int,
        *,
        candidate_kind: PartyKind,
        suggestions: Iterable[Suggestion],
    ) -> int:
        """Replace the list of one seeker; return the number of suggestions."""
        of_seeker = (*_of_kinds(seeker_kind, candidate_kind), TABLE.c.seeker_id == seeker_id)
        self._connection.execute(delete(TABLE).where(*of_seeker))
        return self._fill(map(pack_suggestion, suggestions))

    def remove_for(self, kind: PartyKind, profile_id: int) -> None:
        """Delete the suggestions to a profile."""
        self._connection.execute(delete(TABLE).where(TABLE.c.seeker_kind == kind, TABLE.c.seeker_id == profile_id))

    def list_for(
        self,
        seeker_kind: PartyKind,
        seeker_id: int,
        *,
        candidate_kind: PartyKind,
    ) -> tuple[Suggestion, ...]:
        """The seeker's list by rank."""
        query = select(TABLE).where(*_of_kinds(seeker_kind, candidate_kind), TABLE.c.seeker_id == seeker_id)
        return tuple(_read(row) for row in self._connection.execute(query.order_by(TABLE.c.rank)))

    def find_pair(
        self, seeker_kind: PartyKind, seeker_id: int, *, candidate_kind: PartyKind, candidate_id: int
    ) -> Suggestion | None:
        pair = (TABLE.c.seeker_id == seeker_id, TABLE.c.candidate_id == candidate_id)
        query = select(TABLE).where(*_of_kinds(seeker_kind, candidate_kind), *pair)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _read(row)

    def list_among(
        self,
        seeker_kind: PartyKind,
        candidate_kind: PartyKind,
        *,
        seeker_ids: Iterable[int],
        candidate_ids: Iterable[int],
    ) -> tuple[Suggestion, ...]:
        """Suggestions between these seekers and candidates, such as an event's participants."""
        wanted = set(candidate_ids)
        among_candidates = [TABLE.c.candidate_id.in_(wanted)] if len(wanted) <= BATCH else []
        found: list[Suggestion] = []
        for batch in batches(sorted(set(seeker_ids))):
            query = select(TABLE).where(*_of_kinds(seeker_kind, candidate_kind), TABLE.c.seeker_id.in_(batch))
            query = query.where(*among_candidates)
            rows = self._connection.execute(query.order_by(TABLE.c.seeker_id, TABLE.c.rank))
            found += [_read(row) for row in rows if row.candidate_id in wanted]
        return tuple(found)

    def list_seekers_of(self, seeker_kind: PartyKind, candidate_kind: PartyKind, *, candidate_id: int) -> list[int]:
        """Ids of the seekers with the candidate in their list."""
        query = select(TABLE.c.seeker_id).where(*_of_kinds(seeker_kind, candidate_kind))
        return list(self._connection.scalars(query.where(TABLE.c.candidate_id == candidate_id)))

    def list_scores_at(self, seeker_kind: PartyKind, candidate_kind: PartyKind, *, rank: int) -> dict[int, float]:
        """Score at a rank, by seeker, of all lists of that length: the score needed to enter a full list."""
        of_rank = (*_of_kinds(seeker_kind, candidate_kind), TABLE.c.rank == rank)
        rows = self._connection.execute(select(TABLE.c.seeker_id, TABLE.c.score).where(*of_rank))
        return {row.seeker_id: row.score for row in rows}

    def _fill(self, rows: Iterable[PackedSuggestion]) -> int:
        """Insert rows without the ORM. SQLAlchemy would process all parameters again, which doubles the time."""
        dialect = self._connection.dialect
        placeholder = "?" if dialect.paramstyle == "qmark" else "%s"
        statement = (
            f"INSERT INTO {TABLE.name} ({', '.join(COLUMNS)}) VALUES ({', '.join([placeholder] * len(COLUMNS))})"  # noqa: S608 -- names of ours
        )
        process = TABLE.c.computed_at.type.bind_processor(dialect)
        stored = 0
        for batch in batches(rows, BULK):
            bare = [(*row[:-1], process(row.computed_at) if process else row.computed_at) for row in batch]
            self._connection.exec_driver_sql(statement, bare)
            stored += len(batch)
        return stored


def _of_kinds(seeker_kind: PartyKind, candidate_kind: PartyKind) -> tuple[Any, Any]:
    return TABLE.c.seeker_kind == seeker_kind, TABLE.c.candidate_kind == candidate_kind


def _read(row: Any) -> Suggestion:
    return build(Suggestion, row, fit=fit_from_columns(row))
