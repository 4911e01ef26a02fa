"""What follows from a full mentor or a free place, for startups other than the one that acted.

Each step is a unit of its own that looks at the facts once more, so it may be taken twice, by two processes, or later
by the clock: what a killed process leaves undone is done within a minute.
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

MOST_STEPS = 1000
"""Steps for one mentor in one go: far more than a waiting list is long, and an end to what would go in circles."""


def advance(context: Context, mentor_ids: Iterable[MentorId]) -> None:
    """Settle after a commit. What the database refuses now is left to the clock: the deed itself is done."""
    for mentor_id in sorted(mentor_ids):
        try:
            advance_mentor(context, mentor_id)
        except Refused as refusal:
            log.info("mentor %s is settled later: %s", mentor_id, refusal.code)


def open_waiting_choices(context: Context, mentor_id: MentorId) -> None:
    """After the commit by which a mentor takes more: open what waits for it, and call the waiting list."""
    with context.open_unit(readonly=True) as unit:
        stuck = unit.application_queue.list_startups_to_advance(find_today(context), mentor_id=mentor_id)
    for startup_id in stuck:
        try:
            run_with_retry(context, partial(open_next_choice, startup_id=startup_id))
        except Refused as refusal:
            log.info("startup %s is looked at later: %s", startup_id, refusal.code)
    advance(context, [mentor_id])


def open_next_choice(context: Context, *, startup_id: StartupId) -> None:
    """Open the choice of a startup that nothing holds back any more."""
    with context.begin(None) as case:
        PendingApplications(case, startup_id=startup_id).open_next()
        case.unit.commit()


def advance_mentor(context: Context, mentor_id: MentorId) -> int:
    """Offer free places to the waiting list, and take what a full mentor cannot accept onto it; the number of steps."""
    steps = 0
    while steps < MOST_STEPS and run_with_retry(context, lambda inner: _advance_once(inner, mentor_id)):
        steps += 1
    return steps


def _advance_once(context: Context, mentor_id: MentorId) -> bool:
    """Whether a step was taken."""
    with context.open_unit(readonly=True) as unit:
        mentor = unit.mentors.get(mentor_id)
        asked = unit.application_queue.list_before_mentor(mentor_id) if not mentor.places_left else ()
        is_calling = mentor.places_left > 0 and mentor.freed > 0 and not mentor.is_paused_on(find_today(context))
        waiting = unit.application_queue.list_waiting(mentor_id) if is_calling else ()
        ready = next(
            (it for it in waiting if _can_be_called(unit.application_queue.find_before_mentor(it.startup_id), it)), None
        )
    if asked:
        return _put_on_list(context, asked[0])
    if ready is not None:
        return _call(context, ready)
    if mentor.freed and not waiting and not mentor.is_paused_on(find_today(context)):
        return _clear_places_to_offer(context, mentor_id)
    return False


def _can_be_called(asked: Application | None, waiting: Application) -> bool:
    """Whether no higher choice of the startup is before a mentor; otherwise the place on the list is kept."""
    return asked is None or asked.rank > waiting.rank


def _put_on_list(context: Context, asked: Application) -> bool:
    with context.begin(None) as case:
        choices = PendingApplications(case, startup_id=asked.startup_id, mentor_ids=[asked.mentor_id])
        now = choices.get(asked.id)
        if now.state is ApplicationState.APPLIED and not choices.mentors[now.mentor_id].places_left:
            choices.take_step(now, ApplicationAction.WAIT_LIST, is_platform=True)
            choices.open_next()
        case.unit.commit()
    return True


def _call(context: Context, waiting: Application) -> bool:
    with context.begin(None) as case:
        choices = PendingApplications(case, startup_id=waiting.startup_id, mentor_ids=[waiting.mentor_id])
        choices.close_blocked()
        now = choices.get(waiting.id)
        mentor = choices.mentors[now.mentor_id]
        called, _ = case.unit.application_queue.count_waiting_list(mentor.id)
        offers = min(mentor.freed, mentor.places_left - called)
        if offers <= 0:
            case.unit.mentors.save_places_to_offer(mentor.id, 0)
        elif now.state is ApplicationState.WAIT_LISTED and all(
            _can_be_called(it, now) for it in choices.list_before_mentor()
        ):
            choices.set_places_to_offer(mentor.id, offers - 1)
            choices.hold_back_others(now)
            choices.take_step(now, ApplicationAction.CALL, is_platform=True)
        case.unit.commit()
    return True


def _clear_places_to_offer(context: Context, mentor_id: MentorId) -> bool:
    """Nobody waits for the free places, so they are the mentor's to give."""
    with context.open_unit() as unit:
        mentor = unit.mentors.get_for_update(mentor_id)
        if not mentor.places_left or not unit.application_queue.count_waiting_list(mentor_id)[1]:
            unit.mentors.save_places_to_offer(mentor_id, 0)
        unit.commit()
    return True
