"""The mentor pool: applications, membership data, confirmed yearly assessments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.assessment import Level
from matchmaker.domain.pool import PoolState
from matchmaker.domain.vocabulary import Industry, MentorKind, Zone
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, CodeSet, all_of, one_of

OPEN = text("state IN ('submitted', 'returned')")


class PoolApplicationRow(Row):
    __tablename__ = "pool_applications"
    __table_args__ = (
        one_of("state", PoolState),
        one_of("kind", MentorKind),
        one_of("zone", Zone),
        all_of("industries", Industry),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("evidence <> ''", name="evidence"),
        CheckConstraint("capacity >= 0", name="capacity"),
        CheckConstraint("state <> 'approved' OR mentor_id IS NOT NULL", name="approved"),
        Index("uq_pool_applications_open", "account_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index(None, "state", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[PoolState] = mapped_column(Code(PoolState))
    name: Mapped[str]
    kind: Mapped[MentorKind] = mapped_column(Code(MentorKind))
    expertise: Mapped[str]
    experience: Mapped[str]
    evidence: Mapped[str]
    organisation: Mapped[str]
    title: Mapped[str]
    industries: Mapped[frozenset[Industry]] = mapped_column(CodeSet(Industry))
    zone: Mapped[Zone | None] = mapped_column(Code(Zone))
    capacity: Mapped[int]
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    answer: Mapped[str]
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"), index=True)


class PoolMemberRow(Row):
    """Membership data of a mentor. A mentor without a row is a member with the defaults."""

    __tablename__ = "pool_members"
    __table_args__ = (CheckConstraint("exited_at IS NOT NULL OR exit_reason = ''", name="exit_reason"),)

    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    renewal_asked_at: Mapped[datetime | None]
    reminded_of: Mapped[date | None]
    exited_at: Mapped[datetime | None]
    exit_reason: Mapped[str]


class PoolAssessmentRow(Row):
    __tablename__ = "pool_assessments"
    __table_args__ = (
        one_of("level", Level),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year"),
        CheckConstraint("points BETWEEN 0 AND 100", name="points"),
    )

    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    level: Mapped[Level] = mapped_column(Code(Level))
    points: Mapped[int | None]
    comment: Mapped[str]
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    confirmed_at: Mapped[datetime]
