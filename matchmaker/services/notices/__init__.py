"""Notices: told in the unit of the deed, read in an inbox, sent by mail after the commit."""

from matchmaker.services.notices.inbox import (
    count_unread,
    get_pace,
    list_notices,
    mark_all_read,
    open_notice,
    set_pace,
)
from matchmaker.services.notices.tell import News, tell, tell_all

__all__ = [
    "News",
    "count_unread",
    "get_pace",
    "list_notices",
    "mark_all_read",
    "open_notice",
    "set_pace",
    "tell",
    "tell_all",
]
