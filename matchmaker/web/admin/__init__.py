"""The operator's pages: accounts and roles, imports, the audit log, jobs."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")

from matchmaker.web.admin import accounts, imports, onboarding, organisations, profile_links, views  # noqa: E402, F401 -- views register themselves on bp
