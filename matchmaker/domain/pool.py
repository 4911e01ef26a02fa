"""The mentor pool (创业导师库): applications, seats with a certificate, renewal and exit, with the legal steps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from matchmaker.domain.ids import AccountId, MentorId, PoolApplicationId
from matchmaker.domain.profiles import Mentor
from matchmaker.domain.states import StateMachine
from matchmaker.domain.vocabulary import Industry, MentorKind, Zone


class PoolState(StrEnum):
    """``RETURNED``: the operator asks the applicant to add something."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class PoolAction(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"


POOL_STEPS = StateMachine(
    {
        (PoolState.SUBMITTED, PoolAction.RETURN): PoolState.RETURNED,
        (PoolState.SUBMITTED, PoolAction.APPROVE): PoolState.APPROVED,
        (PoolState.SUBMITTED, PoolAction.REJECT): PoolState.REJECTED,
        (PoolState.SUBMITTED, PoolAction.WITHDRAW): PoolState.WITHDRAWN,
        (PoolState.RETURNED, PoolAction.SUBMIT): PoolState.SUBMITTED,
        (PoolState.RETURNED, PoolAction.REJECT): PoolState.REJECTED,
        (PoolState.RETURNED, PoolAction.WITHDRAW): PoolState.WITHDRAWN,
    }
)

OPEN_STATES = frozenset({PoolState.SUBMITTED, PoolState.RETURNED})


class SeatState(StrEnum):
    """State of a seat: ``UNCERTIFIED`` has a mentor without a certificate, ``DUE`` one whose certificate ends soon."""

    CERTIFIED = "certified"
    DUE = "due"
    LAPSED = "lapsed"
    UNCERTIFIED = "uncertified"
    EXITED = "exited"
    VACANT = "vacant"


TAKEN_STATES = frozenset({SeatState.CERTIFIED, SeatState.DUE, SeatState.LAPSED, SeatState.UNCERTIFIED})
"""States in which a mentor occupies a seat; the seat of a mentor who has left is free."""

RENEWAL_WINDOW = timedelta(days=60)
"""Time before the end of a certificate to assess the year, ask the mentor and decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolApplicationDraft:
    """An application to the pool in the applicant's words; ``evidence`` is what a reviewer can check."""

    name: str
    kind: MentorKind
    expertise: str
    experience: str
    evidence: str
    organisation: str = ""
    title: str = ""
    industries: frozenset[Industry] = frozenset()
    zone: Zone | None = None
    capacity: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolApplication(PoolApplicationDraft):
    """A stored application. ``answer`` is the operator's; ``mentor_id`` is the profile that the approval created."""

    id: PoolApplicationId
    account_id: AccountId
    state: PoolState
    submitted_at: datetime
    decided_at: datetime | None = None
    answer: str = ""
    mentor_id: MentorId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolMembership:
    """What the pool stores about a mentor beside the profile: the request for renewal, and the exit.

    ``reminded_of`` is the end of the certificate that the mentor was last reminded of.
    """

    mentor_id: MentorId
    renewal_asked_at: datetime | None = None
    reminded_of: date | None = None
    exited_at: datetime | None = None
    exit_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCounts:
    """The number of seats in each state; ``seats`` is the size of the pool."""

    seats: int
    certified: int = 0
    due: int = 0
    lapsed: int = 0
    uncertified: int = 0
    exited: int = 0

    @property
    def taken(self) -> int:
        return self.certified + self.due + self.lapsed + self.uncertified

    @property
    def vacant(self) -> int:
        """Free seats; 0 where there are more mentors than seats."""
        return max(0, self.seats - self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A mentor of the pool, with the membership and the state of the seat."""

    mentor: Mentor
    member: PoolMembership
    state: SeatState


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentMentor:
    """A mentor who does not answer: ``waiting`` applications, ``since`` when, and the ``expired`` ones of a year."""

    mentor: Mentor
    waiting: int
    since: datetime | None
    expired: int


def seat_state(certified_until: date | None, exited_at: datetime | None, today: date) -> SeatState:
    """State of the seat of a mentor whose certificate is valid until the end of ``certified_until``."""
    if exited_at is not None:
        return SeatState.EXITED
    if certified_until is None:
        return SeatState.UNCERTIFIED
    if certified_until < today:
        return SeatState.LAPSED
    return SeatState.DUE if certified_until <= today + RENEWAL_WINDOW else SeatState.CERTIFIED
