"""All applications and mentorships of one profile, the most urgent first."""

from dataclasses import dataclass
from operator import attrgetter

from matchmaker.domain.applications import PENDING_STATES
from matchmaker.domain.ids import MentorId, StartupId
from matchmaker.domain.profiles import Mentor, Startup
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring import applications
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.people import profiles
from matchmaker.web.auth import get_actor, get_context


@dataclass(frozen=True, slots=True, kw_only=True)
class StartupApplications:
    """Applications of a startup. ``pending`` is sorted by rank and has at most ``most`` members."""

    owner: Startup
    pending: list[ApplicationView]
    running: list[ApplicationView]
    past: list[ApplicationView]
    most: int

    @property
    def left(self) -> int:
        """How many applications may still be sent."""
        return max(0, self.most - len(self.pending))


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorApplications:
    """Applications to a mentor.

    ``awaiting_answer`` is in the order of the deadlines, ``waiting`` in the order of the waiting list.
    """

    owner: Mentor
    awaiting_answer: list[ApplicationView]
    waiting: list[ApplicationView]
    running: list[ApplicationView]
    past: list[ApplicationView]

    @property
    def free(self) -> int:
        """Places that are neither taken nor offered to the waiting list."""
        called = sum(it.application.is_called for it in self.awaiting_answer)
        return max(0, self.owner.places_left - self.owner.places_to_offer - called)


def load_startup_applications(startup_id: StartupId) -> StartupApplications:
    """A startup's pending applications and the outcome of earlier ones."""
    context, actor = get_context(), get_actor()
    views = applications.list_startup_applications(context, actor, startup_id)
    return StartupApplications(
        owner=profiles.get_startup(context, actor, startup_id),
        pending=[it for it in views if it.application.state in PENDING_STATES],
        running=_pick(views, ApplicationState.ACCEPTED),
        past=_list_past(views),
        most=context.settings.open_applications,
    )


def load_mentor_applications(mentor_id: MentorId) -> MentorApplications:
    """Open applications to a mentor, running mentorships and earlier ones."""
    context, actor = get_context(), get_actor()
    views = applications.list_mentor_applications(context, actor, mentor_id)
    unanswered = _pick(views, ApplicationState.APPLIED)
    return MentorApplications(
        owner=profiles.get_mentor(context, actor, mentor_id),
        awaiting_answer=sorted(unanswered, key=lambda it: (not it.application.is_called, it.application.opened_at)),
        waiting=sorted(_pick(views, ApplicationState.WAIT_LISTED), key=attrgetter("position")),
        running=_pick(views, ApplicationState.ACCEPTED),
        past=_list_past(views),
    )


def _pick(views: tuple[ApplicationView, ...], state: ApplicationState) -> list[ApplicationView]:
    return [it for it in views if it.application.state is state]


def _list_past(views: tuple[ApplicationView, ...]) -> list[ApplicationView]:
    return [it for it in views if it.application.decided_at and it.application.state is not ApplicationState.ACCEPTED]
