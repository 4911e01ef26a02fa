"""What the passing of time demands: duties that are looked at every minute, by the worker or by ``matchmaker tick``."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from matchmaker.services.accounts import forget_refused, forget_sessions
from matchmaker.services.context import Context
from matchmaker.services.events.reminding import remind_participants
from matchmaker.services.learning.bands import count_bands
from matchmaker.services.learning.impressions import forget_impressions
from matchmaker.services.mentoring.duties import remind_of_ends
from matchmaker.services.mentorships.duties import (
    close_blocked,
    close_silent,
    fill_places,
    open_next_choices,
    remind_mentors,
)
from matchmaker.services.notices.outbox import gather_mails, send_mails
from matchmaker.services.once import purge_answers
from matchmaker.services.pool.membership import finish_leaving, remind_of_certificates
from matchmaker.services.trying import persist

log = logging.getLogger(__name__)

Duty = Callable[[Context], int]
"""Does what is due at ``context.now()`` and gives how many things that were. It is safe to run again at once, or in two
processes together: each thing is decided in a transaction of its own that looks at the state once more."""

DUTIES: dict[str, Duty] = {
    "sessions": forget_sessions,
    "refused_requests": forget_refused,
    "remind_mentors": remind_mentors,
    "close_silent_applications": close_silent,
    "close_blocked_applications": close_blocked,
    "open_next_choices": open_next_choices,
    "fill_places": fill_places,
    "event_reminders": remind_participants,
    "mails_made": gather_mails,
    "mails_sent": send_mails,
    "answers": purge_answers,
    "impressions": forget_impressions,
    "measured_bands": count_bands,
    "remind_of_ends": remind_of_ends,
    "remind_of_certificates": remind_of_certificates,
    "finish_leaving": finish_leaving,
}
"""Duties by name, in the order in which they run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """How many things each duty did, and the duties that broke down."""

    done: Mapping[str, int]
    failed: tuple[str, ...] = ()


def run_due(context: Context, duties: Mapping[str, Duty] | None = None) -> Tick:
    """Run every duty once. One that breaks down is logged, keeps the others from nothing, and runs again next time."""
    done, failed = {}, []
    for name, duty in (DUTIES if duties is None else duties).items():
        try:
            done[name] = persist(context, duty)
        except Exception:
            log.exception("duty %s", name)
            failed.append(name)
    return Tick(done=done, failed=tuple(failed))
