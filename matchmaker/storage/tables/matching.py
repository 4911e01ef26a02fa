"""What the platform computes of texts and pairs: vectors and suggestions. Both can be computed again."""

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import CheckConstraint, Float, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, Float32Vector, one_of


class SuggestionRow(Row):
    __tablename__ = "suggestions"
    __table_args__ = (
        UniqueConstraint("seeker_kind", "seeker_id", "candidate_kind", "candidate_id", name="uq_suggestions_pair"),
        CheckConstraint("seeker_kind <> candidate_kind", name="kinds"),
        CheckConstraint("rank >= 1", name="rank"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        CheckConstraint("startup_wants BETWEEN 0 AND 1 AND partner_wants BETWEEN 0 AND 1", name="wants"),
        CheckConstraint("startup_chance BETWEEN 0 AND 1 AND partner_chance BETWEEN 0 AND 1", name="chances"),
        one_of("seeker_kind", PartyKind),
        one_of("candidate_kind", PartyKind),
        one_of("band", Band),
    )

    seeker_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    seeker_id: Mapped[int] = mapped_column(primary_key=True)
    candidate_kind: Mapped[PartyKind] = mapped_column(Code(PartyKind), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int]
    score: Mapped[float] = mapped_column(Float(53))
    band: Mapped[Band] = mapped_column(Code(Band))
    reasons: Mapped[list[Any]]
    computed_at: Mapped[datetime]
    startup_wants: Mapped[float | None] = mapped_column(Float(53))
    partner_wants: Mapped[float | None] = mapped_column(Float(53))
    startup_chance: Mapped[float | None] = mapped_column(Float(53))
    partner_chance: Mapped[float | None] = mapped_column(Float(53))


class TextVectorRow(Row):
    """``key`` is the sha256 of the text; ``kind`` how the encoder read it."""

    __tablename__ = "text_vectors"
    __table_args__ = (CheckConstraint("dims >= 1 AND length(vector) = dims * 4", name="vector"),)

    encoder: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    dims: Mapped[int]
    vector: Mapped[NDArray[np.float32]] = mapped_column(Float32Vector)
