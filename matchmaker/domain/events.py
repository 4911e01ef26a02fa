"""Events such as the investor annual meeting: slots, tables, participation, wishes. Times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.ids import AccountId, EventId, InvestorId, ParticipationId, SlotId, StartupId, WishId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind

DEFAULT_WISH_BUDGET = 20
"""Wishes a participant may rank unless the event says otherwise: twice what a full day can hold, so a rank still means
something."""

REMIND_DAYS = 3
"""Days before the wishes close on which those are reminded who opened no time or wished for nobody."""

FAIRNESS_FLOOR = 3
"""The fairness floor: meetings everyone who opened enough slots should get."""


class PassReason(StrEnum):
    """Why somebody rather does not meet another; told to nobody else."""

    INDUSTRY = "industry"
    STAGE = "stage"
    AMOUNT = "amount"
    REGION = "region"
    KNOWN = "known"
    COMPETITOR = "competitor"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDraft:
    """Half-open [starts_at, ends_at) in which ``tables`` meetings can be held."""

    starts_at: datetime
    ends_at: datetime
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(SlotDraft):
    id: SlotId
    event_id: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """``needs_approval``: who registers waits for the organizers. ``startup_wishes`` and ``investor_wishes`` are the
    budgets of one participant of either side. ``remind_days`` before the wishes close, 0 for never, those are reminded
    who are not ready. ``contact`` tells whom to call.
    """

    needs_approval: bool = False
    startup_wishes: int = DEFAULT_WISH_BUDGET
    investor_wishes: int = DEFAULT_WISH_BUDGET
    remind_days: int = REMIND_DAYS
    contact: str = ""


DEFAULT_RULES = EventRules()
"""The rules of an event that asks for nothing special."""


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
    """A startup or an investor at an event; who attends is ``account_id``: one account, one calendar.

    ``message`` is what the participant asked of the organizers and ``answer`` what they said to it; ``asked_at`` tells
    since when something waits for their answer, None for nothing.
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
    """``rank`` counts from 1; a veto has no rank, and may have a ``reason`` with a ``note`` for its maker alone."""

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
