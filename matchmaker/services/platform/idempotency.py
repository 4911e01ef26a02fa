"""Idempotent form posts: a form that is sent twice, by a double click or a network retry, takes effect once.

The key of a form post is the first row that its transaction writes. A second post with the same key waits for that
transaction, does nothing, and returns the stored response. If the first is rolled back, the second one runs.
"""

import time

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.idempotency import RETENTION, IdempotencyKey, StoredResponse
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import UnitObserver, run_with_retry
from matchmaker.storage import UnitOfWork

MAX_WAIT_SECONDS = 2.0
"""Seconds to wait for the response of a committed post. It is stored a few milliseconds after the commit."""

POLL_SECONDS = 0.02
"""Seconds between two reads of that response."""


def observe_post(context: Context, key: IdempotencyKey) -> UnitObserver:
    """A context whose first writing unit claims the key.

    It raises StateConflict ``sent_already`` if the key is taken.
    """

    def claim_key(unit: UnitOfWork) -> None:
        if not unit.stored_responses.claim(key, context.now()):
            raise StateConflict("sent_already")

    return UnitObserver(context, on_begin=claim_key)


def find_response(context: Context, key: IdempotencyKey) -> StoredResponse | None:
    """The response to an earlier post with the same key. None when no such post was committed.

    A response without a location means that the action was committed, but its process ended before it stored the
    response.
    """
    found = _read_response(context, key)
    ends = time.monotonic() + MAX_WAIT_SECONDS
    while found is not None and found.location is None and time.monotonic() < ends:
        time.sleep(POLL_SECONDS)
        found = _read_response(context, key)
    return found


def _read_response(context: Context, key: IdempotencyKey) -> StoredResponse | None:
    with context.open_unit(readonly=True) as unit:
        return unit.stored_responses.find(key)


def store_response(context: Context, key: IdempotencyKey, response: StoredResponse) -> None:
    """Store the response to a post."""

    def store(context: Context) -> None:
        with context.open_unit() as unit:
            unit.stored_responses.store(key, response)
            unit.commit()

    run_with_retry(context, store)


def release_key(context: Context, key: IdempotencyKey) -> None:
    """Release the key of a post that was refused, so the same post may be sent again."""

    def release(context: Context) -> None:
        with context.open_unit() as unit:
            unit.stored_responses.release(key)
            unit.commit()

    run_with_retry(context, release)


def purge_responses(context: Context) -> int:
    """Delete responses that are no longer needed. Returns how many were deleted."""
    with context.open_unit() as unit:
        count = unit.stored_responses.purge(context.now() - RETENTION)
        unit.commit()
    return count
