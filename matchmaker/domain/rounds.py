"""Mentor matching rounds (撮合轮次): open applications decided together. The steps of a round are one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, RoundId, StartupId
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import ApplicationState


class RoundState(StrEnum):
    """``draft`` is a dry run: nothing outside the round knows of it."""

    DRAFT = "draft"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class RoundAction(StrEnum):
    """``edit`` locks and forbids pairs, sets caps and options; ``compute`` works out who would get whom."""

    EDIT = "edit"
    COMPUTE = "compute"
    APPLY = "apply"
    UNDO = "undo"
    DISCARD = "discard"


ROUND_STEPS = StateMachine(
    {
        (RoundState.DRAFT, RoundAction.EDIT): RoundState.DRAFT,
        (RoundState.DRAFT, RoundAction.COMPUTE): RoundState.DRAFT,
        (RoundState.DRAFT, RoundAction.APPLY): RoundState.APPLIED,
        (RoundState.DRAFT, RoundAction.DISCARD): RoundState.DISCARDED,
        (RoundState.APPLIED, RoundAction.UNDO): RoundState.UNDONE,
    }
)
"""Every legal step; services, buttons and tests read it here. All are the operator's."""


class RoundGoal(StrEnum):
    """总体最好, 先保底, 稳定匹配.

    ``total``: the greatest sum of scores. ``floor``: as many startups as possible, then the least score among them as
    high as possible, then the greatest sum. ``stable``: no startup and mentor who would both rather have each other.
    """

    TOTAL = "total"
    FLOOR = "floor"
    STABLE = "stable"


class Emphasis(StrEnum):
    """What a score looks at more: 重视志愿顺序, 均衡, 重视契合度."""

    CHOICE = "choice"
    BALANCED = "balanced"
    FIT = "fit"


CHOICE_SHARE: Mapping[Emphasis, float] = {Emphasis.CHOICE: 0.75, Emphasis.BALANCED: 0.5, Emphasis.FIT: 0.25}
"""Share of the choice in a score; the rest is the fit. Three steps that people can tell apart."""


class PairRuleKind(StrEnum):
    """What the operator says of a pair: 必须 or 不要."""

    REQUIRED = "must"
    FORBIDDEN = "never"


class LineOutcome(StrEnum):
    """What a dry run says of an application: placed, or the first thing that stands in the way."""

    PLACED = "placed"
    STARTUP_PLACED = "startup_placed"
    MENTOR_TAKEN = "mentor_taken"
    MENTOR_FULL = "mentor_full"
    MENTOR_PAUSED = "mentor_paused"
    MENTOR_UNCERTIFIED = "mentor_uncertified"
    MENTOR_LAPSED = "mentor_lapsed"
    MENTOR_LEFT = "mentor_left"
    MENTOR_CAPPED = "mentor_capped"
    CONFLICT = "conflict"
    CONFLICT_REASON = "conflict_reason"
    FORBIDDEN = "forbidden"
    SAME_PERSON = "same_person"


EXCLUDED_OUTCOMES = frozenset(LineOutcome) - {LineOutcome.PLACED, LineOutcome.STARTUP_PLACED, LineOutcome.MENTOR_TAKEN}
"""Outcomes of applications that could not take part; the others were weighed against each other."""


class RoundObstacle(StrEnum):
    """Why the locked pairs cannot all be: their mentor has no such place, or one of them is left out."""

    LOCKS_BEYOND_PLACES = "locks_beyond_places"
    LOCK_LEFT_OUT = "lock_left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOptions:
    """``most_new``: new mentees of a mentor in this round at most, None for as many as there are places."""

    goal: RoundGoal = RoundGoal.TOTAL
    emphasis: Emphasis = Emphasis.BALANCED
    most_new: int | None = None
    takes_uncertified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTally:
    """How many startups get a mentor, by choice: ``others`` are below the third; ``total`` is the sum of scores."""

    placed: int = 0
    first: int = 0
    second: int = 0
    third: int = 0
    others: int = 0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """What a computation found. ``minimum`` is the least score of a startup that gets a mentor.

    ``usual`` is what would come of the same applications in the order of their coming. ``objections`` are the
    applications whose two sides would both rather have each other. With an ``obstacle`` nothing was computed.
    """

    startups: int = 0
    mentors: int = 0
    places: int = 0
    round: ChoiceTally = field(default_factory=ChoiceTally)
    usual: ChoiceTally = field(default_factory=ChoiceTally)
    minimum: float | None = None
    is_proven: bool = False
    objections: tuple[ApplicationId, ...] = ()
    obstacle: RoundObstacle | None = None
    in_the_way: tuple[ApplicationId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """``revision`` counts what the operator changed; the lines show the state of ``computed_revision``."""

    id: RoundId
    state: RoundState
    options: RoundOptions
    figures: RoundFigures
    revision: int = 1
    computed_revision: int = 0
    created_by: AccountId
    created_at: datetime
    computed_at: datetime | None = None
    applied_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether the lines show what was computed after the last change."""
        return self.computed_revision == self.revision

    @property
    def can_be_applied(self) -> bool:
        has_found = self.figures.obstacle is None and self.figures.round.placed > 0
        return self.state is RoundState.DRAFT and self.is_current and has_found


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """An application as a computation saw it: ``state``, ``rank`` and ``ticket`` are those of the application then.

    ``choice`` counts from 1 among the pending ones of its startup. ``was_placed`` and ``is_usual``: placed by the
    computation before, and in the order of coming.
    """

    mentorship_id: ApplicationId
    startup_id: StartupId
    mentor_id: MentorId
    choice: int
    state: ApplicationState
    rank: int
    ticket: int | None
    outcome: LineOutcome
    score: float = 0.0
    was_placed: bool = False
    is_usual: bool = False

    @property
    def is_placed(self) -> bool:
        return self.outcome is LineOutcome.PLACED


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRule:
    """``reason`` is what the operator says where the conflict ledger warns of a locked pair."""

    mentorship_id: ApplicationId
    kind: PairRuleKind
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorSnapshot:
    """What an applied round found of a mentor: places to offer to the waiting list, and its last ticket."""

    mentor_id: MentorId
    freed: int
    last_ticket: int


def list_actions(state: RoundState) -> frozenset[RoundAction]:
    """What the operator may do with a round in ``state``."""
    return frozenset(ROUND_STEPS.actions_from(state))


def find_undo_deadline(found: Round, days: int) -> datetime | None:
    """The end of the time in which an applied round may be undone; None for all others."""
    if found.state is not RoundState.APPLIED or found.applied_at is None:
        return None
    return found.applied_at + timedelta(days=days)
