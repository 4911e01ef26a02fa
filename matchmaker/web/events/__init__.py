"""Events. Participants: registration, times, wishes. Organizers: creation, demand, planning."""

from flask import Blueprint

bp = Blueprint("events", __name__)

from matchmaker.web.events import (  # noqa: E402 -- views register themselves on bp
    availability,  # noqa: F401
    check_ins,  # noqa: F401
    handovers,  # noqa: F401
    organizer_views,  # noqa: F401
    participants,  # noqa: F401
    views,  # noqa: F401
    wishes,  # noqa: F401
)
