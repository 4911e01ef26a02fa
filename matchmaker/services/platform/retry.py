"""Retrying: a use-case that finds the database busy runs again from the start. Users do not notice.

An attempt that has committed something is never repeated, so what follows a commit happens once.
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
"""A deadlock ends when one of the two units gives up. Six failures in a row are a bug, not bad luck."""

FIRST_PAUSE = 0.02
"""Upper bound of the first pause, in seconds, about the length of a write.

It doubles with each attempt. The real pause is a random part of it.
"""


@dataclass
class UnitObserver:
    """``context`` opens units as ``base`` does. ``has_committed`` is true once one of them was committed."""

    base: Context
    on_begin: Callable[[UnitOfWork], None] | None = None
    has_committed: bool = False
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        self.context = replace(self.base, open_unit=self._open)

    def _open(self, *, readonly: bool = False, patience: float | None = None) -> UnitOfWork:
        if patience is not None:  # written apart from the use-case, even if that is rolled back
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
    """Return the result of ``run``. While the database is busy, it runs again, unless it has committed something."""
    observer = UnitObserver(context)
    return run_observed(observer, run)


def run_observed(observer: UnitObserver, run: Callable[[Context], T]) -> T:
    """Like ``run_with_retry``, for a caller who needs to know afterwards whether something was committed."""
    for attempt in range(1, RETRY_ATTEMPTS):
        try:
            return run(observer.context)
        except DatabaseBusy:
            if observer.has_committed:
                raise
            time.sleep(random.uniform(0, FIRST_PAUSE * 2**attempt))  # noqa: S311 -- chance, no secret
    return run(observer.context)
