"""The time limit of a run, and the caller's request to stop."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class TimeBudget:
    """Checked between the steps of a run."""

    time_limit: float
    start: float = field(default_factory=time.monotonic)
    is_cancelled: bool = False

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.start

    def seconds_left(self, share: float = 1.0) -> float:
        """Seconds until a share of the time limit is used up, at least 0.01."""
        return max(0.01, self.time_limit * share - self.seconds)

    def is_over(self, share: float = 1.0) -> bool:
        """Whether the share of the time limit is used up, or the caller stopped the run."""
        return self.is_cancelled or self.seconds >= self.time_limit * share
