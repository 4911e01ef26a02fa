"""Mentor matching rounds (撮合轮次): open applications are decided together. The legal steps are one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, ApplicationId, MentorId, RoundId, StartupId
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import ApplicationState


class RoundState(StrEnum):
    """``draft`` is a dry run without any effect outside the round."""

    DRAFT = "draft"
    APPLIED = "applied"
    UNDONE = "undone"
    DISCARDED = "discarded"


class RoundAction(StrEnum):
    """``edit`` locks or forbids pairs and sets caps and options; ``compute`` computes an assignment."""

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
"""Every legal step; services, buttons and tests read this table. All steps are the operator's."""


class RoundGoal(StrEnum):
    """总体最好, 先保底, 稳定匹配.

    ``total``: the greatest sum of scores. ``floor``: as many startups as possible, then the greatest minimum score
    among them, then the greatest sum. ``stable``: no startup and mentor would both prefer each other.
    """

    TOTAL = "total"
    FLOOR = "floor"
    STABLE = "stable"


class Emphasis(StrEnum):
    """What weighs more in a score: 重视志愿顺序, 均衡, 重视契合度."""

    CHOICE = "choice"
    BALANCED = "balanced"
    FIT = "fit"


CHOICE_SHARE: Mapping[Emphasis, float] = {Emphasis.CHOICE: 0.75, Emphasis.BALANCED: 0.5, Emphasis.FIT: 0.25}
"""Share of the startup's choice in a score; the rest is the fit. Three levels are easy to distinguish."""


class PairRuleKind(StrEnum):
    """The operator's rule for a pair: 必须 or 不要."""

    REQUIRED = "must"
    FORBIDDEN = "never"


class LineOutcome(StrEnum):
    """The result of a dry run for an application: placed, or the first reason against it."""

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
"""Outcomes of applications that could not take part in the computation."""


class RoundObstacle(StrEnum):
    """Why the locked pairs are infeasible: a mentor has too few places for them, or one of them cannot take part."""

    LOCKS_BEYOND_PLACES = "locks_beyond_places"
    LOCK_LEFT_OUT = "lock_left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOptions:
    """Options of a round. ``most_new``: maximum new mentees of a mentor in this round; None for all free places."""

    goal: RoundGoal = RoundGoal.TOTAL
    emphasis: Emphasis = Emphasis.BALANCED
    most_new: int | None = None
    takes_uncertified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTally:
    """Startups that get a mentor, by their choice; ``others`` are below the third, ``total`` is the sum of scores."""

    placed: int = 0
    first: int = 0
    second: int = 0
    third: int = 0
    others: int = 0
    total: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """The figures of a computation. ``minimum`` is the lowest score of a startup that gets a mentor.

    ``usual`` is the result for the same applications, taken in the order of arrival. ``objections`` are the blocking
    pairs: applications whose two sides would both prefer each other. With an ``obstacle`` nothing was computed;
    ``in_the_way`` are then the locked applications that cause it.
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
    """A matching round. ``revision`` counts the operator's changes; the lines are those of ``computed_revision``."""

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
        """Whether the lines were computed after the last change."""
        return self.computed_revision == self.revision

    @property
    def can_be_applied(self) -> bool:
        has_found = self.figures.obstacle is None and self.figures.round.placed > 0
        return self.state is RoundState.DRAFT and self.is_current and has_found


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """An application in a computation. ``state``, ``rank`` and ``ticket`` are the application's at that time.

    ``choice`` counts from 1 among the pending applications of its startup. ``was_placed``: placed by the previous
    computation. ``is_usual``: placed in the order of arrival.
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
    """A rule for one application. ``reason`` is the operator's, where a locked pair has a conflict warning."""

    mentorship_id: ApplicationId
    kind: PairRuleKind
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorSnapshot:
    """A mentor before a round was applied: places to offer to the waiting list, and the last ticket of that list."""

    mentor_id: MentorId
    places_to_offer: int
    last_ticket: int


def list_actions(state: RoundState) -> frozenset[RoundAction]:
    """The operator's legal actions for a round in ``state``."""
    return frozenset(ROUND_STEPS.actions_from(state))


def find_undo_deadline(found: Round, days: int) -> datetime | None:
    """The time until which an applied round may be undone; None in other states."""
    if found.state is not RoundState.APPLIED or found.applied_at is None:
        return None
    return found.applied_at + timedelta(days=days)
