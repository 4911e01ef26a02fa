"""Suggestions: a ranked candidate with a band, and reasons as codes with data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matchmaker.domain.vocabulary import Band, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReason:
    """One part of a score. ``weight`` in [-1, 1] is negative for a reason against; ``data`` fills the sentence."""

    code: str
    weight: float
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a pair fits: score in [0, 1], higher is better; strongest reasons first.

    ``startup_wants`` in [0, 1] is how much the startup wants the mentor or investor, ``partner_wants`` the reverse.
    The chances are the calibrated probabilities of the two, None where no calibration was learned.
    """

    score: float
    band: Band
    reasons: tuple[FitReason, ...]
    startup_wants: float | None = None
    partner_wants: float | None = None
    startup_chance: float | None = None
    partner_chance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A candidate on a seeker's list; ``rank`` counts from 1 in the list of that kind of candidate."""

    seeker_kind: PartyKind
    seeker_id: int
    candidate_kind: PartyKind
    candidate_id: int
    rank: int
    fit: Fit
    computed_at: datetime
