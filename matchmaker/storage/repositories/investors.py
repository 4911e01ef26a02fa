"""Investors in storage."""

from collections.abc import Callable
from typing import Any

from matchmaker.domain.ids import InvestorId
from matchmaker.domain.listings import ALL_PROFILES, PAGE_SIZE, Page, ProfileSearch
from matchmaker.domain.profiles import Investor, InvestorDraft
from matchmaker.storage.queries.profile_search import find_investors
from matchmaker.storage.repositories.profiles import ProfileRepository
from matchmaker.storage.tables import InvestorRow


class InvestorRepository(ProfileRepository[InvestorId, InvestorDraft, Investor]):
    entity_name = "investor"
    row = InvestorRow
    draft = InvestorDraft
    value = Investor
    completeness_columns = ("thesis", "industries", "stages", "ticket_min", "ticket_max", "zones")

    def list_page(
        self,
        search: ProfileSearch = ALL_PROFILES,
        *,
        number: int = 1,
        size: int = PAGE_SIZE,
        accepts: Callable[[Any], bool] | None = None,
    ) -> Page[Investor]:
        """Investors that ``search`` finds, by id.

        ``accepts`` keeps some of them: it gets the columns that show how complete a profile is.
        """
        query = self._select().where(self._is_active(), *find_investors(search))
        return self._page_of(query, accepts, number=number, size=size)
