"""What the passing of time demands: duties that are looked at every minute, by the worker or by ``matchmaker tick``."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from matchmaker.services.meetings.events.reminders import remind_participants
from matchmaker.services.mentoring.applications.scheduled import (
    close_blocked,
    close_unanswered,
    offer_free_places,
    open_next_choices,
    remind_mentors,
)
from matchmaker.services.mentoring.mentorships.scheduled import remind_of_ends
from matchmaker.services.mentoring.pool.membership import finish_leaving, remind_of_certificates
from matchmaker.services.people.accounts import purge_refused, purge_sessions
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.idempotency import purge_responses
from matchmaker.services.platform.notices.outbox import create_due_mails, send_mails
from matchmaker.services.platform.retry import run_with_retry
from matchmaker.services.suggestions.learning.impressions import purge_impressions
from matchmaker.services.suggestions.learning.measured_bands import count_bands

log = logging.getLogger(__name__)

ScheduledTask = Callable[[Context], int]

"""Does what is due at ``context.now()`` and gives how many things that were. It is safe to run again at once, or in two
processes together: each thing is decided in a transaction of its own that looks at the state once more."""

SCHEDULED_TASKS: dict[str, ScheduledTask] = {
    "sessions": purge_sessions,
    "refused_requests": purge_refused,
    "remind_mentors": remind_mentors,
    "close_silent_applications": close_unanswered,
    "close_blocked_applications": close_blocked,
    "open_next_choices": open_next_choices,
    "fill_places": offer_free_places,
    "event_reminders": remind_participants,
    "mails_made": create_due_mails,
    "mails_sent": send_mails,
    "answers": purge_responses,
    "impressions": purge_impressions,
    "measured_bands": count_bands,
    "remind_of_ends": remind_of_ends,
    "remind_of_certificates": remind_of_certificates,
    "finish_leaving": finish_leaving,
}

"""Duties by name, in the order in which they run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRun:
    """How many things each duty did, and the duties that broke down."""

    done: Mapping[str, int]
    failed: tuple[str, ...] = ()


def run_scheduled_tasks(context: Context, duties: Mapping[str, ScheduledTask] | None = None) -> ScheduleRun:
    """Run every duty once. One that breaks down is logged, keeps the others from nothing, and runs again next time."""
    done, failed = {}, []
    for name, duty in (SCHEDULED_TASKS if duties is None else duties).items():
        try:
            done[name] = run_with_retry(context, duty)
        except Exception:
            log.exception("duty %s", name)
            failed.append(name)
    return ScheduleRun(done=done, failed=tuple(failed))


INTERVAL_SECONDS = 60.0

"""Seconds between two looks."""

PATIENCE = 10.0

"""Seconds that the last look has to end when the worker goes home; what it leaves half done is rolled back."""


@contextmanager
def run_clock(context: Context, *, every: float = INTERVAL_SECONDS) -> Iterator[None]:
    """What is due is done at once and then every ``every`` seconds, in a thread of its own."""
    ended = threading.Event()

    def tick_on() -> None:
        while not ended.is_set():
            done = {name: count for name, count in run_scheduled_tasks(context).done.items() if count}
            if done:
                log.info("done what was due: %s", done)
            ended.wait(every)

    thread = threading.Thread(target=tick_on, name="clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=PATIENCE)
