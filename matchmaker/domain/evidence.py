"""Evidence: what people were shown and what they did, and what a learner may take from it."""

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
"""Who wants, and who is wanted."""

IdPair = tuple[int, int]
"""Numbers of the two of a direction."""

DIRECTIONS: tuple[Direction, ...] = (
    (PartyKind.STARTUP, PartyKind.MENTOR),
    (PartyKind.MENTOR, PartyKind.STARTUP),
    (PartyKind.STARTUP, PartyKind.INVESTOR),
    (PartyKind.INVESTOR, PartyKind.STARTUP),
)


class Surface(StrEnum):
    """Where a suggestion was shown: among the best few of all kinds, on the list of one kind, on the page of an event,
    beside the wishes for it.
    """

    OVERVIEW = "overview"
    LIST = "whole_list"
    EVENT = "event_page"
    WISHES = "wish_list"


class Interaction(StrEnum):
    """What somebody did about somebody else, or what became of it later."""

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
    """A candidate was on a list that the people of the seeker saw; ``position`` counts from 1 on that page."""

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
    """Whether one wanted another: one row for each (wanter, wanted), of a startup and a mentor or an investor.

    ``position`` is the best at which the wanter's list had shown it, counted from 1; None where it was found otherwise.
    ``weight`` above 0 says how much the row counts, 1 for a plain decision. ``deed`` is what decided; None where
    it was shown and nothing was done. From ``known_at`` on, the lists of others may use it: a wish is a secret until
    wishing has closed.
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
    """That an investor invested in a startup; ``at`` is when the follow-up first said so."""

    investor_id: int
    startup_id: int
    at: datetime


class ImpressionFact(NamedTuple):
    """An impression as a learner needs it; a tuple, for there are many."""

    seeker_kind: PartyKind
    seeker_id: int
    candidate_kind: PartyKind
    candidate_id: int
    position: int
    shown_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFact:
    """An application with what came of it: ``accepted_at`` and, of one that has ended, ``decided_at`` its end.

    ``left_at`` is when its mentor left the pool; one that ``is_arranged`` was accepted by a matching round, and not by
    the mentor. The scores are evaluations of the other side, from 1 to 5.
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
    """A wish or a pass; ``closes_at`` is until when it could be changed, ``wished_at`` when made, where known."""

    wisher_kind: PartyKind
    wisher_id: int
    wished_id: int
    is_veto: bool
    reason: PassReason | None
    closes_at: datetime
    wished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A meeting that was published; ``is_current`` in the version that counts, both registered. Who is gone withdrew.

    The presences are what the organizers marked on its day; None where they marked nothing.
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
    """One step of an investor's follow-up."""

    investor_id: int
    startup_id: int
    state: DealState
    close_reason: CloseReason | None
    at: datetime
