"""Waiting lists: what follows for other startups when a mentor becomes full or has a free place.

Each step is a transaction of its own that checks the state again. So it is safe to repeat a step, or to run it in two
processes. If a process is killed, a scheduled task finishes its work within a minute.
"""

import logging
from collections.abc import Iterable
from functools import partial

from matchmaker.domain.applications import Application, ApplicationAction
from matchmaker.domain.errors import Refused
from matchmaker.domain.ids import MentorId, StartupId
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.retry import run_with_retry

log = logging.getLogger(__name__)

MAX_STEPS = 1000
"""Most steps for one mentor in one call: longer than any waiting list, and a guard against an endless loop."""


def advance(context: Context, mentor_ids: Iterable[MentorId]) -> None:
    """Advance the waiting lists after a commit. A step that is refused now is left to the scheduled task.

    The action that was committed stays valid in any case.
    """
    for mentor_id in sorted(mentor_ids):
        try:
            advance_mentor(context, mentor_id)
        except Refused as refusal:
            log.info("waiting list of mentor %s advances later: %s", mentor_id, refusal.code)


def open_waiting_choices(context: Context, mentor_id: MentorId) -> None:
    """Open choices that waited for a mentor who takes more now, and advance the waiting list. Call after the commit."""
    with context.open_unit(readonly=True) as unit:
        startup_ids = unit.application_queue.list_startups_to_advance(find_today(context), mentor_id=mentor_id)
    for startup_id in startup_ids:
        try:
            run_with_retry(context, partial(open_next_choice, startup_id=startup_id))
        except Refused as refusal:
            log.info("next choice of startup %s opens later: %s", startup_id, refusal.code)
    advance(context, [mentor_id])


def open_next_choice(context: Context, *, startup_id: StartupId) -> None:
    """Open the highest choice of a startup that can be answered now."""
    with context.begin(None) as case:
        PendingApplications(case, startup_id=startup_id).open_next()
        case.unit.commit()


def advance_mentor(context: Context, mentor_id: MentorId) -> int:
    """Offer free places to the waiting list; put open applications to a full mentor on it.

    Returns the number of steps.
    """
    steps = 0
    while steps < MAX_STEPS and run_with_retry(context, lambda inner: _advance_once(inner, mentor_id)):
        steps += 1
    return steps


def _advance_once(context: Context, mentor_id: MentorId) -> bool:
    """Take the next step, if there is one. Returns whether there was."""
    with context.open_unit(readonly=True) as unit:
        mentor = unit.mentors.get(mentor_id)
        unanswered = unit.application_queue.list_unanswered(mentor_id) if not mentor.places_left else ()
        is_calling = (
            mentor.places_left > 0 and mentor.places_to_offer > 0 and not mentor.is_paused_on(find_today(context))
        )
        waiting = unit.application_queue.list_waiting(mentor_id) if is_calling else ()
        ready = next(
            (it for it in waiting if _can_be_called(unit.application_queue.find_unanswered(it.startup_id), it)), None
        )
    if unanswered:
        return _put_on_list(context, unanswered[0])
    if ready is not None:
        return _call(context, ready)
    if mentor.places_to_offer and not waiting and not mentor.is_paused_on(find_today(context)):
        return _clear_places_to_offer(context, mentor_id)
    return False


def _can_be_called(open_choice: Application | None, waiting: Application) -> bool:
    """Whether no higher choice of the startup is open. If one is, the application stays on the waiting list."""
    return open_choice is None or open_choice.rank > waiting.rank


def _put_on_list(context: Context, unanswered: Application) -> bool:
    with context.begin(None) as case:
        pending = PendingApplications(case, startup_id=unanswered.startup_id, mentor_ids=[unanswered.mentor_id])
        application = pending.get(unanswered.id)
        if application.state is ApplicationState.APPLIED and not pending.mentors[application.mentor_id].places_left:
            pending.take_step(application, ApplicationAction.WAIT_LIST, is_platform=True)
            pending.open_next()
        case.unit.commit()
    return True


def _call(context: Context, waiting: Application) -> bool:
    with context.begin(None) as case:
        pending = PendingApplications(case, startup_id=waiting.startup_id, mentor_ids=[waiting.mentor_id])
        pending.close_blocked()
        application = pending.get(waiting.id)
        mentor = pending.mentors[application.mentor_id]
        called, _ = case.unit.application_queue.count_waiting_list(mentor.id)
        offers = min(mentor.places_to_offer, mentor.places_left - called)
        if offers <= 0:
            case.unit.mentors.save_places_to_offer(mentor.id, 0)
        elif application.state is ApplicationState.WAIT_LISTED and all(
            _can_be_called(it, application) for it in pending.list_unanswered()
        ):
            pending.set_places_to_offer(mentor.id, offers - 1)
            pending.hold_back_others(application)
            pending.take_step(application, ApplicationAction.CALL, is_platform=True)
        case.unit.commit()
    return True


def _clear_places_to_offer(context: Context, mentor_id: MentorId) -> bool:
    """Nobody waits for the free places, so the mentor decides about them."""
    with context.open_unit() as unit:
        mentor = unit.mentors.get_for_update(mentor_id)
        if not mentor.places_left or not unit.application_queue.count_waiting_list(mentor_id)[1]:
            unit.mentors.save_places_to_offer(mentor_id, 0)
        unit.commit()
    return True
