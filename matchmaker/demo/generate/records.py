"""What the generator makes: drafts of the domain with what only a database could join, by index into the lists."""

from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.candidacies import Review
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import CandidacyState, Nominator, PartyKind, Role, SupportMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An invented person who logs in with ``email``; the same e-mail in two lists is one person with two roles."""

    email: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStartup:
    """``incubator_number`` is the incubator's number in the plan's annex 1, ``people`` the size of the team."""

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
    """A 未来之星 candidacy of ``startups[startup]``; ``incubator_number`` is set where the incubator nominated."""

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
    """The first startups are the candidates, in the order of ``candidacies``."""

    mentors: tuple[DemoMentor, ...]
    investors: tuple[DemoInvestor, ...]
    startups: tuple[DemoStartup, ...]
    candidacies: tuple[DemoCandidacy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSlot:
    """Half-open [starts_at, ends_at), aware UTC."""

    starts_at: datetime
    ends_at: datetime
    tables: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoParticipation:
    """``index`` points into the network's startups or investors, ``open_slots`` into the event's slots."""

    kind: PartyKind
    index: int
    email: str
    max_meetings: int
    open_slots: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWish:
    """``wisher`` and ``wished`` point into the event's participations; a veto has no rank."""

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
