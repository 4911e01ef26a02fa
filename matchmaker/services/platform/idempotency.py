"""Acting once: a form that is sent twice, by a double click or by a network that tries again, does its deed once.

The claim of a post is the first thing written in the unit of its deed. Whoever comes second waits for that unit, acts
not at all, and is given the first answer; where the first is rolled back, the second acts in its place.
"""

import time

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.idempotency import RETENTION, IdempotencyKey, StoredResponse
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.retry import UnitObserver, run_with_retry
from matchmaker.storage import UnitOfWork

MAX_WAIT_SECONDS = 2.0
"""Seconds to wait for the answer to a deed that is done: it is written a few milliseconds after it."""

POLL_SECONDS = 0.02
"""Seconds between two looks for that answer."""


def observe_post(context: Context, claim: IdempotencyKey) -> UnitObserver:
    """A context whose first unit that writes takes the claim; Conflict ``sent_already`` where it is taken."""

    def take(unit: UnitOfWork) -> None:
        if not unit.stored_responses.claim(claim, context.now()):
            raise StateConflict("sent_already")

    return UnitObserver(context, on_begin=take)


def find_response(context: Context, claim: IdempotencyKey) -> StoredResponse | None:
    """What an earlier sending of the same post was answered; None when none of them acted.

    An answer without a location: the deed is done, and what was said of it is lost with the process that did it.
    """
    found = _look(context, claim)
    ends = time.monotonic() + MAX_WAIT_SECONDS
    while found is not None and found.location is None and time.monotonic() < ends:
        time.sleep(POLL_SECONDS)
        found = _look(context, claim)
    return found


def _look(context: Context, claim: IdempotencyKey) -> StoredResponse | None:
    with context.open_unit(readonly=True) as unit:
        return unit.stored_responses.find(claim)


def store_response(context: Context, claim: IdempotencyKey, answer: StoredResponse) -> None:
    """Keep what the post was answered."""

    def give(context: Context) -> None:
        with context.open_unit() as unit:
            unit.stored_responses.store(claim, answer)
            unit.commit()

    run_with_retry(context, give)


def release_key(context: Context, claim: IdempotencyKey) -> None:
    """Let the same post act again: it was refused."""

    def release(context: Context) -> None:
        with context.open_unit() as unit:
            unit.stored_responses.release(claim)
            unit.commit()

    run_with_retry(context, release)


def purge_responses(context: Context) -> int:
    """Forget answers that nobody asks for any more; how many those were."""
    with context.open_unit() as unit:
        count = unit.stored_responses.purge(context.now() - RETENTION)
        unit.commit()
    return count
