"""Notices: written in the transaction of an action, read in an inbox, and sent by mail after the commit.

Writing notices, the inbox, the contents of mails and the outbox belong here. Texts are written by ``matchmaker.web``,
and mail is sent by ``matchmaker.notify``. Which notice an action causes is decided by its own use-case.
"""

from matchmaker.services.platform.notices.inbox import (
    count_unread,
    get_mail_frequency,
    list_notices,
    mark_all_read,
    open_notice,
    set_mail_frequency,
)
from matchmaker.services.platform.notices.notifications import NewNotice, notify, notify_many

__all__ = [
    "NewNotice",
    "count_unread",
    "get_mail_frequency",
    "list_notices",
    "mark_all_read",
    "notify",
    "notify_many",
    "open_notice",
    "set_mail_frequency",
]
