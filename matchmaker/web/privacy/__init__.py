"""Privacy: consents, contact data, who looked, one's data as files, and leaving for good."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)

from matchmaker.web.privacy import views  # noqa: E402, F401 -- views register themselves on bp
