"""The measured value of bands in storage, from the last count."""

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
    def save(self, direction: Direction, counts: Mapping[Band, tuple[int, int]], at: datetime) -> None:
        """Store for each band how many were chosen, and of how many. Always in the same order, against deadlocks."""
        for band in Band:
            chosen, total = counts.get(band, (0, 0))
            values = {"chosen": chosen, "total": total, "counted_at": at}
            self._put(MeasuredBandRow, dict(zip(KEYS, (*direction, band), strict=True)) | values, change=values)

    def load(self) -> dict[Direction, dict[Band, tuple[int, int]]]:
        """Chosen and total numbers, by kinds of seekers and candidates, and by band."""
        found: dict[Direction, dict[Band, tuple[int, int]]] = {}
        for row in self._connection.execute(select(TABLE)):
            found.setdefault((row.seeker_kind, row.candidate_kind), {})[row.band] = (row.chosen, row.total)
        return found

    def find_time(self) -> datetime | None:
        """When the last count ended. None before the first."""
        return self._connection.scalar(select(func.min(TABLE.c.counted_at)))
