"""Profiles of startups, mentors, investors and incubators. Money is in 万元 (ten thousand yuan)."""

from dataclasses import dataclass
from datetime import date

from matchmaker.domain.ids import AccountId, IncubatorId, InvestorId, MentorId, StartupId
from matchmaker.domain.vocabulary import (
    ChainStage,
    FundingStage,
    Industry,
    MentorKind,
    Tier,
    Zone,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incubator:
    """One of the city's incubators; ``area`` is in 万平方米; tier and chain stage are set where the plan has them."""

    id: IncubatorId
    name: str
    area: float
    zone: Zone
    tier: Tier | None = None
    chain_stage: ChainStage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartupDraft:
    """A startup's profile before it is stored; only name and description are required.

    An industry, or a class, with a confidence in (0, 1] is a suggestion of the platform. Without one, people stated it.
    """

    name: str
    description: str
    needs: str = ""
    industry: Industry | None = None
    gbt_class: str | None = None
    stage: FundingStage | None = None
    funding_sought: int | None = None
    team: str = ""
    incubator_id: IncubatorId | None = None
    zone: Zone | None = None
    external_id: str | None = None
    is_demo: bool = False
    industry_confidence: float | None = None
    class_confidence: float | None = None

    @property
    def is_industry_suggested(self) -> bool:
        """Whether the industry is a suggestion of the platform that nobody has confirmed."""
        return self.industry_confidence is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Startup(StartupDraft):
    id: StartupId
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorDraft:
    """A mentor's profile before it is stored; ``capacity`` is the maximum number of mentees at a time."""

    name: str
    kind: MentorKind
    expertise: str
    experience: str = ""
    organisation: str = ""
    title: str = ""
    industries: frozenset[Industry] = frozenset()
    gbt_class: str | None = None
    zone: Zone | None = None
    capacity: int = 3
    certified_until: date | None = None
    account_id: AccountId | None = None
    external_id: str | None = None
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor(MentorDraft):
    """A stored mentor. ``places_to_offer`` is the number of places that are still to be offered to the waiting list.

    A pause includes the day ``paused_until``; None is a pause without end. Profiles of one person share a
    ``person_id``; ``mentees_elsewhere`` counts the mentees of the person's other profiles.
    """

    id: MentorId
    mentees: int = 0
    mentees_elsewhere: int = 0
    person_id: MentorId | None = None
    places_to_offer: int = 0
    is_paused: bool = False
    paused_until: date | None = None
    version: int = 1

    @property
    def places_left(self) -> int:
        """Number of mentees that can still be accepted."""
        return max(0, self.capacity - self.mentees - self.mentees_elsewhere)

    def is_paused_on(self, today: date) -> bool:
        """Whether the mentor takes no new applications on that day."""
        return self.is_paused and (self.paused_until is None or today <= self.paused_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorDraft:
    """An investor's profile before it is stored; tickets are in 万元, ``capacity`` is meetings in a meeting day."""

    name: str
    thesis: str
    organisation: str = ""
    industries: frozenset[Industry] = frozenset()
    gbt_class: str | None = None
    stages: frozenset[FundingStage] = frozenset()
    ticket_min: int | None = None
    ticket_max: int | None = None
    zones: frozenset[Zone] = frozenset()
    capacity: int = 12
    is_club_member: bool = False
    account_id: AccountId | None = None
    external_id: str | None = None
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Investor(InvestorDraft):
    id: InvestorId
    version: int = 1


Profile = Startup | Mentor | Investor
