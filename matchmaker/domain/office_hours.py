"""Office hours: a mentor offers a dated slot, one founder books it. Slots lie on a grid of quarter hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, MentorId, OfficeHourId, StartupId
from matchmaker.domain.mentorships import MeetingMode
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import PartyKind

QUARTER = timedelta(minutes=15)
"""Starts and lengths are whole quarters of an hour, so that a database constraint can prevent double bookings."""

MAX_DURATION = timedelta(hours=3)
MAX_AHEAD = timedelta(days=120)
"""A slot further ahead is most likely a typing error in the year."""


class HourState(StrEnum):
    """``CANCELLED``: a booking was cancelled; ``WITHDRAWN``: an offer that was never booked was withdrawn."""

    OFFERED = "offered"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class HourAction(StrEnum):
    BOOK = "book"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"


HOUR_STEPS = StateMachine(
    {
        (HourState.OFFERED, HourAction.BOOK): HourState.BOOKED,
        (HourState.OFFERED, HourAction.WITHDRAW): HourState.WITHDRAWN,
        (HourState.BOOKED, HourAction.CANCEL): HourState.CANCELLED,
    }
)

LIVE_STATES = frozenset({HourState.OFFERED, HourState.BOOKED})
"""States in which a slot occupies its mentor's time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHourDraft:
    """A slot to be offered, half-open [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime
    mode: MeetingMode
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHour(OfficeHourDraft):
    """A stored slot; ``sequence`` grows with every change of its calendar entry."""

    id: OfficeHourId
    mentor_id: MentorId
    state: HourState
    sequence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Who comes to a slot, and why. A slot has one booking; after a timely cancellation the hour becomes a new slot."""

    hour_id: OfficeHourId
    startup_id: StartupId
    booked_by: AccountId
    reason: str
    booked_at: datetime
    cancelled_at: datetime | None = None
    cancelled_by: PartyKind | None = None
    cancel_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourEntry:
    """A slot with its mentor, booking and startup; a cancelled ``booking`` remains."""

    hour: OfficeHour
    mentor: Mentor
    booking: Booking | None = None
    startup: Startup | None = None


def find_problem(draft: OfficeHourDraft, now: datetime) -> tuple[str, str] | None:
    """Field and code of the fault of a slot that is offered ``now``; None for a valid slot."""
    length = draft.ends_at - draft.starts_at
    if draft.starts_at <= now:
        return "starts_at", "in_the_past"
    if draft.starts_at > now + MAX_AHEAD:
        return "starts_at", "too_far_ahead"
    if not _is_on_grid(draft.starts_at):
        return "starts_at", "no_quarter_hour"
    if not QUARTER <= length <= MAX_DURATION or length % QUARTER:
        return "minutes", "no_quarter_hour"
    return None


def list_quarters(hour: OfficeHourDraft) -> tuple[datetime, ...]:
    """Starts of the quarters of an hour that the slot covers."""
    return tuple(hour.starts_at + n * QUARTER for n in range((hour.ends_at - hour.starts_at) // QUARTER))


def can_cancel(hour: OfficeHour, side: PartyKind, now: datetime, *, notice: timedelta) -> bool:
    """Whether ``side`` may cancel a booking: the mentor until its start, the founder until ``notice`` before it."""
    if not HOUR_STEPS.can(hour.state, HourAction.CANCEL):
        return False
    return now < hour.starts_at - (notice if side is PartyKind.STARTUP else timedelta())


def _is_on_grid(moment: datetime) -> bool:
    return moment.minute % 15 == 0 and moment.second == 0 and moment.microsecond == 0
