"""Jobs: long work in the background. The row in the database holds the current state of a job."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from matchmaker.domain.ids import AccountId, JobId
from matchmaker.domain.vocabulary import JobKind, JobState

LEASE = timedelta(seconds=30)
"""How long a worker may send no heartbeat before another takes over its job; heartbeats come every few seconds."""

MAX_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    id: JobId
    kind: JobKind
    state: JobState
    payload: Mapping[str, object] = field(default_factory=dict)
    phase: str = ""
    done: int = 0
    total: int = 0
    attempts: int = 0
    lease_until: datetime | None = None
    error_code: str = ""
    result: Mapping[str, object] = field(default_factory=dict)
    created_by: AccountId | None = None
    created_at: datetime
    finished_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
