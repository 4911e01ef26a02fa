"""Waiting for what another process does."""

import time
from collections.abc import Callable

PATIENCE = 90.0
"""Seconds; a busy machine is slow, not broken."""


def wait_until(is_so: Callable[[], bool], *, what: str) -> None:
    """Return as soon as ``is_so``; fail when it takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {PATIENCE} s")
