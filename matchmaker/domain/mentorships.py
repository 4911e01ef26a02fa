"""Inside an accepted mentorship: its term, sessions, next steps and evaluations. The steps of a term are one table."""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ApplicationId, MentoringSessionId, NextStepId
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import PartyKind

SIDES = (PartyKind.STARTUP, PartyKind.MENTOR)
"""The two sides of a mentorship."""


class TermState(StrEnum):
    """``EXTENDING``: one side has proposed to go on for longer, the other has not answered."""

    RUNNING = "running"
    EXTENDING = "extending"
    ENDED = "ended"


class TermAction(StrEnum):
    """``RECORD`` adds sessions, notes and next steps; the three before ``END`` answer a proposed extension."""

    RECORD = "record"
    EVALUATE = "evaluate"
    PROPOSE = "propose"
    AGREE = "agree"
    REFUSE = "refuse"
    RETRACT = "retract"
    END = "end"


TERM_STEPS = StateMachine(
    {
        (TermState.RUNNING, TermAction.RECORD): TermState.RUNNING,
        (TermState.RUNNING, TermAction.EVALUATE): TermState.RUNNING,
        (TermState.RUNNING, TermAction.PROPOSE): TermState.EXTENDING,
        (TermState.RUNNING, TermAction.END): TermState.ENDED,
        (TermState.EXTENDING, TermAction.RECORD): TermState.EXTENDING,
        (TermState.EXTENDING, TermAction.EVALUATE): TermState.EXTENDING,
        (TermState.EXTENDING, TermAction.AGREE): TermState.RUNNING,
        (TermState.EXTENDING, TermAction.REFUSE): TermState.RUNNING,
        (TermState.EXTENDING, TermAction.RETRACT): TermState.RUNNING,
        (TermState.EXTENDING, TermAction.END): TermState.ENDED,
        (TermState.ENDED, TermAction.EVALUATE): TermState.ENDED,
    }
)


class MentorshipOutcome(StrEnum):
    """How a mentorship ended: 目标达成, 部分达成, 未达成, 中途停止."""

    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"
    STOPPED = "stopped"


class MeetingMode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"


MIN_MINUTES, MAX_MINUTES = 5, 600
"""Minutes of a session: shorter is no session, longer than a working day is a slip of the keyboard."""

MIN_SCORE, MAX_SCORE = 1, 5

MAX_EXTENSION_MONTHS = 12
"""Months: who wants longer agrees again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionProposal:
    """``months`` more, proposed by ``side``."""

    side: PartyKind
    months: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """From ``accepted_at`` to the end of the day ``ends_on``; ``outcome`` is there once it has ended."""

    mentorship_id: ApplicationId
    state: TermState
    accepted_at: datetime
    ends_on: date
    extensions: int = 0
    proposal: ExtensionProposal | None = None
    outcome: MentorshipOutcome | None = None
    outcome_words: str = ""
    ended_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        """Whether it has ended, or its last day is past."""
        return self.state is TermState.ENDED or self.ends_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    held_on: date
    minutes: int
    mode: MeetingMode
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """``side`` is the writer's; a private note is shown to its writer alone."""

    written_by: AccountId
    side: PartyKind
    text: str
    is_private: bool
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MentoringSession(SessionDraft):
    """``notes`` are those that the reader may see."""

    id: MentoringSessionId
    mentorship_id: ApplicationId
    written_by: AccountId
    side: PartyKind
    notes: tuple[SessionNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepDraft:
    """What ``side`` will do until ``due_on``."""

    side: PartyKind
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep(NextStepDraft):
    id: NextStepId
    mentorship_id: ApplicationId
    done_at: datetime | None = None

    def is_late(self, today: date) -> bool:
        """Whether the due day is past and it is not done."""
        return self.done_at is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What ``side`` says of the other, from 1 to 5 and in words."""

    mentorship_id: ApplicationId
    side: PartyKind
    score: int
    words: str
    given_by: AccountId
    given_at: datetime


def other_side(side: PartyKind) -> PartyKind:
    """Mentor for the startup, startup for the mentor."""
    return PartyKind.MENTOR if side is PartyKind.STARTUP else PartyKind.STARTUP


def can_act(term: Term, action: TermAction, side: PartyKind) -> bool:
    """Whether ``side`` may do ``action`` now: nobody agrees to the own proposal, nobody retracts the other's."""
    if not TERM_STEPS.can(term.state, action):
        return False
    if action in {TermAction.AGREE, TermAction.REFUSE}:
        return term.proposal is not None and term.proposal.side is not side
    if action is TermAction.RETRACT:
        return term.proposal is not None and term.proposal.side is side
    return True


def can_read_evaluation(
    evaluation: Evaluation, reader: PartyKind, *, given: Collection[PartyKind], is_over: bool
) -> bool:
    """Whether ``reader`` may read it: the own always, the other's once the own is ``given`` or the term is over."""
    return evaluation.side is reader or reader in given or is_over


def can_read_note(note: SessionNote, reader: AccountId) -> bool:
    """Whether the note is shared, or the reader's own."""
    return not note.is_private or note.written_by == reader


def count_minutes(sessions: Iterable[SessionDraft]) -> int:
    """Minutes of all ``sessions``."""
    return sum(it.minutes for it in sessions)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
