"""Reminders before the wishes close, once to each who opened no time or wished for nobody."""

from datetime import datetime, timedelta

from matchmaker.domain.events import Event, is_open
from matchmaker.domain.notices import NoticeKind
from matchmaker.services.meetings.events.notifications import notify_owner
from matchmaker.services.platform.context import Context


def remind_participants(context: Context) -> int:
    """Remind whoever is due; how many were reminded."""
    now = context.now()
    with context.open_unit(readonly=True) as unit:
        due = [event.id for event in unit.events.list_all() if is_due(event, now)]
    reminded = 0
    for event_id in due:
        with context.begin(None) as case:
            event = case.unit.events.get_for_update(event_id)
            unready = case.unit.attendance.list_to_remind(event_id) if is_due(event, now) else ()
            if not unready:
                continue
            for it in unready:
                until = event.wish_deadline
                notify_owner(case, it, kind=NoticeKind.EVENT_REMINDER, until=until)
            case.unit.attendance.mark_reminded([it.id for it in unready], now)
            case.unit.commit()
            reminded += len(unready)
    return reminded


def is_due(event: Event, now: datetime) -> bool:
    """Whether the wishes close within the days that the event names, and have not closed yet."""
    is_near = event.wish_deadline - timedelta(days=event.remind_days) <= now
    return event.remind_days > 0 and is_near and is_open(event.wish_deadline, now)
