"""The mentor pool: applications, figures and list of seats, yearly assessment, renewal, exit."""

from flask import Blueprint

bp = Blueprint("pool", __name__)

from matchmaker.web.pool import applications, members, views  # noqa: E402, F401 -- views register themselves on bp
