"""Evidence for the learner: which suggestions people saw, what they did, and the preferences derived from both."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.events import PassReason
from matchmaker.domain.mentorships import MentorshipOutcome
from matchmaker.domain.pipeline import CloseReason, DealState
from matchmaker.domain.vocabulary import ApplicationState, Band, PartyKind

Direction = tuple[PartyKind, PartyKind]
"""The kind that wants, then the kind that is wanted."""

IdPair = tuple[int, int]
"""The ids of a pair, in the order of a direction."""

DIRECTIONS: tuple[Direction, ...] = (
    (PartyKind.STARTUP, PartyKind.MENTOR),
    (PartyKind.MENTOR, PartyKind.STARTUP),
    (PartyKind.STARTUP, PartyKind.INVESTOR),
    (PartyKind.INVESTOR, PartyKind.STARTUP),
)


class Surface(StrEnum):
    """Where a suggestion was shown.

    ``overview`` has the best few of all kinds. ``whole_list`` is the list of one kind. The others belong to an event:
    its page, and the page of its wishes.
    """

    OVERVIEW = "overview"
    LIST = "whole_list"
    EVENT = "event_page"
    WISHES = "wish_list"


class Interaction(StrEnum):
    """What one side did about the other, or what happened later between them."""

    WISHED = "wished"
    PASSED = "passed"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    ATTENDED = "attended"
    MISSED = "missed"
    RATED = "rated"
    OUTCOME = "outcome"
    FOLLOWED_UP = "followed_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impression:
    """A candidate was on a list that the seeker's people saw; ``position`` counts from 1 on that page."""

    seeker_kind: PartyKind
    seeker_id: int
    candidate_kind: PartyKind
    candidate_id: int
    surface: Surface
    position: int
    band: Band
    score: float
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Whether a wanter wanted a candidate: one row for each (wanter, wanted), a startup with a mentor or an investor.

    ``position`` is the best position at which the wanter's list had shown the candidate, counted from 1; None where it
    was found elsewhere. ``weight`` > 0 is how much the row counts, 1 for a plain decision. ``interaction`` is the
    action that decided; None where the candidate was shown and nothing was done. From ``known_at`` on, the lists of
    others may use the row: a wish is secret until the wish deadline.
    """

    wanter_kind: PartyKind
    wanter_id: int
    wanted_kind: PartyKind
    wanted_id: int
    is_wanted: bool
    position: int | None
    weight: float
    at: datetime
    known_at: datetime
    interaction: Interaction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Investment:
    """An investor invested in a startup; ``at`` is when the pipeline first recorded it."""

    investor_id: int
    startup_id: int
    at: datetime


class ImpressionFact(NamedTuple):
    """The parts of an impression that the learner needs; a tuple, as there are many."""

    seeker_kind: PartyKind
    seeker_id: int
    candidate_kind: PartyKind
    candidate_id: int
    position: int
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFact:
    """An application and its result.

    For a mentorship that has ended, ``decided_at`` is its end. ``left_at`` is when the mentor left the pool.
    ``is_arranged``: a matching round accepted it, not the mentor. ``startup_score`` and ``mentor_score`` are
    evaluations of the other side, from 1 to 5.
    """

    startup_id: int
    mentor_id: int
    state: ApplicationState
    reason: str
    applied_at: datetime
    decided_at: datetime | None
    accepted_at: datetime | None = None
    left_at: datetime | None = None
    is_arranged: bool = False
    outcome: MentorshipOutcome | None = None
    startup_score: int | None = None
    mentor_score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishFact:
    """A wish or a pass. It could be changed until ``closes_at``; ``wished_at`` is when it was made, where known."""

    wisher_kind: PartyKind
    wisher_id: int
    wished_id: int
    is_veto: bool
    reason: PassReason | None
    closes_at: datetime
    wished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A published meeting. ``is_current``: it is in the current timetable, and both sides are registered.

    The presences are the organizers' check-ins of that day; None without a check-in.
    """

    startup_id: int
    investor_id: int
    ends_at: datetime
    is_current: bool
    has_startup_withdrawn: bool = False
    has_investor_withdrawn: bool = False
    startup_presence: Presence | None = None
    investor_presence: Presence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFact:
    """One step of an investor's deal with a startup."""

    investor_id: int
    startup_id: int
    state: DealState
    close_reason: CloseReason | None
    at: datetime
