"""Investors in storage."""

from collections.abc import Callable
from typing import Any

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
    weighed = ("thesis", "industries", "stages", "ticket_min", "ticket_max", "zones")

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
        accepts: Callable[[Any], bool] | None = None,
    ) -> Page[Investor]:
        """Investors by id whose name, organisation or thesis contains ``search``.

        With ``has_committed`` only those that it keeps, asked with what tells how complete they are.
        """
        query = self._select().where(
            self._is_active(),
            *matches(search, InvestorRow.name, InvestorRow.organisation, InvestorRow.thesis),
            *holds(InvestorRow.industries, industry),
            *holds(InvestorRow.zones, zone),
            *holds(InvestorRow.stages, stage),
            *equals(InvestorRow.is_club_member, is_club_member),
        )
        return self._page_of(query, accepts, number=number, size=size)

    def find_for_account(self, account_id: AccountId) -> Investor | None:
        row = self._connection.execute(self._select().where(InvestorRow.account_id == account_id)).one_or_none()
        return None if row is None else build(Investor, row)
