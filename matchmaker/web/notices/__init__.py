"""Notices: the inbox, mail settings, the subscribed calendar, and the operator's outbox."""

from flask import Blueprint

bp = Blueprint("notices", __name__)

from matchmaker.web.notices import calendar_feed, views  # noqa: E402, F401 -- views register themselves on bp
