"""Who may open the organizers' list of people, the club and the follow-up of meetings.

Participation 4 waits to be let in, participation 1 waits for an answer; no meeting is published.
"""

from tests.web.filled_network import FEED_TOKEN
from tests.web.permissions.lines import ALL, ANYBODY, get_line, post_line
from tests.web.permissions.lines import get_line as _get
from tests.web.permissions.lines import post_line as _post

INDUSTRIES = [
    get_line("industries.index", "/industries", "O"),
    post_line("industries.confirm", "/industries/confirm", "O"),
    post_line("industries.confirm_one", "/startups/1/industry", "FO", industry="new_materials"),
    post_line("industries.confirm_one", "/startups/2/industry", "O", industry="biomedicine"),
]

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

INVESTING = [
    _get("events.people", "/events/1/people", "GO"),
    _get("events.check_in", "/events/1/check-in", "GO"),
    _post("events.mark", "/events/1/check-in/1", "GO", presence="there", day="2026-06-20"),
    _post("events.mark_rest", "/events/1/check-in/rest", "GO", day="2026-06-20"),
    _get("events.enrol", "/events/1/people/new", "GO"),
    _post("events.approve", "/events/1/people/4/approve", "GO"),
    _get("events.decline", "/events/1/people/4/decline", "GO"),
    _post("events.decline", "/events/1/people/4/decline", "GO", answer=""),
    _get("events.answer", "/events/1/people/1/answer", "GO"),
    _post("events.answer", "/events/1/people/1/answer", "GO", answer=""),
    _post("events.ask", "/events/1/participations/1/ask", "F", message="可以补填意愿吗"),
    _get("events.hand_over_wish", "/events/1/participations/2/wishes/1/hand-over", "I"),
    _post("events.hand_over_wish", "/events/1/participations/2/wishes/1/hand-over", "I"),
    _get("events.hand_over_meeting", "/events/1/participations/2/meetings/1/hand-over", ""),
    _post("events.hand_over_meeting", "/events/1/participations/2/meetings/1/hand-over", ""),
    _get("club.own", "/my/club", "I"),
    _get("club.index", "/club", "O"),
    _get("club.outsiders", "/club/outsiders", "O"),
    _get("club.show", "/club/1", "IO"),
    _get("club.show", "/club/2", "O"),
    _get("club.move", "/club/2/invite", "O"),
    _post("club.move", "/club/2/invite", "O"),
    _get("pipeline.board", "/pipeline", "I"),
    _get("pipeline.show", "/pipeline/1", "I"),
    _get("pipeline.shared", "/my/investors", "F"),
    _get("pipeline.totals", "/pipeline/totals", "O"),
    _get("exposure.index", "/exposure", "O"),
    _get("exposure.show", "/exposure/startup/investor", "O"),
    _get("exposure.export", "/exposure/startup/investor.xlsx", "O"),
    _get("pipeline.start", "/startups/2/met", "I"),
    _post("pipeline.start", "/startups/2/met", "I"),
    _get("pipeline.move", "/pipeline/1/move", "I"),
    _post("pipeline.move", "/pipeline/1/move", "I"),
    _get("pipeline.change", "/pipeline/1/steps/1", "I"),
    _post("pipeline.change", "/pipeline/1/steps/1", "I"),
]
