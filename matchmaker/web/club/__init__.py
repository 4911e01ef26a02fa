"""The angel investors' club: an investor's own membership, and the operator's list."""

from flask import Blueprint

bp = Blueprint("club", __name__)

from matchmaker.web.club import views  # noqa: E402, F401 -- views register themselves on bp
