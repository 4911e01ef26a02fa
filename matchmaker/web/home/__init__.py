"""The start page, the public figures of the network, and its incubators."""

from flask import Blueprint

bp = Blueprint("home", __name__)

from matchmaker.web.home import views  # noqa: E402, F401 -- views register themselves on bp
