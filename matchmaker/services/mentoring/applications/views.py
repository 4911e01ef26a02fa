"""An application as its two sides see it."""

from dataclasses import dataclass

from matchmaker.domain.applications import Application, ApplicationAction
from matchmaker.domain.profiles import Mentor, Startup


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """``actions``: what the one who asks may do now; ``days_left`` to answer before the application is closed.

    ``position`` on the mentor's waiting list and ``choice`` of the startup, which its own people hear of, count from 1.
    """

    application: Application
    startup: Startup
    mentor: Mentor
    actions: frozenset[ApplicationAction]
    position: int | None = None
    choice: int | None = None
    days_left: int | None = None
