"""The operator's desk: accounts and roles, imports, the audit log, long work."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")

from matchmaker.web.admin import accounts, imports, onboarding, organisations, profile_links, views  # noqa: E402, F401 -- views register themselves on bp
