"""Suggestions: partners for the own profiles, with reasons."""

from flask import Blueprint

bp = Blueprint("matches", __name__)

from matchmaker.web.matches import views  # noqa: E402, F401 -- they register themselves on bp
