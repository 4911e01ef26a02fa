"""The frozen values that services answer with, beside those of the domain: what a page shows, joined in the service."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.demo.reference import Target, YearlyFigure
from matchmaker.domain.accounts import Account, ProfileLink
from matchmaker.domain.candidacies import Candidacy
from matchmaker.domain.conflicts import ConflictKind
from matchmaker.domain.listings import NetworkCounts
from matchmaker.domain.mentorships import Application, ApplicationAction
from matchmaker.domain.profiles import Incubator, Investor, Mentor, Startup
from matchmaker.domain.suggestions import Fit
from matchmaker.domain.vocabulary import CandidacyState, PartyKind, Role

Profile = Startup | Mentor | Investor


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    account: Account
    profiles: tuple[ProfileLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogin:
    """An invented account whose password may be shown."""

    email: str
    name: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFigures:
    """The network as it is, beside the plan's targets and yearly figures."""

    counts: NetworkCounts
    targets: tuple[Target, ...]
    years: tuple[YearlyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncubatorView:
    incubator: Incubator
    startups: int


class WishStatus(StrEnum):
    """What a participant said of another."""

    WISHED = "wished"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedCandidate:
    """``places_left`` and ``mentorship`` are told of mentors only; ``mentorship`` is the open one of this pair.

    Where ``is_warned``, the conflict ledger asks for a reason; ``conflicts`` are the kinds that the reader may know of.
    """

    rank: int
    fit: Fit
    kind: PartyKind
    profile: Profile
    places_left: int | None = None
    application: Application | None = None
    is_warned: bool = False
    conflicts: tuple[ConflictKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """``actions``: what the one who asks may do now; ``days_left`` to answer before the application is closed.

    ``position`` on the mentor's waiting list and ``choice`` of the startup, which its own people hear of, count from 1.
    """

    application: Application
    startup: Startup
    mentor: Mentor
    actions: frozenset[ApplicationAction]
    position: int | None = None
    choice: int | None = None
    days_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyView:
    candidacy: Candidacy
    startup: Startup
    incubator: Incubator | None
    next_states: frozenset[CandidacyState]
