"""Quality of the matching: which version serves, how well it does, training and the way back."""

from flask import Blueprint

bp = Blueprint("quality", __name__)

from matchmaker.web.quality import views  # noqa: E402, F401 -- views register themselves on bp
