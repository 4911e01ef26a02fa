"""The follow-up of meetings: an investor's board, what founders are shown, and totals for the operator."""

from flask import Blueprint

bp = Blueprint("pipeline", __name__)

from matchmaker.web.pipeline import views  # noqa: E402, F401 -- views register themselves on bp
