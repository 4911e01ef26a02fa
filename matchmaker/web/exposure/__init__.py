"""Exposure and fairness: how evenly suggestions are spread, who is left out, and what to do about it."""

from flask import Blueprint

bp = Blueprint("exposure", __name__)

from matchmaker.web.exposure import views  # noqa: E402, F401 -- views register themselves on bp
