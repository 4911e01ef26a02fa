"""Scheduled tasks of applications: remind, close, open the next choice, offer places to the waiting lists."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from matchmaker.domain.applications import Application, ApplicationAction, ApplicationSide
from matchmaker.domain.interests import PartnerPair
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.vocabulary import ApplicationState, PartyKind
from matchmaker.services.interests.judgements import judge_pairs
from matchmaker.services.mentoring.applications.notifications import Notifier
from matchmaker.services.mentoring.applications.pending import PendingApplications
from matchmaker.services.mentoring.applications.waiting_list import advance, advance_mentor, open_next_choice
from matchmaker.services.platform.context import Context, find_today
from matchmaker.services.platform.retry import run_with_retry


def remind_mentors(context: Context) -> int:
    """Remind a mentor once of each application unanswered for ``reminder_days``. Returns how many reminders."""
    opened_by = context.now() - timedelta(days=context.settings.reminder_days)
    with context.open_unit(readonly=True) as unit:
        due = unit.application_queue.list_due(opened_by, is_reminded=False)
    return sum(run_with_retry(context, partial(_remind, due=it)) for it in due)


def _remind(context: Context, *, due: Application) -> bool:
    with context.begin(None) as case:
        locked = case.unit.applications.get_for_update(due.id)
        if not _is_unchanged(locked, due) or locked.reminded_at is not None:
            return False
        case.unit.applications.save(replace(locked, reminded_at=case.now))
        entry = case.unit.applications.get_with_parties(due.id)
        Notifier(case).add_notice(
            NoticeKind.APPLICATION_REMINDER,
            locked,
            side=ApplicationSide.MENTOR,
            startup=entry.startup,
            mentor=entry.mentor,
        )
        case.unit.commit()
    return True


def close_unanswered(context: Context) -> int:
    """Close applications unanswered for ``closing_days`` and open the next choice. Returns how many were closed."""
    opened_by = context.now() - timedelta(days=context.settings.closing_days)
    with context.open_unit(readonly=True) as unit:
        due = unit.application_queue.list_due(opened_by)
    return sum(run_with_retry(context, partial(_close, due=it)) for it in due)


def _close(context: Context, *, due: Application) -> bool:
    with context.begin(None) as case:
        pending = PendingApplications(case, startup_id=due.startup_id, mentor_ids=[due.mentor_id])
        locked = pending.get(due.id)
        if not _is_unchanged(locked, due):
            return False
        pending.take_step(locked, ApplicationAction.EXPIRE, is_platform=True)
        pending.open_next()
        case.unit.commit()
    advance(context, pending.mentors)
    return True


def close_blocked(context: Context) -> int:
    """Close waiting applications that the conflict ledger blocks. Returns for how many startups."""
    with context.open_unit(readonly=True) as unit:
        pairs = [
            PartnerPair(startup_id, PartyKind.MENTOR, mentor_id)
            for startup_id, mentor_id in unit.application_queue.list_waiting_pairs()
        ]
        judged = judge_pairs(unit, pairs, now=context.now())
    blocked = sorted({it.startup_id for it in pairs if judged[it].is_blocked})
    for startup_id in blocked:
        run_with_retry(context, partial(open_next_choice, startup_id=startup_id))
    return len(blocked)


def open_next_choices(context: Context) -> int:
    """Open choices that can open now, for example after a mentor's pause. Returns for how many startups."""
    with context.open_unit(readonly=True) as unit:
        startup_ids = unit.application_queue.list_startups_to_advance(find_today(context))
    for startup_id in startup_ids:
        run_with_retry(context, partial(open_next_choice, startup_id=startup_id))
    return len(startup_ids)


def offer_free_places(context: Context) -> int:
    """Offer free places to waiting lists where that is still to be done. Returns the number of steps."""
    with context.open_unit(readonly=True) as unit:
        mentor_ids = unit.application_queue.list_mentors_to_advance()
    return sum(advance_mentor(context, it) for it in mentor_ids)


def _is_unchanged(locked: Application, due: Application) -> bool:
    """Whether the application is still open since the same time."""
    return locked.state is ApplicationState.APPLIED and locked.opened_at == due.opened_at
