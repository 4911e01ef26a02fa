"""Events such as the investor annual meeting: slots, tables, participation, wishes. Times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.ids import AccountId, EventId, InvestorId, ParticipationId, SlotId, StartupId, WishId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind

MOST_WISHES = 20
"""Wishes a participant may rank: twice what a full day can hold, so a rank still means something."""

LEAST_MEETINGS = 3
"""The fairness floor: meetings everyone who opened enough slots should get."""


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
class Event:
    id: EventId
    name: str
    venue: str
    registration_deadline: datetime
    wish_deadline: datetime
    is_demo: bool = False
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A startup or an investor at an event; who attends is ``account_id``: one account, one calendar."""

    id: ParticipationId
    event_id: EventId
    kind: PartyKind
    startup_id: StartupId | None = None
    investor_id: InvestorId | None = None
    account_id: AccountId | None = None
    most: int
    state: ParticipationState = ParticipationState.REGISTERED
    open_slots: frozenset[SlotId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """``rank`` counts from 1; a veto has no rank."""

    id: WishId
    event_id: EventId
    wisher_id: ParticipationId
    wished_id: ParticipationId
    rank: int | None
    is_veto: bool = False


def is_open(deadline: datetime, now: datetime) -> bool:
    """Whether ``now`` is before ``deadline``."""
    return now < deadline
