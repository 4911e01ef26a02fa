"""What events show: participants, wishes and demand, joined in the services."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.events import Event, Participation, Wish
from matchmaker.domain.ids import ParticipationId, TimetableId
from matchmaker.domain.jobs import Job
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.suggestions import Fit


class WishStatus(StrEnum):
    """What a participant said of another."""

    WISHED = "wished"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationView:
    """``wishes`` for people who are there, and ``mutual`` those of them who wished back."""

    participation: Participation
    profile: Startup | Investor
    wishes: int = 0
    mutual: int = 0

    @property
    def name(self) -> str:
        return self.profile.name


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """``own`` are the participations the one who asks acts for; ``is_…_open`` tell of the deadlines.

    ``waiting`` counts, for organizers, the participants who wait for an answer.
    """

    event: Event
    own: tuple[ParticipationView, ...]
    startups: int
    investors: int
    wishes: int
    is_registration_open: bool
    is_wishing_open: bool
    published_id: TimetableId | None = None
    planning: Job | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WishView:
    """A wish (or a pass: ``wish.is_veto``) with the one it names; ``fit`` where the platform suggested the pair.

    ``is_mutual``: both wished for each other. ``is_there``: the other side is still registered.
    """

    wish: Wish
    profile: Startup | Investor
    fit: Fit | None = None
    is_mutual: bool = False
    is_there: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCandidate:
    """A suggested registered participant; ``mark`` tells whether a wish or a pass stands already.

    Where ``is_warned``, the conflict ledger asks for a reason before a wish.
    """

    participation_id: ParticipationId
    rank: int
    fit: Fit
    profile: Startup | Investor
    wish_status: WishStatus | None = None
    is_warned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredParticipant:
    """Somebody of the other side; ``fit`` where the platform suggested the pair, ``mark`` what was said already."""

    participation_id: ParticipationId
    profile: Startup | Investor
    fit: Fit | None = None
    wish_status: WishStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideDemand:
    """``capacity`` is the sum of the meetings this side takes at most."""

    participants: int
    wishes: int
    passes: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedParticipant:
    participation_id: ParticipationId
    profile: Startup | Investor
    wishes: int
    max_meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDemand:
    """What the organizer sees before planning; ``seats`` is the sum of tables over the slots.

    ``mutual`` counts the pairs who wished for each other: two wishes, one meeting.
    """

    event: Event
    startups: SideDemand
    investors: SideDemand
    seats: int
    mutual: int
    most_wished: tuple[WishedParticipant, ...]
    without_wishes: tuple[ParticipationView, ...]
    without_slots: tuple[ParticipationView, ...]
