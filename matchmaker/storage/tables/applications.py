"""Applications of startups to mentors, from the application to the end of the mentorship."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, TextClause, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.vocabulary import ApplicationState, Band
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of

PENDING = text("state IN ('queued', 'applied', 'wait_listed')")

OPEN = text("state IN ('queued', 'applied', 'wait_listed', 'accepted')")

ASKED = text("state = 'applied'")


def _unique(name: str, condition: TextClause, *columns: str) -> Index:
    """The rule that ``columns`` are unique among the rows with ``condition``."""
    return Index(name, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class ApplicationRow(Row):
    """A startup has at most one application that waits for an answer. ``ticket`` orders a mentor's waiting list."""

    __tablename__ = "mentorships"
    __table_args__ = (
        one_of("state", ApplicationState),
        one_of("fit_band", Band),
        CheckConstraint("fit_score BETWEEN 0 AND 1", name="fit_score"),
        CheckConstraint(
            "(fit_score IS NULL AND fit_band IS NULL AND fit_reasons IS NULL)"
            " OR (fit_score IS NOT NULL AND fit_band IS NOT NULL AND fit_reasons IS NOT NULL)",
            name="fit",
        ),
        CheckConstraint("rank >= 1", name="rank"),
        CheckConstraint("ticket >= 1", name="ticket"),
        CheckConstraint("state <> 'wait_listed' OR ticket IS NOT NULL", name="wait_listed"),
        CheckConstraint("state <> 'applied' OR opened_at IS NOT NULL", name="applied"),
        UniqueConstraint("mentor_id", "ticket"),
        _unique("uq_mentorships_open", OPEN, "startup_id", "mentor_id"),
        _unique("uq_mentorships_rank", PENDING, "startup_id", "rank"),
        _unique("uq_mentorships_asked", ASKED, "startup_id"),
        Index("ix_mentorships_asked_since", "opened_at", sqlite_where=ASKED, postgresql_where=ASKED),
        Index(None, "mentor_id", "state"),
        Index(None, "startup_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    startup_id: Mapped[int] = mapped_column(ForeignKey("startups.id", ondelete="CASCADE"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"))
    applied_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    goal: Mapped[str]
    state: Mapped[ApplicationState] = mapped_column(Code(ApplicationState))
    applied_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str]
    fit_score: Mapped[float | None] = mapped_column(Float(53))
    fit_band: Mapped[Band | None] = mapped_column(Code(Band))
    fit_reasons: Mapped[list[Any] | None]
    tried: Mapped[str] = mapped_column(server_default="")
    rank: Mapped[int] = mapped_column(server_default="1")
    ticket: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    round_id: Mapped[int | None] = mapped_column(index=True)
    fit_startup_wants: Mapped[float | None] = mapped_column(Float(53))
    fit_partner_wants: Mapped[float | None] = mapped_column(Float(53))
    fit_startup_chance: Mapped[float | None] = mapped_column(Float(53))
    fit_partner_chance: Mapped[float | None] = mapped_column(Float(53))
