"""The start page, the network in figures and its incubators."""

from flask import Blueprint

bp = Blueprint("home", __name__)

from matchmaker.web.home import views  # noqa: E402, F401 -- views register themselves on bp
