"""Evidence: what people were shown and what they did, and what a learner may take from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.vocabulary import Band, PartyKind


class Surface(StrEnum):
    """Where a suggestion was shown: among the best few of all kinds, on the list of one kind, on the page of an event,
    beside the wishes for it.
    """

    OVERVIEW = "overview"
    LIST = "whole_list"
    EVENT = "event_page"
    WISHES = "wish_list"


class Deed(StrEnum):
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
    it was shown and nothing was done.
    """

    wanter_kind: PartyKind
    wanter_id: int
    wanted_kind: PartyKind
    wanted_id: int
    is_wanted: bool
    position: int | None
    weight: float
    at: datetime
    deed: Deed | None
