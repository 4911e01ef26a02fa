"""What bands have meant, as it was counted last."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from matchmaker.domain.evidence import Direction
from matchmaker.domain.vocabulary import Band
from matchmaker.storage.repositories.base import Repository, table_of
from matchmaker.storage.tables import MeasuredBandRow

TABLE = table_of(MeasuredBandRow)
KEYS = ("seeker_kind", "candidate_kind", "band")


class MeasuredBandRepository(Repository):
    def keep(self, direction: Direction, counts: Mapping[Band, tuple[int, int]], at: datetime) -> None:
        """Keep how many of how many were chosen of each band; written in the same order by everybody."""
        for band in Band:
            chosen, total = counts.get(band, (0, 0))
            values = {"chosen": chosen, "total": total, "counted_at": at}
            self._put(MeasuredBandRow, dict(zip(KEYS, (*direction, band), strict=True)) | values, change=values)

    def load(self) -> dict[Direction, dict[Band, tuple[int, int]]]:
        """How many of how many, by seekers and candidates, and by band."""
        found: dict[Direction, dict[Band, tuple[int, int]]] = {}
        for row in self._connection.execute(select(TABLE)):
            found.setdefault((row.seeker_kind, row.candidate_kind), {})[row.band] = (row.chosen, row.total)
        return found

    def find_time(self) -> datetime | None:
        """When all of it was counted; None before the first time."""
        return self._connection.scalar(select(func.min(TABLE.c.counted_at)))
