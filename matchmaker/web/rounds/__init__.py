"""Mentor matching rounds for the operator: dry run, rules for pairs, apply, undo."""

from flask import Blueprint

bp = Blueprint("rounds", __name__)

from matchmaker.web.rounds import views  # noqa: E402, F401 -- views register themselves on bp
