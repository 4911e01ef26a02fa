"""Events: taking part, open times, wishes; for organizers: the programme, the demand and the planning."""

from flask import Blueprint

bp = Blueprint("events", __name__)

from matchmaker.web.events import availability, editing, organizing, views, wishing  # noqa: E402, F401 -- views register themselves on bp
