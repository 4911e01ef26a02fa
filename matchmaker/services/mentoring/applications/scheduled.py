"""What the clock does for applications: remind, close, open the next choice, call the waiting lists."""

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
    """Remind each mentor once of an application that waits for the set number of days; how many were."""
    opened_by = context.now() - timedelta(days=context.settings.reminder_days)
    with context.open_unit(readonly=True) as unit:
        due = unit.application_queue.list_due(opened_by, is_reminded=False)
    return sum(run_with_retry(context, partial(_remind, due=it)) for it in due)


def _remind(context: Context, *, due: Application) -> bool:
    with context.begin(None) as case:
        now = case.unit.applications.get_for_update(due.id)
        if not _is_unchanged(now, due) or now.reminded_at is not None:
            return False
        case.unit.applications.save(replace(now, reminded_at=case.now))
        entry = case.unit.applications.get_with_parties(due.id)
        Notifier(case).add_notice(
            NoticeKind.APPLICATION_REMINDER,
            now,
            side=ApplicationSide.MENTOR,
            startup=entry.startup,
            mentor=entry.mentor,
        )
        case.unit.commit()
    return True


def close_unanswered(context: Context) -> int:
    """Close applications that nobody answered within the set number of days, and open the next choice; how many."""
    opened_by = context.now() - timedelta(days=context.settings.closing_days)
    with context.open_unit(readonly=True) as unit:
        due = unit.application_queue.list_due(opened_by)
    return sum(run_with_retry(context, partial(_close, due=it)) for it in due)


def _close(context: Context, *, due: Application) -> bool:
    with context.begin(None) as case:
        choices = PendingApplications(case, startup_id=due.startup_id, mentor_ids=[due.mentor_id])
        now = choices.get(due.id)
        if not _is_unchanged(now, due):
            return False
        choices.take_step(now, ApplicationAction.EXPIRE, is_platform=True)
        choices.open_next()
        case.unit.commit()
    advance(context, choices.mentors)
    return True


def close_blocked(context: Context) -> int:
    """Close what waits for a mentor whom the conflict ledger keeps apart from the startup; for how many startups."""
    with context.open_unit(readonly=True) as unit:
        pairs = [
            PartnerPair(startup, PartyKind.MENTOR, mentor)
            for startup, mentor in unit.application_queue.list_waiting_pairs()
        ]
        judged = judge_pairs(unit, pairs, now=context.now())
    blocked = sorted({it.startup_id for it in pairs if judged[it].is_blocked})
    for startup_id in blocked:
        run_with_retry(context, partial(open_next_choice, startup_id=startup_id))
    return len(blocked)


def open_next_choices(context: Context) -> int:
    """Open choices that nothing holds back any more, as when a mentor's pause has ended; for how many startups."""
    with context.open_unit(readonly=True) as unit:
        stuck = unit.application_queue.list_startups_to_advance(find_today(context))
    for startup_id in stuck:
        run_with_retry(context, partial(open_next_choice, startup_id=startup_id))
    return len(stuck)


def offer_free_places(context: Context) -> int:
    """Offer free places to waiting lists, wherever that was left undone; how many steps it took."""
    with context.open_unit(readonly=True) as unit:
        mentors = unit.application_queue.list_mentors_to_advance()
    return sum(advance_mentor(context, it) for it in mentors)


def _is_unchanged(now: Application, due: Application) -> bool:
    """Whether the application still waits for the same answer."""
    return now.state is ApplicationState.APPLIED and now.opened_at == due.opened_at
