"""Mentor matching rounds: options, figures, computed lines, the operator's rules, and the mentors' earlier state."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.rounds import Emphasis, LineOutcome, PairRuleKind, RoundGoal, RoundState
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of


class RoundRow(Row):
    __tablename__ = "mentor_rounds"
    __table_args__ = (
        one_of("state", RoundState),
        one_of("goal", RoundGoal),
        one_of("emphasis", Emphasis),
        CheckConstraint("most_new >= 1", name="most_new"),
        CheckConstraint("revision >= 1 AND computed_revision BETWEEN 0 AND revision", name="revision"),
        CheckConstraint("(computed_revision = 0) = (computed_at IS NULL)", name="computed_at"),
        CheckConstraint("(state IN ('applied', 'undone')) = (applied_at IS NOT NULL)", name="applied_at"),
        CheckConstraint("(state IN ('undone', 'discarded')) = (closed_at IS NOT NULL)", name="closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RoundState] = mapped_column(Code(RoundState))
    goal: Mapped[RoundGoal] = mapped_column(Code(RoundGoal))
    emphasis: Mapped[Emphasis] = mapped_column(Code(Emphasis))
    most_new: Mapped[int | None]
    takes_uncertified: Mapped[bool]
    figures: Mapped[dict[str, Any]]
    revision: Mapped[int]
    computed_revision: Mapped[int]
    created_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    computed_at: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class RoundLineRow(Row):
    """``state``, ``rank`` and ``ticket`` are those of the application when the round was computed."""

    __tablename__ = "round_lines"
    __table_args__ = (
        one_of("state", ApplicationState),
        one_of("outcome", LineOutcome),
        CheckConstraint("choice >= 1", name="choice"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
    )

    round_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_rounds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mentorship_id: Mapped[int] = mapped_column(
        ForeignKey("mentorships.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    choice: Mapped[int]
    state: Mapped[ApplicationState] = mapped_column(Code(ApplicationState))
    rank: Mapped[int]
    ticket: Mapped[int | None]
    outcome: Mapped[LineOutcome] = mapped_column(Code(LineOutcome))
    score: Mapped[float] = mapped_column(Float(53))
    was_placed: Mapped[bool]
    is_usual: Mapped[bool]


class PairRuleRow(Row):
    """A pair that is required or forbidden."""

    __tablename__ = "round_marks"
    __table_args__ = (one_of("kind", PairRuleKind),)

    round_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_rounds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mentorship_id: Mapped[int] = mapped_column(
        ForeignKey("mentorships.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    kind: Mapped[PairRuleKind] = mapped_column(Code(PairRuleKind))
    reason: Mapped[str]


class RoundCapRow(Row):
    """Maximum number of new mentees of a mentor in a round."""

    __tablename__ = "round_caps"
    __table_args__ = (CheckConstraint("most >= 0", name="most"),)

    round_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_rounds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    most: Mapped[int]


class RoundMentorRow(Row):
    """The state of a mentor before an applied round, so that the round can be undone."""

    __tablename__ = "round_mentors"
    __table_args__ = (
        CheckConstraint("places_to_offer >= 0", name="freed"),
        CheckConstraint("last_ticket >= 0", name="last_ticket"),
    )

    round_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_rounds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mentor_id: Mapped[int] = mapped_column(
        ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    places_to_offer: Mapped[int]
    last_ticket: Mapped[int]
