"""Suggested industries: review, confirm, change."""

from flask import Blueprint

bp = Blueprint("industries", __name__)

from matchmaker.web.industries import views  # noqa: E402, F401 -- views register themselves on bp
