"""Notices: told in the unit of the deed, read in an inbox, sent by mail after the commit."""

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
