"""The audit log: who did what to what, before and after. Entries are only ever added."""

from collections.abc import Mapping
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
