"""Startups in storage."""

from sqlalchemy import select

from matchmaker.domain.ids import AccountId, IncubatorId, StartupId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.profiles import Startup, StartupDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, Zone
from matchmaker.storage.queries.filters import equals, matches
from matchmaker.storage.repositories.profiles import ProfileRepository
from matchmaker.storage.tables import StartupMemberRow, StartupRow


class StartupRepository(ProfileRepository[StartupId, StartupDraft, Startup]):
    thing = "startup"
    row = StartupRow
    draft = StartupDraft
    value = Startup

    def list_page(
        self,
        *,
        search: str = "",
        industry: Industry | None = None,
        zone: Zone | None = None,
        stage: FundingStage | None = None,
        incubator_id: IncubatorId | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[Startup]:
        """Startups by id whose name or description contains ``search``."""
        query = self._select().where(
            self._is_here(),
            *matches(search, StartupRow.name, StartupRow.description),
            *equals(StartupRow.industry, industry),
            *equals(StartupRow.zone, zone),
            *equals(StartupRow.stage, stage),
            *equals(StartupRow.incubator_id, incubator_id),
        )
        return self._page(query, self._read, number=number, size=size)

    def list_for_account(self, account_id: AccountId) -> tuple[Startup, ...]:
        """Startups that an account stands for, by id."""
        query = self._select().join(StartupMemberRow, StartupMemberRow.startup_id == StartupRow.id)
        rows = self._connection.execute(query.where(StartupMemberRow.account_id == account_id))
        return tuple(self._read(rows))

    def list_members(self, startup_id: StartupId) -> tuple[AccountId, ...]:
        """Accounts that stand for a startup, by id."""
        query = select(StartupMemberRow.account_id).where(StartupMemberRow.startup_id == startup_id)
        return tuple(AccountId(it) for it in self._connection.scalars(query.order_by(StartupMemberRow.account_id)))
