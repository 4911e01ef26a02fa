"""An application as its two sides see it."""

from dataclasses import dataclass

from matchmaker.domain.applications import Application, ApplicationAction
from matchmaker.domain.profiles import Mentor, Startup


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """An application with its parties, as one actor sees it.

    ``actions``: what the actor may do now. ``position``: place on the mentor's waiting list, from 1. ``choice``: rank
    among the startup's pending applications, from 1; only its own people see it. ``days_left``: days to answer before
    the application is closed.
    """

    application: Application
    startup: Startup
    mentor: Mentor
    actions: frozenset[ApplicationAction]
    position: int | None = None
    choice: int | None = None
    days_left: int | None = None
