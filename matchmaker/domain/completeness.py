"""How much a profile says of what matching and its readers look at, and what to add first.

A score from 0 to 100 is the sum of what each item has earned of its weight. The weights follow the parts of the score
of a pair (docs/matching.md): texts weigh most, for needs, profile and shared words are read in them; industry comes
next; stage, amount and zone decide little. The rest is what partners read. Nobody but the profile's own people and the
operator sees any of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import PartyKind

MIN_TEXT_CHARACTERS = 20
"""Characters below which a text says too little to be matched with confidence: one short Chinese sentence."""

COMPLETE_SCORE = 60
"""Score below which a profile counts as incomplete: a good text alone, or a short one with all facts, is not enough."""


class ItemCode(StrEnum):
    """What a profile may say."""

    DESCRIPTION = "description"
    NEEDS = "needs"
    INDUSTRY = "industry"
    STAGE = "stage"
    FUNDING = "funding_sought"
    TEAM = "team"
    ZONE = "zone"
    EXPERTISE = "expertise"
    EXPERIENCE = "experience"
    INDUSTRIES = "industries"
    CAPACITY = "capacity"
    CERTIFICATE = "certified_until"
    THESIS = "thesis"
    STAGES = "stages"
    TICKET = "ticket_min"
    ZONES = "zones"


WEIGHTS: Mapping[PartyKind, Mapping[ItemCode, int]] = {
    PartyKind.STARTUP: {
        ItemCode.DESCRIPTION: 35,
        ItemCode.NEEDS: 25,
        ItemCode.INDUSTRY: 15,
        ItemCode.STAGE: 7,
        ItemCode.FUNDING: 7,
        ItemCode.TEAM: 6,
        ItemCode.ZONE: 5,
    },
    PartyKind.MENTOR: {
        ItemCode.EXPERTISE: 40,
        ItemCode.INDUSTRIES: 20,
        ItemCode.EXPERIENCE: 15,
        ItemCode.CAPACITY: 10,
        ItemCode.CERTIFICATE: 10,
        ItemCode.ZONE: 5,
    },
    PartyKind.INVESTOR: {
        ItemCode.THESIS: 45,
        ItemCode.INDUSTRIES: 20,
        ItemCode.STAGES: 15,
        ItemCode.TICKET: 12,
        ItemCode.ZONES: 8,
    },
}
"""What each item is worth; 100 for each kind."""

FULL_LENGTHS: Mapping[ItemCode, int] = {
    ItemCode.DESCRIPTION: 80,
    ItemCode.NEEDS: 40,
    ItemCode.TEAM: 20,
    ItemCode.EXPERTISE: 60,
    ItemCode.EXPERIENCE: 40,
    ItemCode.THESIS: 60,
}
"""Characters, white space not counted, from which on a text has earned its whole weight: two to four sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What an item has ``earned`` of its ``weight``."""

    code: ItemCode
    weight: int
    earned: int

    @property
    def gain(self) -> int:
        """Points that completing it would bring."""
        return self.weight - self.earned

    @property
    def is_begun(self) -> bool:
        """Whether something is there that could say more."""
        return 0 < self.earned < self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """``items`` are all of the kind; a thin profile is suggested with the last band at most."""

    kind: PartyKind
    items: tuple[Item, ...]
    is_thin: bool

    @property
    def score(self) -> int:
        """From 0 to 100, higher is better."""
        return sum(it.earned for it in self.items)

    @property
    def is_complete(self) -> bool:
        """Whether it says enough to be matched well."""
        return self.score >= COMPLETE_SCORE

    @property
    def steps(self) -> tuple[Item, ...]:
        """What can be added, the largest gain first."""
        return tuple(sorted((it for it in self.items if it.gain), key=lambda it: -it.gain))


def assess(profile: StartupDraft | MentorDraft | InvestorDraft, today: date) -> Completeness:
    """How much a profile says, and what is missing; ``today`` tells whether a certificate holds."""
    if isinstance(profile, StartupDraft):
        kind, main = PartyKind.STARTUP, profile.description
    elif isinstance(profile, MentorDraft):
        kind, main = PartyKind.MENTOR, profile.expertise + profile.experience
    else:
        kind, main = PartyKind.INVESTOR, profile.thesis
    items = tuple(Item(code=it, weight=WEIGHTS[kind][it], earned=earned) for it, earned in _earn(kind, profile, today))
    return Completeness(kind=kind, items=items, is_thin=count_characters(main) < MIN_TEXT_CHARACTERS)


def compute_score(kind: PartyKind, source: Any, today: date) -> int:
    """The score alone, of a profile or of whatever has the same fields: for looking through thousands."""
    return sum(earned for _, earned in _earn(kind, source, today))


def _earn(kind: PartyKind, told: Any, today: date) -> Iterator[tuple[ItemCode, int]]:
    """What each item has earned of its weight."""
    weights = WEIGHTS[kind]
    shares = _score_mentor(told, today) if kind is PartyKind.MENTOR else _SCORERS[kind](told)
    return ((code, int(weights[code] * share)) for code, share in shares)


def count_characters(text: str) -> int:
    """Characters of a text, white space not counted."""
    return len("".join(text.split()))


Shares = Iterator[tuple[ItemCode, float]]
"""What each item has earned of its weight, in [0, 1]."""


def _score_startup(startup: StartupDraft) -> Shares:
    yield _score_text(ItemCode.DESCRIPTION, startup.description)
    yield _score_text(ItemCode.NEEDS, startup.needs)
    yield (
        ItemCode.INDUSTRY,
        0.0 if startup.industry is None else 0.6 if startup.industry_confidence is not None else 1.0,
    )
    yield ItemCode.STAGE, float(startup.stage is not None)
    yield ItemCode.FUNDING, float(startup.funding_sought is not None)
    yield _score_text(ItemCode.TEAM, startup.team)
    yield ItemCode.ZONE, float(startup.zone is not None)


def _score_mentor(mentor: MentorDraft, today: date) -> Shares:
    yield _score_text(ItemCode.EXPERTISE, mentor.expertise)
    yield _score_text(ItemCode.EXPERIENCE, mentor.experience)
    yield ItemCode.INDUSTRIES, float(bool(mentor.industries))
    yield ItemCode.CAPACITY, float(mentor.capacity > 0)
    yield ItemCode.CERTIFICATE, float(mentor.certified_until is not None and mentor.certified_until >= today)
    yield ItemCode.ZONE, float(mentor.zone is not None)


def _score_investor(investor: InvestorDraft) -> Shares:
    yield _score_text(ItemCode.THESIS, investor.thesis)
    yield ItemCode.INDUSTRIES, float(bool(investor.industries))
    yield ItemCode.STAGES, float(bool(investor.stages))
    yield ItemCode.TICKET, ((investor.ticket_min is not None) + (investor.ticket_max is not None)) / 2
    yield ItemCode.ZONES, float(bool(investor.zones))


def _score_text(code: ItemCode, text: str) -> tuple[ItemCode, float]:
    return code, min(1.0, count_characters(text) / FULL_LENGTHS[code])


_SCORERS: Mapping[PartyKind, Callable[[Any], Shares]] = {
    PartyKind.STARTUP: _score_startup,
    PartyKind.INVESTOR: _score_investor,
}
"""Profiles that are judged alike on every day."""
