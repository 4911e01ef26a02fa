"""The ledger of conflicts of interest between a startup and a mentor or an investor, and their effect.

An entry is declared by a side or the operator, or derived from the data. Its kind has a level that the operator sets.
The operator can also rule on a single entry. Only ``judge_pair`` combines the entries of a pair to one judgement.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from matchmaker.domain.ids import AccountId, StartupId
from matchmaker.domain.vocabulary import PartyKind


class ConflictKind(StrEnum):
    """What ties or divides two sides."""

    SAME_PERSON = "same_person"
    SAME_FUND = "same_fund"
    SAME_ORGANISATION = "same_organisation"
    SHAREHOLDER = "shareholder"
    RELATIVE = "relative"
    COMPETITOR = "competitor"
    MENTOR_INVESTS = "mentor_invests"
    MET_BEFORE = "met_before"


class ConflictLevel(StrEnum):
    """The effect of an entry: nothing, a reason is asked for, or the pair is forbidden."""

    IGNORE = "ignore"
    WARN = "warn"
    BLOCK = "block"


class ConflictSide(StrEnum):
    """The source of an entry: the startup, the mentor or investor, the operator, or the platform's data."""

    STARTUP = "startup"
    PARTNER = "partner"
    OPERATOR = "operator"
    PLATFORM = "platform"


class ConflictAct(StrEnum):
    """An action before which a pair is judged."""

    APPLY = "apply"
    ACCEPT = "accept"
    WISH = "wish"


DEFAULT_LEVELS: dict[ConflictKind, ConflictLevel] = {
    ConflictKind.SAME_PERSON: ConflictLevel.BLOCK,
    ConflictKind.SAME_FUND: ConflictLevel.WARN,
    ConflictKind.SAME_ORGANISATION: ConflictLevel.WARN,
    ConflictKind.SHAREHOLDER: ConflictLevel.WARN,
    ConflictKind.RELATIVE: ConflictLevel.BLOCK,
    ConflictKind.COMPETITOR: ConflictLevel.BLOCK,
    ConflictKind.MENTOR_INVESTS: ConflictLevel.WARN,
    ConflictKind.MET_BEFORE: ConflictLevel.WARN,
}
"""Levels until the operator sets others. The same person, relatives and competitors are blocked; others only warn."""

DECLARABLE = tuple(kind for kind in ConflictKind if kind is not ConflictKind.SAME_PERSON)
"""Kinds that people declare; the platform itself knows which profiles belong to the same person."""

LEVEL_ORDER = {ConflictLevel.IGNORE: 0, ConflictLevel.WARN: 1, ConflictLevel.BLOCK: 2}


class PartnerPair(NamedTuple):
    """A startup, and a mentor or an investor."""

    startup_id: StartupId
    kind: PartyKind
    other_id: int


def make_partner_pair(first: tuple[PartyKind, int], second: tuple[PartyKind, int]) -> PartnerPair:
    """The pair of a startup with a mentor or an investor, given in either order."""
    (kind, number), (other, startup) = sorted((first, second), key=lambda it: it[0] is PartyKind.STARTUP)
    if other is not PartyKind.STARTUP or kind is PartyKind.STARTUP:
        raise ValueError(f"expected one startup and one partner, got {first[0]} and {second[0]}")
    return PartnerPair(StartupId(startup), kind, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictEntry:
    """One entry of the ledger. ``key`` identifies it permanently; ``startup_id`` None means every startup.

    ``level`` is the effective level: that of the ruling where there is one, else that of the kind. ``since`` and
    ``until`` are days, both included. ``event_id`` is the event where the two met.
    """

    key: str
    kind: ConflictKind
    side: ConflictSide
    level: ConflictLevel
    startup_id: StartupId | None
    other_kind: PartyKind
    other_id: int
    since: date | None = None
    until: date | None = None
    words: str = ""
    event_id: int | None = None
    ruling: str | None = None

    def is_in_force(self, today: date) -> bool:
        """Whether the entry is valid on that day."""
        return (self.since is None or self.since <= today) and (self.until is None or today <= self.until)

    def concerns(self, pair: PartnerPair) -> bool:
        """Whether the entry is about this pair."""
        is_partner = (self.other_kind, self.other_id) == (pair.kind, pair.other_id)
        return is_partner and self.startup_id in {None, pair.startup_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement of a pair; ``entries`` are those that have its level."""

    level: ConflictLevel = ConflictLevel.IGNORE
    entries: tuple[ConflictEntry, ...] = ()

    @property
    def is_blocked(self) -> bool:
        return self.level is ConflictLevel.BLOCK

    @property
    def is_warned(self) -> bool:
        return self.level is ConflictLevel.WARN

    def list_kinds(self, visible_to: Iterable[ConflictSide] = tuple(ConflictSide)) -> tuple[ConflictKind, ...]:
        """Kinds of the entries that these sides may see: derived from data, or declared by one of them."""
        known = {ConflictSide.PLATFORM, *visible_to}
        found = {entry.kind for entry in self.entries if entry.side in known}
        return tuple(kind for kind in ConflictKind if kind in found)


NO_CONFLICT = Judgement()
"""The judgement of a pair without valid entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDraft:
    """A conflict of interest as somebody declares it."""

    startup_id: StartupId
    other_kind: PartyKind
    other_id: int
    kind: ConflictKind
    side: ConflictSide
    words: str
    since: date
    until: date | None = None
    declared_by: AccountId | None = None
    declared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """The reason that somebody gave for an action in spite of a warning."""

    act: ConflictAct
    startup_id: StartupId
    other_kind: PartyKind
    other_id: int
    account_id: AccountId
    kinds: frozenset[ConflictKind]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """An entry with the names shown in the ledger; ``startup`` is empty for an entry about every startup."""

    entry: ConflictEntry
    startup: str
    other: str
    event: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSearch:
    """Search terms for entries; ``words`` are looked for in the names."""

    words: str = ""
    kind: ConflictKind | None = None
    level: ConflictLevel | None = None
    sides: frozenset[ConflictSide] | None = None
    startup_id: StartupId | None = None
    other: tuple[PartyKind, int] | None = None


def judge_pair(entries: Iterable[ConflictEntry], today: date) -> Judgement:
    """The judgement of one pair today: the severest level of its valid entries, with the entries of that level."""
    valid = [entry for entry in entries if entry.is_in_force(today)]
    level = max((entry.level for entry in valid), key=LEVEL_ORDER.__getitem__, default=ConflictLevel.IGNORE)
    if level is ConflictLevel.IGNORE:
        return NO_CONFLICT
    return Judgement(level=level, entries=tuple(entry for entry in valid if entry.level is level))
