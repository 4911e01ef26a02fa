"""Logging in and out, the language, and one's own account."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from matchmaker.web.accounts import views  # noqa: E402, F401 -- views register themselves on bp
