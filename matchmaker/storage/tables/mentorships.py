"""Mentorships: the term, sessions with notes, next steps, evaluations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.domain.mentorships import MeetingMode, MentorshipOutcome, TermState
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.storage.tables.base import Row
from matchmaker.storage.types import Code, one_of

SIDES = "('startup', 'mentor')"


class MentoringTermRow(Row):
    """The columns of a proposal are set only while an extension is proposed, those of an outcome only after the end."""

    __tablename__ = "mentoring_terms"
    __table_args__ = (
        one_of("state", TermState),
        one_of("outcome", MentorshipOutcome),
        CheckConstraint("extensions >= 0", name="extensions"),
        CheckConstraint(f"proposed_by IN {SIDES}", name="proposed_by"),
        CheckConstraint("proposed_months BETWEEN 1 AND 12", name="proposed_months"),
        CheckConstraint(
            "(state = 'extending' AND proposed_by IS NOT NULL AND proposed_months IS NOT NULL"
            " AND proposed_at IS NOT NULL)"
            " OR (state <> 'extending' AND proposed_by IS NULL AND proposed_months IS NULL AND proposed_at IS NULL)",
            name="proposal",
        ),
        CheckConstraint(
            "(state = 'ended' AND outcome IS NOT NULL AND ended_at IS NOT NULL)"
            " OR (state <> 'ended' AND outcome IS NULL AND ended_at IS NULL)",
            name="ended",
        ),
    )

    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[TermState] = mapped_column(Code(TermState))
    accepted_at: Mapped[datetime]
    ends_on: Mapped[date] = mapped_column(index=True)
    extensions: Mapped[int]
    proposed_by: Mapped[PartyKind | None] = mapped_column(Code(PartyKind))
    proposed_months: Mapped[int | None]
    proposed_reason: Mapped[str]
    proposed_at: Mapped[datetime | None]
    outcome: Mapped[MentorshipOutcome | None] = mapped_column(Code(MentorshipOutcome))
    outcome_words: Mapped[str]
    ended_at: Mapped[datetime | None]
    reminded_of: Mapped[date | None]


class MentoringSessionRow(Row):
    __tablename__ = "mentoring_sessions"
    __table_args__ = (
        one_of("mode", MeetingMode),
        CheckConstraint(f"side IN {SIDES}", name="side"),
        CheckConstraint("minutes BETWEEN 5 AND 600", name="minutes"),
        Index(None, "mentorship_id", "held_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"))
    held_on: Mapped[date] = mapped_column(index=True)
    minutes: Mapped[int]
    mode: Mapped[MeetingMode] = mapped_column(Code(MeetingMode))
    place: Mapped[str]
    side: Mapped[PartyKind] = mapped_column(Code(PartyKind))
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))


class MentoringNoteRow(Row):
    __tablename__ = "mentoring_notes"
    __table_args__ = (
        CheckConstraint(f"side IN {SIDES}", name="side"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("mentoring_sessions.id", ondelete="CASCADE"), index=True)
    written_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    side: Mapped[PartyKind] = mapped_column(Code(PartyKind))
    text: Mapped[str]
    is_private: Mapped[bool]
    written_at: Mapped[datetime]


class MentoringStepRow(Row):
    __tablename__ = "mentoring_steps"
    __table_args__ = (
        CheckConstraint(f"side IN {SIDES}", name="side"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"), index=True)
    side: Mapped[PartyKind] = mapped_column(Code(PartyKind))
    text: Mapped[str]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]


class MentoringEvaluationRow(Row):
    __tablename__ = "mentoring_evaluations"
    __table_args__ = (
        UniqueConstraint("mentorship_id", "side"),
        CheckConstraint(f"side IN {SIDES}", name="side"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorships.id", ondelete="CASCADE"))
    side: Mapped[PartyKind] = mapped_column(Code(PartyKind))
    score: Mapped[int]
    words: Mapped[str]
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]
