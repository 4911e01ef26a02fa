"""Timetables of an event: versions, meetings, and a reason for every unmet wish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from matchmaker.domain.ids import EventId, MeetingId, ParticipationId, SlotId, TimetableId
from matchmaker.domain.vocabulary import MeetingOrigin, TimetableState


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting in a slot at a table; table numbers count from 1."""

    slot_id: SlotId
    table: int
    startup_participation_id: ParticipationId
    investor_participation_id: ParticipationId
    origin: MeetingOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(MeetingDraft):
    id: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetWish:
    """Why a wished pair was not placed: a code with data; ``is_proven`` where the pair is proven impossible."""

    wisher_id: ParticipationId
    wished_id: ParticipationId
    code: str
    data: Mapping[str, object] = field(default_factory=dict)
    is_proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuality:
    """The solver's figures for a timetable: ``met`` of the ``wishes``, proven upper bound, breaks and seconds used.

    ``short`` are the people below the fairness floor. Each person occurs once, as the first of their participations.
    """

    wishes: int
    met: int
    value: int
    bound: int
    is_proven: bool
    suggested: int
    breaks: int
    below_floor: int
    seconds: float
    short: tuple[ParticipationId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    id: TimetableId
    event_id: EventId
    version: int
    state: TimetableState
    created_at: datetime
    published_at: datetime | None
    quality: PlanQuality
    meetings: tuple[Meeting, ...] = ()
    unmet: tuple[UnmetWish, ...] = ()
