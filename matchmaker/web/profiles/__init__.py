"""Profiles of startups, mentors and investors: directory, pages, and editing of one's own."""

from flask import Blueprint

bp = Blueprint("profiles", __name__)

from matchmaker.web.profiles import directory, edit_pages, views  # noqa: E402, F401 -- views register themselves on bp
