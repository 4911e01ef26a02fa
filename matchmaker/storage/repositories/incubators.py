"""Incubators in storage. There are a few dozen, so they are listed as a whole."""

from sqlalchemy import func, select

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.profiles import Incubator
from matchmaker.domain.vocabulary import ChainStage, Tier, Zone
from matchmaker.storage.repositories.base import Repository, build, table_of
from matchmaker.storage.tables import IncubatorRow, StartupRow

TABLE = table_of(IncubatorRow)


class IncubatorRepository(Repository):
    def add(
        self,
        *,
        name: str,
        area: float,
        zone: Zone,
        tier: Tier | None = None,
        chain_stage: ChainStage | None = None,
    ) -> IncubatorId:
        values = {"name": name, "area": area, "zone": zone, "tier": tier, "chain_stage": chain_stage}
        return IncubatorId(self._add(IncubatorRow, values))

    def find(self, incubator_id: IncubatorId) -> Incubator | None:
        row = self._connection.execute(select(TABLE).where(TABLE.c.id == incubator_id)).one_or_none()
        return None if row is None else build(Incubator, row)

    def get(self, incubator_id: IncubatorId) -> Incubator:
        found = self.find(incubator_id)
        if found is None:
            raise NotFound("incubator_not_found", id=incubator_id)
        return found

    def list_all(self) -> tuple[Incubator, ...]:
        """All incubators, by id."""
        return tuple(build(Incubator, row) for row in self._connection.execute(select(TABLE).order_by(TABLE.c.id)))

    def count_startups(self) -> dict[IncubatorId, int]:
        """Startups of each incubator that has any."""
        column = StartupRow.incubator_id
        return self._count_by(select(column, func.count()).where(column.is_not(None)).group_by(column))
