"""Timetables of events: planning drafts, publishing, repairs on the day, views, exports, and handing over meetings.

Modules that load the solver (``planning``, ``forecasts``, ``repairs``) are not imported here, so that pages load
quickly. Does not belong here: wishes and registration (``events``).
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
