"""Timetables: planned as drafts, read as a grid or as one's own day, published, exported.

The planning itself (``planning``) loads the solver, so pages never import it.
"""

from matchmaker.services.timetables.export import export_calendar, export_timetable
from matchmaker.services.timetables.handover import hand_over_meeting
from matchmaker.services.timetables.own import get_own_timetable
from matchmaker.services.timetables.publish import find_forecast, publish_timetable, start_forecast, start_planning
from matchmaker.services.timetables.read import get_timetable, list_attending, list_names, list_timetables

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
