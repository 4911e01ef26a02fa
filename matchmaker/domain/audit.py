"""The audit log: who did what to what, before and after. Entries are only ever added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from matchmaker.domain.ids import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    at: datetime
    actor: AccountId | None
    action: str
    subject_kind: str
    subject_id: int | None
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSearch:
    """Search terms for audit entries; the times are half-open, [since, until).

    ``person`` holds words of the actor's name or e-mail address. ``words`` are looked for in the name of the subject
    and in the values before and after.
    """

    person: str = ""
    words: str = ""
    action: str | None = None
    subject_kind: str | None = None
    subject_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = AuditSearch()

REFERENCES: Mapping[str, str] = {
    "account_id": "account",
    "event_id": "event",
    "incubator_id": "incubator",
    "investor_id": "investor",
    "mentor_id": "mentor",
    "mentorship_id": "mentorship",
    "order": "participation",
    "participation_id": "participation",
    "startup_id": "startup",
    "wished_id": "participation",
}
"""Names of the values before and after that are ids, with the kind of thing they refer to."""


def list_references(values: Mapping[str, object]) -> list[tuple[str, str, int]]:
    """Name, kind and id of every reference in ``values``; the kind of ``profile_id`` is the value of ``kind``."""
    kinds = {**REFERENCES, "profile_id": str(values.get("kind", ""))}
    found = [
        (name, kinds[name], number) for name, value in values.items() if name in kinds for number in _listed(value)
    ]
    return [(name, kind, number) for name, kind, number in found if isinstance(number, int)]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]
