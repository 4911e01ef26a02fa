"""Scheduled tasks: run every minute by the worker, or by ``matchmaker tick``."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from matchmaker.services.meetings.events.notifications import remind_participants
from matchmaker.services.mentoring.applications.scheduled import (
    close_blocked,
    close_unanswered,
    offer_free_places,
    open_next_choices,
    remind_mentors,
)
from matchmaker.services.mentoring.mentorships.terms import remind_of_ends
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
"""Does what is due at ``context.now()`` and returns how many things were done.

It is safe to run a task again at once, or in two processes. Each thing is done in its own transaction, which checks the
state again.
"""

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
"""Tasks by name, in the order in which they run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRun:
    """How many things each task did, and the tasks that failed."""

    done: Mapping[str, int]
    failed: tuple[str, ...] = ()


def run_scheduled_tasks(context: Context, tasks: Mapping[str, ScheduledTask] | None = None) -> ScheduleRun:
    """Run every scheduled task once. A task that fails is logged. The others still run, and it runs again next time."""
    done, failed = {}, []
    for name, task in (SCHEDULED_TASKS if tasks is None else tasks).items():
        try:
            done[name] = run_with_retry(context, task)
        except Exception:
            log.exception("duty %s", name)
            failed.append(name)
    return ScheduleRun(done=done, failed=tuple(failed))


INTERVAL_SECONDS = 60.0
"""Seconds between two runs."""

PATIENCE = 10.0
"""Seconds that the last run has to end when the worker shuts down. Unfinished work is rolled back."""


@contextmanager
def run_schedule(context: Context, *, every: float = INTERVAL_SECONDS) -> Iterator[None]:
    """Run the tasks now and then every ``every`` seconds, in a thread."""
    ended = threading.Event()

    def run_tasks() -> None:
        while not ended.is_set():
            done = {name: count for name, count in run_scheduled_tasks(context).done.items() if count}
            if done:
                log.info("done what was due: %s", done)
            ended.wait(every)

    thread = threading.Thread(target=run_tasks, name="clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=PATIENCE)
