"""Running mentorships: sessions, next steps, evaluations, the term; and office hours."""

from flask import Blueprint

bp = Blueprint("mentorships", __name__)

from matchmaker.web.mentorships import office_hours, terms, views  # noqa: E402, F401 -- views register themselves on bp
