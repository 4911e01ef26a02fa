"""Trying again: a use-case that met a busy database, or another that waited for it, runs anew as a whole.

Nothing that a person sees tells of it. What follows a commit happens once: an attempt that kept a unit is the last.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from matchmaker.domain.errors import DatabaseBusy
from matchmaker.services.platform.context import Context
from matchmaker.storage import UnitOfWork

T = TypeVar("T")

RETRY_ATTEMPTS = 6
"""A deadlock is over with one of its units; the sixth meeting of the same pair, by chance, is a fault of ours."""

FIRST_PAUSE = 0.02
"""Longest first pause in seconds, about the length of a write; doubled each time, a random part of it is waited."""


@dataclass
class UnitObserver:
    """``context`` opens units as the one it was made of does, and ``has_committed`` tells whether one was committed."""

    base: Context
    on_begin: Callable[[UnitOfWork], None] | None = None
    has_committed: bool = False
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        self.context = replace(self.base, open_unit=self._open)

    def _open(self, *, readonly: bool = False, patience: float | None = None) -> UnitOfWork:
        if patience is not None:  # written beside the use-case, whether or not it is kept
            return self.base.open_unit(patience=patience)
        unit = self.base.open_unit(readonly=readonly)
        if not readonly:
            if self.on_begin is not None and not self.has_committed:
                unit.on_begin(self.on_begin)
            unit.after_commit(self._mark_committed)
        return unit

    def _mark_committed(self) -> None:
        self.has_committed = True


def run_with_retry(context: Context, run: Callable[[Context], T]) -> T:
    """What ``run`` gives; it is called anew while the database is busy, as long as it kept nothing."""
    watched = UnitObserver(context)
    return run_observed(watched, run)


def run_observed(watched: UnitObserver, run: Callable[[Context], T]) -> T:
    """As ``run_with_retry``, for who wants to know afterwards whether something was kept."""
    for attempt in range(1, RETRY_ATTEMPTS):
        try:
            return run(watched.context)
        except DatabaseBusy:
            if watched.has_committed:
                raise
            time.sleep(random.uniform(0, FIRST_PAUSE * 2**attempt))  # noqa: S311 -- chance, no secret
    return run(watched.context)
