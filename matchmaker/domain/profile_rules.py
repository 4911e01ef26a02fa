"""Rules for the fields of profiles and other drafts: lengths of texts, ranges of numbers, required fields.

Pages, imports, services and the demo read this one table, so all of them accept the same values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from matchmaker.domain.candidacies import CandidacyDraft, Review
from matchmaker.domain.errors import Invalid
from matchmaker.domain.pool import PoolApplicationDraft
from matchmaker.domain.profiles import InvestorDraft, MentorDraft, StartupDraft

LONGEST_NAME = 200
"""Characters of a name, an organisation or a position."""

LONGEST_TEXT = 4000
"""Characters of a text: two printed pages; the encoder reads about the first 500 tokens."""

LONGEST_CLASS = 8
"""Characters of an industry class of GB/T 4754, with room for a remark."""

LONGEST_EXTERNAL_ID = 64

LARGEST_AMOUNT = 1_000_000
"""万元, which is 10 billion yuan; a larger amount was most likely meant in yuan."""

LARGEST_CAPACITY = 100
"""Mentees of a mentor, or meetings of an investor in a day; a larger number is most likely a typing error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """Why a value is invalid: a code, and the data that its sentence needs."""

    code: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """A text of at most ``most`` characters, without blanks at its ends; it may be empty unless it ``is_required``."""

    most: int
    is_required: bool = False

    def find_fault(self, value: str | None) -> FieldFault | None:
        """The fault of ``value``; None for a valid one."""
        text = (value or "").strip()
        if not text:
            return FieldFault(code="required") if self.is_required else None
        return (
            FieldFault(code="too_long", data={"length": len(text), "limit": self.most})
            if len(text) > self.most
            else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """A whole number from ``least`` to ``most``; it may be None unless it ``is_required``."""

    least: int
    most: int
    is_required: bool = False

    def find_fault(self, value: int | None) -> FieldFault | None:
        """The fault of ``value``; None for a valid one."""
        if value is None:
            return FieldFault(code="required") if self.is_required else None
        if self.least <= value <= self.most:
            return None
        return FieldFault(code="number_out_of_range", data={"least": self.least, "most": self.most})


Rule: TypeAlias = TextRule | NumberRule
Rules: TypeAlias = Mapping[str, Any]
"""Rules by the name of the draft's attribute."""

_NAME = TextRule(most=LONGEST_NAME)
_OWN_NAME = TextRule(most=LONGEST_NAME, is_required=True)
_TEXT = TextRule(most=LONGEST_TEXT)
_NEEDED_TEXT = TextRule(most=LONGEST_TEXT, is_required=True)
_CLASS = TextRule(most=LONGEST_CLASS)
_EXTERNAL_ID = TextRule(most=LONGEST_EXTERNAL_ID)
_AMOUNT = NumberRule(least=0, most=LARGEST_AMOUNT)
_CAPACITY = NumberRule(least=0, most=LARGEST_CAPACITY, is_required=True)

STARTUP: dict[str, Rule] = {
    "name": _OWN_NAME,
    "description": _NEEDED_TEXT,
    "needs": _TEXT,
    "team": _TEXT,
    "funding_sought": _AMOUNT,
    "gbt_class": _CLASS,
    "external_id": _EXTERNAL_ID,
}

MENTOR: dict[str, Rule] = {
    "name": _OWN_NAME,
    "expertise": _NEEDED_TEXT,
    "experience": _TEXT,
    "organisation": _NAME,
    "title": _NAME,
    "capacity": _CAPACITY,
    "gbt_class": _CLASS,
    "external_id": _EXTERNAL_ID,
}

INVESTOR: dict[str, Rule] = {
    "name": _OWN_NAME,
    "thesis": _NEEDED_TEXT,
    "organisation": _NAME,
    "ticket_min": _AMOUNT,
    "ticket_max": _AMOUNT,
    "capacity": _CAPACITY,
    "gbt_class": _CLASS,
    "external_id": _EXTERNAL_ID,
}

POOL: dict[str, Rule] = {
    **{name: MENTOR[name] for name in ("name", "expertise", "organisation", "title")},
    "experience": _NEEDED_TEXT,
    "evidence": _NEEDED_TEXT,
    "capacity": NumberRule(least=1, most=20, is_required=True),
}
"""An application to the pool becomes a mentor profile, so the rules of mentors apply; some are stricter."""

CANDIDACY: dict[str, Rule] = {
    "year": NumberRule(least=2000, most=2100, is_required=True),
    "nominated_by": _NAME,
    "evidence": _TEXT,
}

REVIEW: dict[str, Rule] = {
    "reviewer": _OWN_NAME,
    "score": NumberRule(least=0, most=100, is_required=True),
    "comment": TextRule(most=2000),
}

RULES: Mapping[type, Mapping[str, Rule]] = {
    StartupDraft: STARTUP,
    MentorDraft: MENTOR,
    InvestorDraft: INVESTOR,
    PoolApplicationDraft: POOL,
    CandidacyDraft: CANDIDACY,
    Review: REVIEW,
}


def find_faults(draft: object) -> dict[str, FieldFault]:
    """The faults of a draft, or of a stored value, by field."""
    rules: Rules = next(rules for kind, rules in RULES.items() if isinstance(draft, kind))
    found = {name: rule.find_fault(getattr(draft, name)) for name, rule in rules.items()}
    faults = {name: fault for name, fault in found.items() if fault is not None}
    if not faults and isinstance(draft, InvestorDraft) and is_reversed(draft.ticket_min, draft.ticket_max):
        faults["ticket_max"] = FieldFault(code="range_reversed")
    return faults


def is_reversed(least: int | None, most: int | None) -> bool:
    """Whether the lower end of a range is above its upper end."""
    return least is not None and most is not None and least > most


def require_valid(draft: object) -> None:
    """Raise ``Invalid``, with a code and its data for each field that breaks a rule."""
    if faults := find_faults(draft):
        raise Invalid(
            "invalid_fields",
            fields={name: fault.code for name, fault in faults.items()},
            details={name: fault.data for name, fault in faults.items()},
        )
