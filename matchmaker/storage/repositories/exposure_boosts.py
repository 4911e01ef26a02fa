"""Exposure boosts of candidates in storage, by kind of list, and the exposure figures of those lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from matchmaker.domain.exposure import Evenness, ListSpread
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.repositories.base import Repository, batches, build, table_of
from matchmaker.storage.tables import ExposureBoostRow, ListSpreadRow

TABLE, SPREADS = table_of(ExposureBoostRow), table_of(ListSpreadRow)

Kinds = tuple[PartyKind, PartyKind]

COLUMNS = ("seeker_kind", "candidate_kind", "candidate_id", "handicap", "computed_at")

BULK = 5000
"""Rows in one statement, without the ORM: SQLAlchemy would process all parameters again, slower than the writing."""


class ExposureBoostRepository(Repository):
    def replace_all(self, boosts: Mapping[Kinds, Mapping[int, float]], at: datetime) -> None:
        """Store these boosts, by kinds of seekers and candidates and the candidate's id. Delete all others."""
        self._connection.execute(delete(TABLE))
        dialect = self._connection.dialect
        placeholder = "?" if dialect.paramstyle == "qmark" else "%s"
        statement = (
            f"INSERT INTO {TABLE.name} ({', '.join(COLUMNS)}) VALUES ({', '.join([placeholder] * len(COLUMNS))})"  # noqa: S608 -- names of ours
        )
        process = TABLE.c.computed_at.type.bind_processor(dialect)
        bare_time = process(at) if process else at
        rows = (
            (seeker.value, candidate.value, candidate_id, boost, bare_time)
            for (seeker, candidate), found in boosts.items()
            for candidate_id, boost in found.items()
        )
        for batch in batches(rows, BULK):
            self._connection.exec_driver_sql(statement, batch)

    def load(self) -> dict[Kinds, dict[int, float]]:
        """All stored boosts."""
        found: dict[Kinds, dict[int, float]] = {}
        columns = (TABLE.c.seeker_kind, TABLE.c.candidate_kind, TABLE.c.candidate_id, TABLE.c.handicap)
        for seeker, candidate, candidate_id, boost in self._connection.execute(select(*columns)):
            found.setdefault((seeker, candidate), {})[candidate_id] = boost
        return found

    def find_time(self) -> datetime | None:
        """When the stored boosts were computed. None if there are none."""
        return self._connection.scalar(select(TABLE.c.computed_at).limit(1))

    def replace_spreads(self, spreads: tuple[ListSpread, ...]) -> None:
        """Store these figures. Delete all others."""
        self._connection.execute(delete(SPREADS))
        if spreads:
            self._connection.execute(insert(SPREADS), [_to_columns(it) for it in spreads])

    def list_spreads(self) -> tuple[ListSpread, ...]:
        """The stored figures of all kinds of lists."""
        return tuple(_read(row) for row in self._connection.execute(select(SPREADS)))


def _to_columns(spread: ListSpread) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: getattr(spread, name)
        for name in ("seeker_kind", "candidate_kind", "candidates", "given_up", "matches_before", "matches_after")
    }
    for when, figures in (("before", spread.before), ("after", spread.after)):
        columns |= {
            f"gini_{when}": figures.gini,
            f"coverage_{when}": figures.coverage,
            f"below_{when}": figures.below_floor,
        }
    return {**columns, "computed_at": spread.computed_at}


def _read(row: Any) -> ListSpread:
    before, after = (
        Evenness(
            gini=getattr(row, f"gini_{when}"),
            coverage=getattr(row, f"coverage_{when}"),
            below_floor=getattr(row, f"below_{when}"),
        )
        for when in ("before", "after")
    )
    return build(ListSpread, row, before=before, after=after)
