"""Ways in, logging in and out, the language, one's own account and its sessions."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from matchmaker.web.accounts import onboarding, views  # noqa: E402, F401 -- views register themselves on bp
