"""Impressions in storage: one row for a seeker, a candidate, a surface and a day."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from matchmaker.domain.evidence import Impression, Surface
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.repositories.base import Repository, table_of, values_of
from matchmaker.storage.tables import ImpressionRow

TABLE = table_of(ImpressionRow)
KEYS = [column.name for column in TABLE.primary_key]


class ImpressionRepository(Repository):
    def record(self, impressions: Iterable[Impression], day: date) -> None:
        """Store what a page showed on the local ``day``. An existing row keeps its best position and counts up.

        Rows are written in the order of their keys, so that two pages with the same people never deadlock.
        """
        self.record_days((it, day) for it in impressions)

    def record_days(self, dated: Iterable[tuple[Impression, date]]) -> None:
        """Like ``record``, for impressions of several days."""
        best = {(_key(it), day): it for it, day in sorted(dated, key=lambda pair: -pair[0].position)}
        rows = [{**values_of(best[key], Impression), "day": key[1], "times": 1} for key in sorted(best)]
        if rows:
            self._connection.execute(_put(self._connection.dialect.name), rows)

    def count_by_surface(self) -> dict[Surface, int]:
        """Rows of each surface that has any."""
        return self._count_by(select(TABLE.c.surface, func.count()).group_by(TABLE.c.surface))

    def remove_for(self, kind: PartyKind, profile_id: int) -> None:
        """Delete what was shown to a profile."""
        own = (TABLE.c.seeker_kind == kind, TABLE.c.seeker_id == profile_id)
        self._connection.execute(delete(TABLE).where(*own))

    def purge(self, before: date) -> int:
        """Delete what was shown on earlier days; return the number of rows."""
        return self._connection.execute(delete(TABLE).where(TABLE.c.day < before)).rowcount


@cache
def _put(dialect: str) -> Any:
    """Insert or update. Built once, because compiling takes longer than running it."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(TABLE)
    new = statement.excluded
    change = {
        "position": case((new.position < TABLE.c.position, new.position), else_=TABLE.c.position),
        "band": new.band,
        "score": new.score,
        "times": TABLE.c.times + 1,
    }
    return statement.on_conflict_do_update(index_elements=KEYS, set_=change)


def _key(impression: Impression) -> tuple[str, int, str, int, str]:
    return (
        impression.seeker_kind,
        impression.seeker_id,
        impression.candidate_kind,
        impression.candidate_id,
        impression.surface,
    )
