"""What services answer about events: participants, wishes, demand and timetables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.events import Event, Participation, Slot, Wish
from matchmaker.domain.ids import InvestorId, ParticipationId, StartupId, TimetableId
from matchmaker.domain.jobs import Job
from matchmaker.domain.profiles import Investor, Startup
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.timetables import Timetable
from matchmaker.domain.vocabulary import MeetingOrigin, ParticipationState
from matchmaker.services.answers import WishStatus


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


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    startup_id: StartupId
    startup: str
    investor_id: InvestorId
    investor: str
    origin: MeetingOrigin
    startup_state: ParticipationState = ParticipationState.REGISTERED
    investor_state: ParticipationState = ParticipationState.REGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotUse:
    """What the published timetable holds in a slot: so many meetings, the last at table ``last_table``, 0 for none."""

    slot: Slot
    meetings: int
    last_table: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotGridRow:
    """``cells[k]`` is table k + 1; None where nobody sits."""

    slot: Slot
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetView:
    wisher_id: ParticipationId
    wisher: str
    wished_id: ParticipationId
    wished: str
    rank: int | None
    code: str
    data: Mapping[str, object]
    is_proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBelowFloor:
    """A person with fewer meetings than the floor, all roles together; ``unmet`` are the person's own wishes."""

    participation_id: ParticipationId
    name: str
    meetings: int
    floor: int
    unmet: tuple[UnmetView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableView:
    """``timetable.quality`` tells what the solver says of it."""

    timetable: Timetable
    event: Event
    rows: tuple[SlotGridRow, ...]
    tables: int
    unmet: tuple[UnmetView, ...]
    below_floor: tuple[PersonBelowFloor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """``is_cancelled`` when one of the two has withdrawn since; ``partner_state`` tells whether it was the other."""

    slot: Slot
    table: int
    participation_id: ParticipationId
    partner_participation_id: ParticipationId
    partner: Startup | Investor
    origin: MeetingOrigin
    fit: Fit | None = None
    is_cancelled: bool = False
    partner_state: ParticipationState = ParticipationState.REGISTERED


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTimetable:
    """``timetable_id`` is None and ``version`` 0 before anything is published."""

    event: Event
    timetable_id: TimetableId | None
    version: int
    published_at: datetime | None
    meetings: tuple[OwnMeeting, ...]
    unmet: tuple[UnmetView, ...]
