"""What bands have meant so far, counted from time to time. All of it can be counted again."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


class MeasuredBandRow(Row):
    """Of ``total`` candidates whom a list of that kind showed with the band, ``chosen`` were chosen."""

    __tablename__ = "measured_bands"
    __table_args__ = (
        one_of("seeker_kind", PartyKind),
        one_of("candidate_kind", PartyKind),
        one_of("band", Band),
        CheckConstraint("seeker_kind <> candidate_kind", name="kinds"),
        CheckConstraint("chosen BETWEEN 0 AND total", name="chosen"),
    )

    seeker_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    candidate_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    band: Mapped[Band] = mapped_column(Code(Band), primary_key=True)
    chosen: Mapped[int]
    total: Mapped[int]
    counted_at: Mapped[datetime]
