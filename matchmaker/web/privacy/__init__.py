"""Privacy: consents, contact data, who viewed them, export of one's data, deletion of the account."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)

from matchmaker.web.privacy import views  # noqa: E402, F401 -- views register themselves on bp
