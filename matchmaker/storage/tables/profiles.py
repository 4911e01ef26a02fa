"""Incubators, startups, mentors and investors."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import ChainStage, FundingStage, Industry, MentorKind, Tier, Zone
from matchmaker.storage.tables.base import Money, Row
from matchmaker.storage.types import Code, CodeSet, all_of, one_of


class IncubatorRow(Row):
    __tablename__ = "incubators"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("area >= 0", name="area"),
        one_of("zone", Zone),
        one_of("tier", Tier),
        one_of("chain_stage", ChainStage),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    area: Mapped[float] = mapped_column(Float(53))
    zone: Mapped[Zone] = mapped_column(Code(Zone))
    tier: Mapped[Tier | None] = mapped_column(Code(Tier))
    chain_stage: Mapped[ChainStage | None] = mapped_column(Code(ChainStage))


class StartupRow(Row):
    __tablename__ = "startups"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("description <> ''", name="description"),
        CheckConstraint("funding_sought >= 0", name="funding_sought"),
        CheckConstraint(
            "industry_confidence IS NULL"
            " OR (industry IS NOT NULL AND industry_confidence > 0 AND industry_confidence <= 1)",
            name="industry_confidence",
        ),
        CheckConstraint(
            "class_confidence IS NULL OR (gbt_class IS NOT NULL AND class_confidence > 0 AND class_confidence <= 1)",
            name="class_confidence",
        ),
        CheckConstraint("version >= 1", name="version"),
        one_of("industry", Industry),
        one_of("stage", FundingStage),
        one_of("zone", Zone),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    description: Mapped[str]
    needs: Mapped[str]
    industry: Mapped[Industry | None] = mapped_column(Code(Industry), index=True)
    gbt_class: Mapped[str | None]
    stage: Mapped[FundingStage | None] = mapped_column(Code(FundingStage), index=True)
    funding_sought: Mapped[int | None] = mapped_column(Money)
    team: Mapped[str]
    incubator_id: Mapped[int | None] = mapped_column(ForeignKey("incubators.id"), index=True)
    zone: Mapped[Zone | None] = mapped_column(Code(Zone), index=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    is_demo: Mapped[bool]
    version: Mapped[int] = mapped_column(server_default="1")
    erased_at: Mapped[datetime | None]
    industry_confidence: Mapped[float | None] = mapped_column(Float(53), index=True)
    class_confidence: Mapped[float | None] = mapped_column(Float(53))


class MentorRow(Row):
    """``mentees`` counts the accepted mentorships. It changes in the transaction that accepts or ends one.

    ``places_to_offer`` counts the free places that were not offered to the waiting list yet. Profiles of one person
    have the same ``person_id``. ``mentees_elsewhere`` counts the mentees of the person's other profiles.
    """

    __tablename__ = "mentors"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("mentees >= 0 AND mentees <= capacity", name="mentees"),
        CheckConstraint(
            "mentees_elsewhere >= 0 AND (mentees_elsewhere = 0 OR mentees + mentees_elsewhere <= capacity)",
            name="elsewhere",
        ),
        CheckConstraint("places_to_offer >= 0", name="freed"),
        CheckConstraint("paused_until IS NULL OR is_paused", name="paused_until"),
        CheckConstraint("version >= 1", name="version"),
        one_of("kind", MentorKind),
        one_of("zone", Zone),
        all_of("industries", Industry),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[MentorKind] = mapped_column(Code(MentorKind), index=True)
    expertise: Mapped[str]
    experience: Mapped[str]
    organisation: Mapped[str]
    title: Mapped[str]
    industries: Mapped[frozenset[Industry]] = mapped_column(CodeSet(Industry))
    gbt_class: Mapped[str | None]
    zone: Mapped[Zone | None] = mapped_column(Code(Zone), index=True)
    capacity: Mapped[int]
    mentees: Mapped[int] = mapped_column(server_default="0")
    certified_until: Mapped[date | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), unique=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    is_demo: Mapped[bool]
    version: Mapped[int] = mapped_column(server_default="1")
    places_to_offer: Mapped[int] = mapped_column(server_default="0")
    is_paused: Mapped[bool] = mapped_column(server_default=false())
    paused_until: Mapped[date | None]
    erased_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(index=True)
    mentees_elsewhere: Mapped[int] = mapped_column(server_default="0")


class InvestorRow(Row):
    __tablename__ = "investors"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("ticket_min >= 0 AND ticket_max >= 0", name="ticket"),
        CheckConstraint("ticket_min <= ticket_max", name="ticket_range"),
        CheckConstraint("version >= 1", name="version"),
        all_of("industries", Industry),
        all_of("stages", FundingStage),
        all_of("zones", Zone),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    thesis: Mapped[str]
    organisation: Mapped[str]
    industries: Mapped[frozenset[Industry]] = mapped_column(CodeSet(Industry))
    gbt_class: Mapped[str | None]
    stages: Mapped[frozenset[FundingStage]] = mapped_column(CodeSet(FundingStage))
    ticket_min: Mapped[int | None] = mapped_column(Money)
    ticket_max: Mapped[int | None] = mapped_column(Money)
    zones: Mapped[frozenset[Zone]] = mapped_column(CodeSet(Zone))
    capacity: Mapped[int]
    is_club_member: Mapped[bool]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), unique=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    is_demo: Mapped[bool]
    version: Mapped[int] = mapped_column(server_default="1")
    erased_at: Mapped[datetime | None]
