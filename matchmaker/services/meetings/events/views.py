"""Values that the pages of events show: participants, wishes and demand."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.domain.events import Event, Participation, Wish
from matchmaker.domain.ids import ParticipationId, TimetableId
from matchmaker.domain.jobs import Job
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.suggestions import Fit


class WishStatus(StrEnum):
    """The decision of a participant about another one."""

    WISHED = "wished"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationView:
    """A participation with its profile. ``wishes``: wishes for registered people; ``mutual``: those that are mutual."""

    participation: Participation
    profile: Startup | Investor
    wishes: int = 0
    mutual: int = 0

    @property
    def name(self) -> str:
        return self.profile.name


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event with its figures. ``own``: the actor's participations.

    ``is_registration_open`` and ``is_wishing_open``: whether the deadlines are still ahead. ``waiting``: number of
    participants who wait for an answer, for organizers only.
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
    """A wish, or a pass if ``wish.is_veto``, with the profile it names. ``fit`` is None if the pair was not suggested.

    ``is_mutual``: both wished for each other. ``is_there``: the other side is still registered.
    """

    wish: Wish
    profile: Startup | Investor
    fit: Fit | None = None
    is_mutual: bool = False
    is_there: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCandidate:
    """A suggested registered participant. ``wish_status``: the present wish or pass.

    ``is_warned``: the conflict ledger asks for a reason before a wish.
    """

    participation_id: ParticipationId
    rank: int
    fit: Fit
    profile: Startup | Investor
    wish_status: WishStatus | None = None
    is_warned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredParticipant:
    """A participant of the other side. ``fit`` is None if the pair was not suggested. ``wish_status``: wish or pass."""

    participation_id: ParticipationId
    profile: Startup | Investor
    fit: Fit | None = None
    wish_status: WishStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideDemand:
    """The demand of one side. ``capacity``: sum of the most meetings of its participants."""

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
    """The demand at an event before planning. ``seats``: sum of the tables of all slots.

    ``mutual``: number of pairs who wished for each other; two wishes need one meeting.
    """

    event: Event
    startups: SideDemand
    investors: SideDemand
    seats: int
    mutual: int
    most_wished: tuple[WishedParticipant, ...]
    without_wishes: tuple[ParticipationView, ...]
    without_slots: tuple[ParticipationView, ...]
