"""Who came to an event, day by day: marks of the organizers, at the door or afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.listings import ParticipationWithProfile


class Presence(StrEnum):
    """What a mark says; who has none is not known to have come or not."""

    PRESENT = "there"
    ABSENT = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """That a participant came on the local ``day`` of an event, or did not; the last mark counts."""

    participation_id: ParticipationId
    day: date
    presence: Presence
    marked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInEntry(ParticipationWithProfile):
    """A participant on a day of the event; who ``is_expected`` opened times of that day."""

    presence: Presence | None
    is_expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInCount:
    """Participants of a day: marked, and expected without a mark."""

    present: int = 0
    absent: int = 0
    unmarked: int = 0
