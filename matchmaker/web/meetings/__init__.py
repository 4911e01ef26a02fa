"""Meetings: one's own timetable, and the versions of a timetable for organizers."""

from flask import Blueprint

bp = Blueprint("meetings", __name__)

from matchmaker.web.meetings import downloads, repairs, views  # noqa: E402, F401 -- views register themselves on bp
