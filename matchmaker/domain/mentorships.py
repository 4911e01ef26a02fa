"""Mentorships, which are accepted applications: term, sessions, next steps and evaluations, and the steps of a term."""

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
    """``EXTENDING``: one side has proposed an extension, and the other has not answered yet."""

    RUNNING = "running"
    EXTENDING = "extending"
    ENDED = "ended"


class TermAction(StrEnum):
    """``RECORD`` adds sessions, notes and next steps; ``AGREE``, ``REFUSE`` and ``RETRACT`` end a proposal."""

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
"""Minutes of a session: less is no session, more than a working day is a typing error."""

MIN_SCORE, MAX_SCORE = 1, 5

MAX_EXTENSION_MONTHS = 12
"""Months of one extension; for more, the two sides agree again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionProposal:
    """A proposal by ``side`` to extend the term by ``months``."""

    side: PartyKind
    months: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The term of a mentorship, from ``accepted_at`` to the end of the day ``ends_on``.

    ``outcome`` is None until the term has ended.
    """

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
        """Whether the term has ended, or its last day is past."""
        return self.state is TermState.ENDED or self.ends_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    held_on: date
    minutes: int
    mode: MeetingMode
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionNote:
    """A note on a session. ``side`` is the writer's side; a private note is shown to its writer only."""

    written_by: AccountId
    side: PartyKind
    text: str
    is_private: bool
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MentoringSession(SessionDraft):
    """A recorded session; ``notes`` are those that the reader may see."""

    id: MentoringSessionId
    mentorship_id: ApplicationId
    written_by: AccountId
    side: PartyKind
    notes: tuple[SessionNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepDraft:
    """A task that ``side`` will do until ``due_on``."""

    side: PartyKind
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep(NextStepDraft):
    id: NextStepId
    mentorship_id: ApplicationId
    done_at: datetime | None = None

    def is_late(self, today: date) -> bool:
        """Whether the task is not done and its due day is past."""
        return self.done_at is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The evaluation of the other side by ``side``: a ``score`` from 1 to 5, and words."""

    mentorship_id: ApplicationId
    side: PartyKind
    score: int
    words: str
    given_by: AccountId
    given_at: datetime


def other_side(side: PartyKind) -> PartyKind:
    """The mentor for the startup, the startup for the mentor."""
    return PartyKind.MENTOR if side is PartyKind.STARTUP else PartyKind.STARTUP


def can_act(term: Term, action: TermAction, side: PartyKind) -> bool:
    """Whether ``side`` may do ``action`` now. A proposal is answered by the other side and retracted by its own."""
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
    """Whether ``reader`` may read an evaluation.

    The reader's own is always visible. The other's is visible after the reader has ``given`` one, or after the term.
    """
    return evaluation.side is reader or reader in given or is_over


def can_read_note(note: SessionNote, reader: AccountId) -> bool:
    """Whether the note is shared, or written by the reader."""
    return not note.is_private or note.written_by == reader


def count_minutes(sessions: Iterable[SessionDraft]) -> int:
    """Minutes of all ``sessions``."""
    return sum(it.minutes for it in sessions)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month if the month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
