"""Head starts of candidates in lists, and what they change. Both can be computed again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of

SHARES = ("gini_before", "gini_after", "coverage_before", "coverage_after", "below_before", "below_after")


class ExposureBoostRow(Row):
    """``handicap`` is added to the candidate's score where lists of that kind are ordered."""

    __tablename__ = "handicaps"
    __table_args__ = (
        one_of("seeker_kind", PartyKind),
        one_of("candidate_kind", PartyKind),
        CheckConstraint("seeker_kind <> candidate_kind", name="kinds"),
        CheckConstraint("handicap BETWEEN 0 AND 1", name="handicap"),
    )

    seeker_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    candidate_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    handicap: Mapped[float] = mapped_column(Float(53))
    computed_at: Mapped[datetime]


class ListSpreadRow(Row):
    """Figures of one kind of list by score alone (before) and with head starts (after)."""

    __tablename__ = "list_spreads"
    __table_args__ = (
        one_of("seeker_kind", PartyKind),
        one_of("candidate_kind", PartyKind),
        CheckConstraint("seeker_kind <> candidate_kind", name="kinds"),
        CheckConstraint("candidates >= 0", name="candidates"),
        CheckConstraint("matches_before >= 0 AND matches_after >= 0", name="matches"),
        CheckConstraint(" AND ".join(f"{name} BETWEEN 0 AND 1" for name in SHARES), name="shares"),
    )

    seeker_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    candidate_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    candidates: Mapped[int]
    gini_before: Mapped[float] = mapped_column(Float(53))
    gini_after: Mapped[float] = mapped_column(Float(53))
    coverage_before: Mapped[float] = mapped_column(Float(53))
    coverage_after: Mapped[float] = mapped_column(Float(53))
    below_before: Mapped[float] = mapped_column(Float(53))
    below_after: Mapped[float] = mapped_column(Float(53))
    given_up: Mapped[float] = mapped_column(Float(53))
    matches_before: Mapped[float] = mapped_column(Float(53))
    matches_after: Mapped[float] = mapped_column(Float(53))
    computed_at: Mapped[datetime]
