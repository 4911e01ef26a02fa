"""The generated records: drafts of the domain, linked by indexes into the lists, as they have no ids yet."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.candidacies import Review
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import CandidacyState, Nominator, PartyKind, Role, SupportMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An invented person with the login ``email``. The same e-mail in two lists is one person with two roles."""

    email: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStartup:
    """A startup. ``incubator_number`` is the number in the plan's annex 1, ``people`` the size of the team."""

    draft: StartupDraft
    founder: DemoPerson
    short_name: str
    people: int
    topics: tuple[str, ...]
    incubator_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMentor:
    draft: MentorDraft
    person: DemoPerson
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoInvestor:
    draft: InvestorDraft
    person: DemoPerson
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCandidacy:
    """A 未来之星 candidacy of ``startups[startup]``; ``incubator_number`` is set if the incubator nominated it."""

    startup: int
    year: int
    nominator: Nominator
    nominated_by: str
    incubator_number: int | None
    evidence: str
    state: CandidacyState
    measures: frozenset[SupportMeasure]
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNetwork:
    """All generated people. The first startups are the candidates, in the order of ``candidacies``."""

    mentors: tuple[DemoMentor, ...]
    investors: tuple[DemoInvestor, ...]
    startups: tuple[DemoStartup, ...]
    candidacies: tuple[DemoCandidacy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSlot:
    """A slot in the half-open interval [starts_at, ends_at), aware UTC."""

    starts_at: datetime
    ends_at: datetime
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoParticipation:
    """A participant. ``index`` refers to the network's startups or investors, ``open_slots`` to the event's slots."""

    kind: PartyKind
    index: int
    email: str
    max_meetings: int
    open_slots: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWish:
    """A wish or veto. ``wisher`` and ``wished`` are indexes of the event's participations; a veto has no rank."""

    wisher: int
    wished: int
    rank: int | None
    is_veto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvent:
    name: str
    venue: str
    registration_deadline: datetime
    wish_deadline: datetime
    slots: tuple[DemoSlot, ...]
    participations: tuple[DemoParticipation, ...]
    wishes: tuple[DemoWish, ...]
