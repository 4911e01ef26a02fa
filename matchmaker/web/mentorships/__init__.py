"""Mentorships: a founder applies with a goal, the mentor accepts or declines with a reason."""

from flask import Blueprint

bp = Blueprint("mentorships", __name__)

from matchmaker.web.mentorships import applying, views  # noqa: E402, F401 -- views register themselves on bp
