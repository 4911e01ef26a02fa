"""Conflicts of interest: own declarations, and the operator's ledger with levels and rulings."""

from flask import Blueprint

bp = Blueprint("interests", __name__)

from matchmaker.web.interests import declarations, ledger  # noqa: E402, F401 -- views register themselves on bp
