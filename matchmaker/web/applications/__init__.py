"""Applications: founders rank and send them, mentors answer them."""

from flask import Blueprint

from matchmaker.domain.profiles import Mentor
from matchmaker.services.mentoring import applications
from matchmaker.web.auth import get_context

bp = Blueprint("applications", __name__)


@bp.app_template_test("paused")
def is_paused(mentor: Mentor) -> bool:
    """Whether a mentor takes no new applications today. Used in templates as ``{% if mentor is paused %}``."""
    return applications.is_pausing(get_context(), mentor)


from matchmaker.web.applications import application_form, mentors, views  # noqa: E402, F401 -- views register on bp
