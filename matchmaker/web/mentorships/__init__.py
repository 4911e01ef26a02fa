"""Mentorships: a founder ranks and asks, the mentor answers, nobody waits without knowing for what."""

from flask import Blueprint

from matchmaker.domain.profiles import Mentor
from matchmaker.services import mentorships
from matchmaker.web.guards import get_context

bp = Blueprint("mentorships", __name__)


@bp.app_template_test("paused")
def is_paused(mentor: Mentor) -> bool:
    """Whether a mentor takes no new applications today: ``{% if mentor is paused %}``."""
    return mentorships.is_pausing(get_context(), mentor)


from matchmaker.web.mentorships import answering, applying, pausing, persons, views  # noqa: E402, F401 -- views register on bp
