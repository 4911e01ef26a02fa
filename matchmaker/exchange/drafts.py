"""Turns the values of one row into a draft of the domain: names are looked up, pairs of values compared."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from matchmaker.domain.candidacies import CandidacyDraft, Review
from matchmaker.domain.ids import IncubatorId, StartupId
from matchmaker.domain.imports import ImportKind
from matchmaker.domain.profile_rules import is_reversed
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft
from matchmaker.exchange.labels import fold

Draft: TypeAlias = StartupDraft | MentorDraft | InvestorDraft | CandidacyDraft
Values: TypeAlias = dict[str, Any]

CONFIDENCE_FIELDS = {"industry_confidence": "industry", "class_confidence": "gbt_class"}
"""Fields that hold the confidence of another field; without that field they are dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """Ids for the names in a file: incubators by name, startups by name or external id."""

    incubators: Mapping[str, IncubatorId] = field(default_factory=dict)
    startups: Mapping[str, StartupId] = field(default_factory=dict)

    def folded(self) -> "Lookups":
        """The same lookups, with all names folded for comparison with rows."""
        return Lookups(
            incubators={fold(name): number for name, number in self.incubators.items()},
            startups={fold(name): number for name, number in self.startups.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The draft's attributes; refusals and notes are pairs of field and code."""

    values: Values
    refused: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def resolve_values(values: Mapping[str, Any], lookups: Lookups) -> Resolved:
    """Turns values by field into values by attribute; ``lookups`` must be folded."""
    resolved = dict(values)
    refused: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    if name := resolved.pop("incubator", None):
        resolved["incubator_id"] = lookups.incubators.get(fold(name))
        if resolved["incubator_id"] is None:
            notes.append(("incubator", "unknown_value_ignored"))
    if name := resolved.pop("startup", None):
        resolved["startup_id"] = lookups.startups.get(fold(name))
        if resolved["startup_id"] is None:
            refused.append(("startup", "startup_unknown"))
    if pair := resolved.pop("ticket", None):
        low, high = pair
        resolved.setdefault("ticket_min", low)
        resolved.setdefault("ticket_max", high)
    if is_reversed(resolved.get("ticket_min"), resolved.get("ticket_max")):
        refused.append(("ticket_max" if "ticket_max" in values else "ticket", "range_reversed"))
    for confidence, name in CONFIDENCE_FIELDS.items():
        if resolved.get(name) is None:
            resolved.pop(confidence, None)
    if reviews := resolved.get("reviews"):
        resolved["reviews"] = tuple(Review(reviewer=reviewer, score=score) for reviewer, score in reviews)
    present = {name: value for name, value in resolved.items() if value is not None}
    return Resolved(values=present, refused=tuple(refused), notes=tuple(notes))


_DRAFTS: dict[ImportKind, Callable[..., Draft]] = {
    ImportKind.STARTUP: StartupDraft,
    ImportKind.MENTOR: MentorDraft,
    ImportKind.INVESTOR: InvestorDraft,
    ImportKind.CANDIDACY: CandidacyDraft,
}


def build_draft(kind: ImportKind, values: Mapping[str, Any]) -> Draft:
    """The draft of ``kind`` from resolved values; absent values get the domain's default."""
    return _DRAFTS[kind](**values)


def key_of(kind: ImportKind, values: Mapping[str, Any]) -> tuple[str, Hashable]:
    """The key that must be unique within a file, and the field to report when it is not."""
    if kind is ImportKind.CANDIDACY:
        return "startup", (values["startup_id"], values["year"])
    if "external_id" in values:
        return "external_id", ("id", values["external_id"])
    if kind is ImportKind.STARTUP:
        return "name", values["name"]
    return "name", (values["name"], values.get("organisation", ""))
