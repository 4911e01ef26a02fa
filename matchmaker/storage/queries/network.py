"""The network in figures."""

from sqlalchemy import Connection, func, select

from matchmaker.domain.listings import NetworkCounts
from matchmaker.domain.vocabulary import MentorshipState
from matchmaker.storage.tables import (
    CandidacyRow,
    IncubatorRow,
    InvestorRow,
    MentorRow,
    MentorshipRow,
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
        counts = [select(func.count()).select_from(row).scalar_subquery().label(name) for name, row in COUNTED.items()]
        area = select(func.coalesce(func.sum(IncubatorRow.area), 0.0)).scalar_subquery().label("area")
        accepted = select(func.count()).select_from(MentorshipRow)
        accepted = accepted.where(MentorshipRow.state == MentorshipState.ACCEPTED)
        row = self._connection.execute(select(*counts, area, accepted.scalar_subquery().label("mentorships"))).one()
        return NetworkCounts(**row._mapping)
