"""Values that pages show: one page of a long list, and rows that join several tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from matchmaker.domain.applications import Application
from matchmaker.domain.candidacies import Candidacy
from matchmaker.domain.club import ClubMembership
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import IncubatorId
from matchmaker.domain.pipeline import Deal
from matchmaker.domain.profiles import Investor, Mentor, Startup
from matchmaker.domain.vocabulary import FundingStage, Industry, MentorKind, Zone

T = TypeVar("T")

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page of a list; ``number`` counts from 1, ``total`` counts all items."""

    items: Sequence[T]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """Number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSearch:
    """Search terms for profiles; each of the ``words`` must occur in a text of the profile.

    A list uses the terms that its kind of profile has: mentors have a kind, startups and investors have stages.
    """

    words: str = ""
    industry: Industry | None = None
    zone: Zone | None = None
    stage: FundingStage | None = None
    kind: MentorKind | None = None
    incubator_id: IncubatorId | None = None
    is_club_member: bool | None = None
    is_incomplete: bool = False


ALL_PROFILES = ProfileSearch()


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyWithStartup:
    """A candidacy with the startup it is about."""

    candidacy: Candidacy
    startup: Startup


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithParties:
    """An application with both its parties."""

    application: Application
    startup: Startup
    mentor: Mentor


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationWithProfile:
    """A participation with the profile that takes part."""

    participation: Participation
    profile: Startup | Investor


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipWithInvestor:
    """A membership of the club with its investor."""

    membership: ClubMembership
    investor: Investor


@dataclass(frozen=True, slots=True, kw_only=True)
class DealWithParties:
    """A deal with both its parties."""

    deal: Deal
    startup: Startup
    investor: Investor


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCounts:
    """The size of the network. ``area`` of the incubators is in 万平方米; ``mentorships`` counts the running ones."""

    incubators: int
    area: float
    startups: int
    mentors: int
    investors: int
    candidacies: int
    mentorships: int
