"""未来之星 candidacies with their reviews."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import CandidacyState, Nominator, SupportMeasure
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, CodeSet, all_of, one_of


class CandidacyRow(Row):
    __tablename__ = "candidacies"
    __table_args__ = (
        UniqueConstraint("startup_id", "year"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
        one_of("nominator", Nominator),
        one_of("state", CandidacyState),
        all_of("measures", SupportMeasure),
        Index(None, "year", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"))
    year: Mapped[int]
    nominator: Mapped[Nominator] = mapped_column(Code(Nominator))
    nominated_by: Mapped[str]
    incubator_id: Mapped[int | None] = mapped_column(ForeignKey("incubators.id"), index=True)
    evidence: Mapped[str]
    state: Mapped[CandidacyState] = mapped_column(Code(CandidacyState))
    measures: Mapped[frozenset[SupportMeasure]] = mapped_column(CodeSet(SupportMeasure))


class CandidacyReviewRow(Row):
    __tablename__ = "candidacy_reviews"
    __table_args__ = (
        UniqueConstraint("candidacy_id", "reviewer"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("reviewer <> ''", name="reviewer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacies.id", ondelete="CASCADE"))
    reviewer: Mapped[str]
    score: Mapped[int]
    comment: Mapped[str]
