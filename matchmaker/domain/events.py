"""Events such as the investor annual meeting: slots, tables, participation, wishes. Times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, EventId, InvestorId, ParticipationId, SlotId, StartupId, WishId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind

DEFAULT_WISH_BUDGET = 20
"""Wishes that a participant may rank unless the event sets another number.

Twice the meetings that fit in a full day, so that the rank still matters."""

REMIND_DAYS = 3
"""Days before the wish deadline on which participants without open slots or without wishes are reminded."""

FAIRNESS_FLOOR = 3
"""The fairness floor: meetings that every participant with enough open slots should get."""


class PassReason(StrEnum):
    """Why a participant does not want to meet another; only the participant sees it."""

    INDUSTRY = "industry"
    STAGE = "stage"
    AMOUNT = "amount"
    REGION = "region"
    KNOWN = "known"
    COMPETITOR = "competitor"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDraft:
    """A half-open period [starts_at, ends_at) in which ``tables`` meetings can take place."""

    starts_at: datetime
    ends_at: datetime
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(SlotDraft):
    id: SlotId
    event_id: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """The rules that organizers set for an event.

    ``needs_approval``: a registration waits for the organizers. ``startup_wishes`` and ``investor_wishes`` are the
    wishes of one participant of each side. ``remind_days``: days before the wish deadline on which unprepared
    participants are reminded; 0 for never. ``contact`` is the person to call.
    """

    needs_approval: bool = False
    startup_wishes: int = DEFAULT_WISH_BUDGET
    investor_wishes: int = DEFAULT_WISH_BUDGET
    remind_days: int = REMIND_DAYS
    contact: str = ""


DEFAULT_RULES = EventRules()
"""The rules of an event without settings of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(EventRules):
    id: EventId
    name: str
    venue: str
    registration_deadline: datetime
    wish_deadline: datetime
    is_demo: bool = False
    slots: tuple[Slot, ...] = ()

    def max_wishes(self, kind: PartyKind) -> int:
        """The wishes that one participant of this side may rank."""
        return self.startup_wishes if kind is PartyKind.STARTUP else self.investor_wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A startup or an investor at an event. ``account_id`` is the person who attends: one account, one calendar.

    ``message`` is the participant's message to the organizers, ``answer`` their answer. ``asked_at`` is since when a
    request waits for the organizers; None without a request.
    """

    id: ParticipationId
    event_id: EventId
    kind: PartyKind
    startup_id: StartupId | None = None
    investor_id: InvestorId | None = None
    account_id: AccountId | None = None
    most: int
    state: ParticipationState = ParticipationState.REGISTERED
    open_slots: frozenset[SlotId] = frozenset()
    message: str = ""
    answer: str = ""
    asked_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def profile_id(self) -> int:
        """The id of the startup or of the investor, whichever takes part."""
        found = self.startup_id if self.kind is PartyKind.STARTUP else self.investor_id
        if found is None:
            raise ValueError(f"expected the id of the {self.kind}, got None")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish to meet, or a veto. ``rank`` counts from 1.

    A veto has no rank. It may have a ``reason`` and a ``note``, which only the wisher sees.
    """

    id: WishId
    event_id: EventId
    wisher_id: ParticipationId
    wished_id: ParticipationId
    rank: int | None
    is_veto: bool = False
    reason: PassReason | None = None
    note: str = ""


def is_open(deadline: datetime, now: datetime) -> bool:
    """Whether ``now`` is before ``deadline``."""
    return now < deadline
