"""Who came to an event, day by day. The organizers record it at the door or afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matchmaker.domain.ids import ParticipationId
from matchmaker.domain.listings import ParticipationWithProfile


class Presence(StrEnum):
    """Whether a participant came; without a check-in nothing is known."""

    PRESENT = "there"
    ABSENT = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Whether a participant came on the local ``day`` of an event; the last check-in counts."""

    participation_id: ParticipationId
    day: date
    presence: Presence
    marked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInEntry(ParticipationWithProfile):
    """A participant on a day of the event. ``is_expected``: the participant opened slots of that day."""

    presence: Presence | None
    is_expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInCount:
    """Participants of a day: present, absent, and those expected without a check-in."""

    present: int = 0
    absent: int = 0
    unmarked: int = 0
