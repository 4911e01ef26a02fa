"""Organisations: colleagues who act for the same startup, fund or incubator."""

from flask import Blueprint

bp = Blueprint("organisations", __name__)

from matchmaker.web.organisations import views  # noqa: E402, F401 -- views register themselves on bp
