"""Investors in storage."""

from matchmaker.domain.ids import AccountId, InvestorId
from matchmaker.domain.listings import PAGE_SIZE, Page
from matchmaker.domain.profiles import Investor, InvestorDraft
from matchmaker.domain.vocabulary import FundingStage, Industry, Zone
from matchmaker.storage.queries.filters import equals, holds, matches
from matchmaker.storage.repositories.base import build
from matchmaker.storage.repositories.profiles import ProfileRepository
from matchmaker.storage.tables import InvestorRow


class InvestorRepository(ProfileRepository[InvestorId, InvestorDraft, Investor]):
    thing = "investor"
    row = InvestorRow
    draft = InvestorDraft
    value = Investor

    def list_page(
        self,
        *,
        search: str = "",
        industry: Industry | None = None,
        zone: Zone | None = None,
        stage: FundingStage | None = None,
        is_club_member: bool | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[Investor]:
        """Investors by id whose name, organisation or thesis contains ``search``."""
        query = self._select().where(
            self._is_here(),
            *matches(search, InvestorRow.name, InvestorRow.organisation, InvestorRow.thesis),
            *holds(InvestorRow.industries, industry),
            *holds(InvestorRow.zones, zone),
            *holds(InvestorRow.stages, stage),
            *equals(InvestorRow.is_club_member, is_club_member),
        )
        return self._page(query, self._read, number=number, size=size)

    def find_for_account(self, account_id: AccountId) -> Investor | None:
        row = self._connection.execute(self._select().where(InvestorRow.account_id == account_id)).one_or_none()
        return None if row is None else build(Investor, row)
