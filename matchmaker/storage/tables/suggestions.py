"""Computed data: text vectors, suggestions, exposure boosts and figures, impressions, measured bands."""

from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import CheckConstraint, Float, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.evidence import Surface
from matchmaker.domain.vocabulary import Band, PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, Float32Vector, one_of

SHARES = ("gini_before", "gini_after", "coverage_before", "coverage_after", "below_before", "below_after")


class ExposureBoostRow(Row):
    """``handicap`` is the exposure boost: it is added to the candidate's score when lists of that kind are sorted."""

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
    """Exposure figures of one kind of list, by score alone (before) and with exposure boosts (after)."""

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


class ImpressionRow(Row):
    """``position`` is the best of ``times`` impressions on the local ``day``; ``shown_at`` is the first time."""

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


class MeasuredBandRow(Row):
    """Of ``total`` candidates shown with the band on lists of that kind, ``chosen`` were chosen."""

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
    """``key`` is the sha256 of the text; ``kind`` is the way in which the encoder read it."""

    __tablename__ = "text_vectors"
    __table_args__ = (CheckConstraint("dims >= 1 AND length(vector) = dims * 4", name="vector"),)

    encoder: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    dims: Mapped[int]
    vector: Mapped[NDArray[np.float32]] = mapped_column(Float32Vector)
