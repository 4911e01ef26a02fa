"""Long work as pages show it: its progress, its end, a way to stop it."""

from flask import Blueprint

bp = Blueprint("jobs", __name__)

from matchmaker.web.jobs import views  # noqa: E402, F401 -- views register themselves on bp
