"""Getting an account, log-in and log-out, the language, the own account and its sessions."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from matchmaker.web.accounts import onboarding, views  # noqa: E402, F401 -- views register themselves on bp
