"""The frozen values that services answer with, beside those of the domain: what a page shows, joined in the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matchmaker.domain.accounts import Account
from matchmaker.domain.candidacies import Candidacy
from matchmaker.domain.events import Event, Participation, Slot, Wish
from matchmaker.domain.ids import InvestorId, MentorId, ParticipationId, StartupId, TimetableId
from matchmaker.domain.jobs import Job
from matchmaker.domain.mentorships import Mentorship, MentorshipAction
from matchmaker.domain.profiles import Incubator, Investor, Mentor, Startup
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.timetables import Timetable
from matchmaker.domain.vocabulary import CandidacyState, MeetingOrigin, PartyKind, Role

Profile = Startup | Mentor | Investor


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedProfile:
    """A profile that an account stands for."""

    kind: PartyKind
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    account: Account
    profiles: tuple[LinkedProfile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogin:
    """An invented account whose password may be shown."""

    email: str
    name: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target of 2020 in the plan; ``comparison`` is gt or gte."""

    code: str
    group_zh: str
    group_en: str
    indicator_zh: str
    indicator_en: str
    comparison: str
    value: float
    unit_zh: str
    unit_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """A year of the plan's table: area in 万平方米, jobs in 万人."""

    year: int
    area: float
    incubators: int
    startups: int
    jobs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigures:
    """The network in figures; ``area`` in 万平方米."""

    incubators: int
    area: float
    startups: int
    mentors: int
    investors: int
    candidacies: int
    mentorships: int
    targets: tuple[Target, ...]
    years: tuple[YearFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorView:
    incubator: Incubator
    startups: int


class WishMark(StrEnum):
    """What a participant said of another."""

    WISHED = "wished"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedCandidate:
    """``places_left`` and ``mentorship`` are told of mentors only; ``mentorship`` is the open one of this pair."""

    rank: int
    fit: Fit
    kind: PartyKind
    profile: Profile
    places_left: int | None = None
    mentorship: Mentorship | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipView:
    """``actions``: what the one who asks may do now."""

    mentorship: Mentorship
    startup: Startup
    mentor: Mentor
    actions: frozenset[MentorshipAction]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyView:
    candidacy: Candidacy
    startup: Startup
    incubator: Incubator | None
    next_states: frozenset[CandidacyState]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationView:
    participation: Participation
    profile: Startup | Investor
    wishes: int = 0

    @property
    def name(self) -> str:
        return self.profile.name


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """``own`` are the participations the one who asks acts for; ``is_…_open`` tell of the deadlines."""

    event: Event
    own: tuple[ParticipationView, ...]
    startups: int
    investors: int
    wishes: int
    is_registration_open: bool
    is_wishing_open: bool
    published_id: TimetableId | None = None
    planning: Job | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishView:
    """A wish (or a pass: ``wish.is_veto``) with the one it names; ``fit`` where the platform suggested the pair."""

    wish: Wish
    profile: Startup | Investor
    fit: Fit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCandidate:
    """A suggested registered participant; ``mark`` tells whether a wish or a pass stands already."""

    participation_id: ParticipationId
    rank: int
    fit: Fit
    profile: Startup | Investor
    mark: WishMark | None = None


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
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDemand:
    """What the organizer sees before planning; ``seats`` is the sum of tables over the slots."""

    event: Event
    startups: SideDemand
    investors: SideDemand
    seats: int
    most_wished: tuple[WishedParticipant, ...]
    without_wishes: tuple[ParticipationView, ...]
    without_slots: tuple[ParticipationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCell:
    startup_id: StartupId
    startup: str
    investor_id: InvestorId
    investor: str
    origin: MeetingOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """``cells[k]`` is table k + 1; None where nobody sits."""

    slot: Slot
    cells: tuple[MeetingCell | None, ...]


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
class BelowFloor:
    participation_id: ParticipationId
    name: str
    meetings: int
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableView:
    """``timetable.quality`` tells what the solver says of it."""

    timetable: Timetable
    event: Event
    rows: tuple[SlotRow, ...]
    tables: int
    unmet: tuple[UnmetView, ...]
    below_floor: tuple[BelowFloor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    slot: Slot
    table: int
    participation_id: ParticipationId
    partner: Startup | Investor
    origin: MeetingOrigin
    fit: Fit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTimetable:
    """``timetable_id`` is None before anything is published."""

    event: Event
    timetable_id: TimetableId | None
    published_at: datetime | None
    meetings: tuple[OwnMeeting, ...]
    unmet: tuple[UnmetView, ...]
