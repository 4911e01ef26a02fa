"""未来之星 candidacies: list, page, nomination, reviews, states and support measures."""

from flask import Blueprint

bp = Blueprint("candidacies", __name__)

from matchmaker.web.candidacies import nomination, views  # noqa: E402, F401 -- views register themselves on bp
