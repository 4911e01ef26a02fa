"""Accepted mentorships: their terms, sessions, next steps and evaluations; also the office hours of mentors.

Does not belong here: the way to a mentorship and its end, which are steps of an application (``applications``).
"""

from matchmaker.services.mentoring.mentorships.evaluations import evaluate
from matchmaker.services.mentoring.mentorships.office_hour_queries import (
    export_calendar,
    get_hour,
    list_mentor_hours,
    list_open_hours,
    list_own_bookings,
)
from matchmaker.services.mentoring.mentorships.office_hours import book_hour, cancel_booking, offer_hours, withdraw_hour
from matchmaker.services.mentoring.mentorships.queries import get_mentorship_details, list_summaries, require_action
from matchmaker.services.mentoring.mentorships.sessions import (
    add_note,
    add_session,
    add_step,
    mark_step,
    remove_session,
)
from matchmaker.services.mentoring.mentorships.terms import answer_extension, close_term, open_term, propose_extension

__all__ = [
    "add_note",
    "add_session",
    "add_step",
    "answer_extension",
    "book_hour",
    "cancel_booking",
    "close_term",
    "evaluate",
    "export_calendar",
    "get_hour",
    "get_mentorship_details",
    "list_mentor_hours",
    "list_open_hours",
    "list_own_bookings",
    "list_summaries",
    "mark_step",
    "offer_hours",
    "open_term",
    "propose_extension",
    "remove_session",
    "require_action",
    "withdraw_hour",
]
