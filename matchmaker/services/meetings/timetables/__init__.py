"""Timetables: planned as drafts, read as a grid or as one's own day, published, exported.

The planning itself (``planning``) loads the solver, so pages never import it.
"""

from matchmaker.services.meetings.timetables.export import export_calendar, export_timetable
from matchmaker.services.meetings.timetables.meeting_handover import hand_over_meeting
from matchmaker.services.meetings.timetables.own_day import get_own_timetable
from matchmaker.services.meetings.timetables.publishing import (
    find_forecast,
    publish_timetable,
    start_forecast,
    start_planning,
)
from matchmaker.services.meetings.timetables.queries import get_timetable, list_attending, list_names, list_timetables

__all__ = [
    "export_calendar",
    "export_timetable",
    "find_forecast",
    "get_own_timetable",
    "get_timetable",
    "hand_over_meeting",
    "list_attending",
    "list_names",
    "list_timetables",
    "publish_timetable",
    "start_forecast",
    "start_planning",
]
