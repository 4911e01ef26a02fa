"""Who may open what of the organizers' list of people, of the club and of the follow-up of meetings.

Participation 4 waits to be let in, participation 1 waits for an answer; no meeting is published.
"""

from tests.web.role_lines import get_line as _get
from tests.web.role_lines import post_line as _post

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
