"""A person's own inbox, and how often notices are mailed."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import NoticeId
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import MailFrequency, Notice, due_time
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices.notifications import DEFAULT_FREQUENCY


def list_notices(context: Context, actor: Actor, *, page: int = 1, only_unread: bool = False) -> Page[Notice]:
    """The person's notices, the newest first."""
    with context.open_unit(readonly=True) as unit:
        return unit.notices.list_page(actor.account_id, number=page, only_unread=only_unread)


def count_unread(context: Context, actor: Actor) -> int:
    """How many of the person's notices are unread. It reads a small index only."""
    with context.open_unit(readonly=True) as unit:
        return unit.notices.count_unread(actor.account_id)


def open_notice(context: Context, actor: Actor, notice_id: NoticeId) -> Notice:
    """Open a notice and mark it as read, so it is not mailed. Only a person's own notices are found."""
    with context.open_unit() as unit:
        notice = unit.notices.get(actor.account_id, notice_id)
        unit.notices.mark_read(actor.account_id, now=context.now(), only=notice_id)
        unit.commit()
    return notice


def mark_all_read(context: Context, actor: Actor) -> int:
    """Mark all notices as read. Returns how many were unread."""
    with context.open_unit() as unit:
        count = unit.notices.mark_read(actor.account_id, now=context.now())
        unit.commit()
    return count


def get_mail_frequency(context: Context, actor: Actor) -> MailFrequency:
    """How often the person's notices are mailed."""
    with context.open_unit(readonly=True) as unit:
        return unit.notices.find_mail_frequencies([actor.account_id]).get(actor.account_id) or DEFAULT_FREQUENCY


def set_mail_frequency(context: Context, actor: Actor, pace: MailFrequency) -> None:
    """Set how often notices are mailed. It applies at once to notices that wait for a mail."""
    with context.open_unit() as unit:
        unit.notices.set_mail_frequency(actor.account_id, pace, due_at=due_time(pace, context.now()))
        unit.commit()
