"""What people were shown: one row for a candidate on a surface and a day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, Index
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.evidence import Surface
from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


class ImpressionRow(Row):
    """``position`` is the best of the ``times`` that it was shown on the local ``day``, ``shown_at`` the first."""

    __tablename__ = "impressions"
    __table_args__ = (
        one_of("seeker_kind", PartyKind),
        one_of("candidate_kind", PartyKind),
        one_of("surface", Surface),
        one_of("band", Band),
        CheckConstraint("seeker_kind <> candidate_kind", name="kinds"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        CheckConstraint("times >= 1", name="times"),
        Index(None, "candidate_kind", "candidate_id"),
        Index(None, "day"),
    )

    seeker_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    seeker_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    candidate_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    candidate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    surface: Mapped[Surface] = mapped_column(Code(Surface), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    position: Mapped[int]
    band: Mapped[Band] = mapped_column(Code(Band))
    score: Mapped[float] = mapped_column(Float(53))
    times: Mapped[int]
    shown_at: Mapped[datetime]
