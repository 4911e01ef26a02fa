"""The public figures of the network."""

from typing import Any

from sqlalchemy import Connection, Select, func, select

from matchmaker.domain.listings import NetworkCounts
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.storage.tables import (
    ApplicationRow,
    CandidacyRow,
    IncubatorRow,
    InvestorRow,
    MentorRow,
    Row,
    StartupRow,
)

COUNTED: dict[str, type[Row]] = {
    "incubators": IncubatorRow,
    "startups": StartupRow,
    "mentors": MentorRow,
    "investors": InvestorRow,
    "candidacies": CandidacyRow,
}


class NetworkQueries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_counts(self) -> NetworkCounts:
        """All counts in one query."""
        counts = [_count(row).scalar_subquery().label(name) for name, row in COUNTED.items()]
        area = select(func.coalesce(func.sum(IncubatorRow.area), 0.0)).scalar_subquery().label("area")
        accepted = select(func.count()).select_from(ApplicationRow)
        accepted = accepted.where(ApplicationRow.state == ApplicationState.ACCEPTED)
        row = self._connection.execute(select(*counts, area, accepted.scalar_subquery().label("mentorships"))).one()
        return NetworkCounts(**row._mapping)


def _count(row: Any) -> Select[Any]:
    """The number of rows. Erased profiles do not count."""
    counted = select(func.count()).select_from(row)
    return counted.where(row.erased_at.is_(None)) if hasattr(row, "erased_at") else counted
