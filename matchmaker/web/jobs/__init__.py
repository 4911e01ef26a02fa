"""Pages of jobs: progress, result, a button to cancel."""

from flask import Blueprint

bp = Blueprint("jobs", __name__)

from matchmaker.web.jobs import views  # noqa: E402, F401 -- views register themselves on bp
