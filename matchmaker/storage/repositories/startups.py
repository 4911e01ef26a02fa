"""Startups in storage."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, update

from matchmaker.domain.ids import AccountId, StartupId
from matchmaker.domain.listings import ALL_PROFILES, PAGE_SIZE, Page, ProfileSearch
from matchmaker.domain.profiles import Startup, StartupDraft
from matchmaker.domain.tagging import ConfidenceLevel, IndustrySuggestion
from matchmaker.storage.queries.profile_search import find_startups
from matchmaker.storage.repositories.base import table_of
from matchmaker.storage.repositories.profiles import ProfileRepository
from matchmaker.storage.tables import StartupMemberRow, StartupRow


class StartupRepository(ProfileRepository[StartupId, StartupDraft, Startup]):
    entity_name = "startup"
    row = StartupRow
    draft = StartupDraft
    value = Startup
    completeness_columns = (
        "description",
        "needs",
        "industry",
        "industry_confidence",
        "stage",
        "funding_sought",
        "team",
        "zone",
    )

    def list_page(
        self,
        search: ProfileSearch = ALL_PROFILES,
        *,
        number: int = 1,
        size: int = PAGE_SIZE,
        accepts: Callable[[Any], bool] | None = None,
    ) -> Page[Startup]:
        """Startups that ``search`` finds, by id.

        ``accepts`` keeps some of them: it gets the columns that show how complete a profile is.
        """
        query = self._select().where(self._is_active(), *find_startups(search))
        return self._page_of(query, accepts, number=number, size=size)

    def list_suggested(
        self,
        search: ProfileSearch = ALL_PROFILES,
        *,
        sureness: ConfidenceLevel | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[Startup]:
        """Startups with a suggested industry that is not confirmed, the highest confidence first."""
        confidence = StartupRow.industry_confidence
        query = self._select().where(self._is_active(), confidence.is_not(None), *find_startups(search))
        if sureness is not None:
            above = [it.min_confidence for it in ConfidenceLevel if it.min_confidence > sureness.min_confidence]
            query = query.where(confidence >= sureness.min_confidence, *(confidence < it for it in above[-1:]))
        query = query.order_by(None).order_by(confidence.desc(), StartupRow.id)
        return self._page(query, self._read, number=number, size=size)

    def suggest_industry(self, startup: Startup, suggestion: IndustrySuggestion) -> bool:
        """Store the suggestion for ``startup``, and a class only if it has none.

        Return False if the startup has changed since it was read, or states an industry.
        """
        table = table_of(StartupRow)
        values: dict[str, object] = {
            "industry": suggestion.industry,
            "industry_confidence": suggestion.industry_confidence,
            "version": startup.version + 1,
        }
        if startup.gbt_class is None:
            values |= {"gbt_class": suggestion.gbt_class, "class_confidence": suggestion.class_confidence}
        unchanged = (table.c.id == startup.id, table.c.version == startup.version, table.c.industry.is_(None))
        return self._connection.execute(update(table).where(*unchanged).values(**values)).rowcount > 0

    def list_members(self, startup_id: StartupId) -> tuple[AccountId, ...]:
        """Accounts that act for a startup, by id."""
        query = select(StartupMemberRow.account_id).where(StartupMemberRow.startup_id == startup_id)
        return tuple(AccountId(it) for it in self._connection.scalars(query.order_by(StartupMemberRow.account_id)))
