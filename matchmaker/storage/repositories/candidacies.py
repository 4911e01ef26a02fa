"""未来之星 candidacies in storage, with their reviews."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, insert, select, update

from matchmaker.domain.candidacies import Candidacy, CandidacyDraft, Review
from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import CandidacyId, StartupId
from matchmaker.domain.listings import ALL_PROFILES, PAGE_SIZE, CandidacyWithStartup, Page, ProfileSearch
from matchmaker.domain.vocabulary import CandidacyState
from matchmaker.storage.queries.filters import equals
from matchmaker.storage.queries.profile_search import find_startups
from matchmaker.storage.repositories.base import Repository, batches, build, table_of, values_of
from matchmaker.storage.repositories.startups import StartupRepository
from matchmaker.storage.tables import CandidacyReviewRow, CandidacyRow, StartupRow

TABLE = table_of(CandidacyRow)
REVIEWS = table_of(CandidacyReviewRow)


class CandidacyRepository(Repository):
    def add(self, draft: CandidacyDraft) -> CandidacyId:
        """Id of the new candidacy. Raise StateConflict ``already_nominated`` if the startup has one that year."""
        return self.add_many([draft])[0]

    def add_many(self, drafts: Iterable[CandidacyDraft]) -> list[CandidacyId]:
        """Ids of the new candidacies, in the order of ``drafts``."""
        added = list(drafts)
        values = [values_of(draft, CandidacyDraft, leave_out={"reviews"}) for draft in added]
        ids = [CandidacyId(candidacy_id) for candidacy_id in self._add_many(CandidacyRow, values)]
        pairs = zip(ids, added, strict=True)
        reviews = [_review_columns(candidacy_id, review) for candidacy_id, draft in pairs for review in draft.reviews]
        if reviews:
            self._connection.execute(insert(REVIEWS), reviews)
        return ids

    def find_for_startup(self, startup_id: StartupId, year: int) -> Candidacy | None:
        return self._find_one(select(TABLE).where(TABLE.c.startup_id == startup_id, TABLE.c.year == year))

    def get(self, candidacy_id: CandidacyId) -> Candidacy:
        return self._get_one(select(TABLE).where(TABLE.c.id == candidacy_id), candidacy_id)

    def get_for_update(self, candidacy_id: CandidacyId) -> Candidacy:
        """The candidacy, locked until the unit ends."""
        return self._get_one(self._locked(select(TABLE).where(TABLE.c.id == candidacy_id)), candidacy_id)

    def save(self, candidacy: Candidacy) -> None:
        """Save everything but the reviews, which are added one by one."""
        values = values_of(candidacy, Candidacy, leave_out={"id", "reviews"})
        if self._connection.execute(update(TABLE).where(TABLE.c.id == candidacy.id).values(**values)).rowcount == 0:
            raise NotFound("candidacy_not_found", id=candidacy.id)

    def add_review(self, candidacy_id: CandidacyId, review: Review) -> None:
        """Add a score. Raise StateConflict ``already_reviewed`` if that reviewer has given one."""
        self._connection.execute(insert(REVIEWS).values(**_review_columns(candidacy_id, review)))

    def list_page(
        self,
        search: ProfileSearch = ALL_PROFILES,
        *,
        year: int | None = None,
        state: CandidacyState | None = None,
        number: int = 1,
        size: int = PAGE_SIZE,
    ) -> Page[CandidacyWithStartup]:
        """Candidacies with their startups that ``search`` finds, the latest year first."""
        query = (
            select(TABLE)
            .join(StartupRow, StartupRow.id == CandidacyRow.startup_id)
            .where(*equals(CandidacyRow.year, year), *equals(CandidacyRow.state, state))
            .where(*find_startups(search))
            .order_by(TABLE.c.year.desc(), TABLE.c.id)
        )
        return self._page(query, self._read_entries, number=number, size=size)

    def list_years(self) -> tuple[int, ...]:
        """Years that have candidacies, latest first."""
        return tuple(self._connection.scalars(select(TABLE.c.year).distinct().order_by(TABLE.c.year.desc())))

    def _find_one(self, query: Select[Any]) -> Candidacy | None:
        return next(iter(self._read(self._connection.execute(query).all())), None)

    def _get_one(self, query: Select[Any], candidacy_id: CandidacyId) -> Candidacy:
        found = self._find_one(query)
        if found is None:
            raise NotFound("candidacy_not_found", id=candidacy_id)
        return found

    def _read_entries(self, rows: Sequence[Any]) -> list[CandidacyWithStartup]:
        startups = StartupRepository(self._connection).list_by_ids(row.startup_id for row in rows)
        return [CandidacyWithStartup(candidacy=found, startup=startups[found.startup_id]) for found in self._read(rows)]

    def _read(self, rows: Sequence[Any]) -> list[Candidacy]:
        reviews: dict[int, list[Review]] = defaultdict(list)
        for batch in batches(row.id for row in rows):
            query = select(REVIEWS).where(REVIEWS.c.candidacy_id.in_(batch)).order_by(REVIEWS.c.id)
            for row in self._connection.execute(query):
                reviews[row.candidacy_id].append(build(Review, row))
        return [build(Candidacy, row, reviews=tuple(reviews[row.id])) for row in rows]


def _review_columns(candidacy_id: CandidacyId, review: Review) -> dict[str, Any]:
    return {"candidacy_id": candidacy_id, **values_of(review, Review)}
