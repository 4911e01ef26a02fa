"""Quality of the matching: the version in use, its figures, training, and return to an earlier version."""

from flask import Blueprint

bp = Blueprint("quality", __name__)

from matchmaker.web.quality import views  # noqa: E402, F401 -- views register themselves on bp
