"""How complete a profile is for matching and for its readers, and what to add first.

The score, from 0 to 100, is the sum of the points earned for each item. The weights follow the parts of a pair's score
(docs/matching.md). Texts weigh most, as needs, profile and shared words come from them. Industry comes next; stage,
amount and zone matter little. The remaining items are read by partners only. Only the people of the profile and the
operator see the score.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.domain.vocabulary import PartyKind

MIN_TEXT_CHARACTERS = 20
"""Characters below which a text is too short for reliable matching: one short Chinese sentence."""

COMPLETE_SCORE = 60
"""Score below which a profile counts as incomplete: a good text alone, or a short one with all facts, is not enough."""


class ItemCode(StrEnum):
    """The items of a profile that are scored."""

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
"""Points for each item; they add up to 100 for each kind."""

FULL_LENGTHS: Mapping[ItemCode, int] = {
    ItemCode.DESCRIPTION: 80,
    ItemCode.NEEDS: 40,
    ItemCode.TEAM: 20,
    ItemCode.EXPERTISE: 60,
    ItemCode.EXPERIENCE: 40,
    ItemCode.THESIS: 60,
}
"""Characters, without white space, from which on a text earns its whole weight: two to four sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item with the points it has ``earned``, out of its ``weight``."""

    code: ItemCode
    weight: int
    earned: int

    @property
    def gain(self) -> int:
        """Points that would be gained by completing it."""
        return self.weight - self.earned

    @property
    def is_begun(self) -> bool:
        """Whether the item is filled in only partly."""
        return 0 < self.earned < self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """The completeness of a profile. ``items`` are all items of its kind. A thin profile gets the lowest band only."""

    kind: PartyKind
    items: tuple[Item, ...]
    is_thin: bool

    @property
    def score(self) -> int:
        """From 0 to 100, higher is better."""
        return sum(it.earned for it in self.items)

    @property
    def is_complete(self) -> bool:
        """Whether the profile is complete enough to be matched well."""
        return self.score >= COMPLETE_SCORE

    @property
    def steps(self) -> tuple[Item, ...]:
        """Items that can still be completed, the largest gain first."""
        return tuple(sorted((it for it in self.items if it.gain), key=lambda it: -it.gain))


def assess(profile: StartupDraft | MentorDraft | InvestorDraft, today: date) -> Completeness:
    """The completeness of a profile; a certificate counts if it is valid ``today``."""
    if isinstance(profile, StartupDraft):
        kind, main = PartyKind.STARTUP, profile.description
    elif isinstance(profile, MentorDraft):
        kind, main = PartyKind.MENTOR, profile.expertise + profile.experience
    else:
        kind, main = PartyKind.INVESTOR, profile.thesis
    items = tuple(Item(code=it, weight=WEIGHTS[kind][it], earned=earned) for it, earned in _earn(kind, profile, today))
    return Completeness(kind=kind, items=items, is_thin=count_characters(main) < MIN_TEXT_CHARACTERS)


def compute_score(kind: PartyKind, source: Any, today: date) -> int:
    """Only the score, of a profile or of any object with the same fields; quick enough for thousands."""
    return sum(earned for _, earned in _earn(kind, source, today))


def _earn(kind: PartyKind, profile: Any, today: date) -> Iterator[tuple[ItemCode, int]]:
    """The points earned for each item, rounded down."""
    weights = WEIGHTS[kind]
    shares = _score_mentor(profile, today) if kind is PartyKind.MENTOR else _SCORERS[kind](profile)
    return ((code, int(weights[code] * share)) for code, share in shares)


def count_characters(text: str) -> int:
    """Number of characters of a text, without white space."""
    return len("".join(text.split()))


Shares = Iterator[tuple[ItemCode, float]]
"""The earned share of each item's weight, in [0, 1]."""


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
"""Kinds of profiles whose score does not depend on the day."""
