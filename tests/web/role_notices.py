"""Notices in the table of roles: the mentor has the first one, the founder the calendar that ``furnish`` opened."""

from tests.web.furnishing import FEED_TOKEN
from tests.web.role_lines import ALL, ANYBODY, get_line, post_line

NOTICES = [
    get_line("notices.index", "/notices", ALL),
    get_line("notices.show", "/notices/1", "M"),
    post_line("notices.mark_read", "/notices/1/read", "M"),
    post_line("notices.mark_all_read", "/notices/read", ALL),
    get_line("notices.settings", "/notices/settings", ALL),
    post_line("notices.settings", "/notices/settings", ALL, pace="off"),
    post_line("notices.renew_calendar", "/notices/calendar", ALL),
    post_line("notices.close_calendar", "/notices/calendar/close", ALL),
    get_line("notices.calendar", f"/calendars/{FEED_TOKEN}.ics", ANYBODY),
    get_line("notices.list_mails", "/admin/mails", "O"),
    post_line("notices.resend_mail", "/admin/mails/1/resend", ""),
]
