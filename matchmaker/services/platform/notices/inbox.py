"""A person's own inbox, and how often mail tells of it."""

from matchmaker.domain.accounts import Actor
from matchmaker.domain.ids import NoticeId
from matchmaker.domain.listings import Page
from matchmaker.domain.notices import MailFrequency, Notice, due_time
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.notices.notifications import DEFAULT_FREQUENCY


def list_notices(context: Context, actor: Actor, *, page: int = 1, only_unread: bool = False) -> Page[Notice]:
    """The own notices, the newest first."""
    with context.open_unit(readonly=True) as unit:
        return unit.notices.list_page(actor.account_id, number=page, only_unread=only_unread)


def count_unread(context: Context, actor: Actor) -> int:
    """How many of the own notices are unread: one look at a small index."""
    with context.open_unit(readonly=True) as unit:
        return unit.notices.count_unread(actor.account_id)


def open_notice(context: Context, actor: Actor, notice_id: NoticeId) -> Notice:
    """The notice, read from now on; no mail will tell of it. Only one's own is found."""
    with context.open_unit() as unit:
        notice = unit.notices.get(actor.account_id, notice_id)
        unit.notices.mark_read(actor.account_id, now=context.now(), only=notice_id)
        unit.commit()
    return notice


def mark_all_read(context: Context, actor: Actor) -> int:
    """How many became read."""
    with context.open_unit() as unit:
        count = unit.notices.mark_read(actor.account_id, now=context.now())
        unit.commit()
    return count


def get_mail_frequency(context: Context, actor: Actor) -> MailFrequency:
    """How often mail tells of the own notices."""
    with context.open_unit(readonly=True) as unit:
        return unit.notices.find_paces([actor.account_id]).get(actor.account_id) or DEFAULT_FREQUENCY


def set_mail_frequency(context: Context, actor: Actor, pace: MailFrequency) -> None:
    """Choose how often; what waits for a mail follows the choice at once."""
    with context.open_unit() as unit:
        unit.notices.set_pace(actor.account_id, pace, due_at=due_time(pace, context.now()))
        unit.commit()
