"""The mentor pool: applying to it, its seats in figures and as a list, yearly assessment, renewal, exit."""

from flask import Blueprint

bp = Blueprint("pool", __name__)

from matchmaker.web.pool import applications, members, views  # noqa: E402, F401 -- views register themselves on bp
