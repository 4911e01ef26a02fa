"""Applications, accepted ones included, as their two sides see them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.applications import PENDING_STATES, Application, closing_time
from matchmaker.domain.ids import ApplicationId, MentorId, StartupId
from matchmaker.domain.listings import ApplicationWithParties
from matchmaker.domain.vocabulary import ApplicationState
from matchmaker.services.mentoring.applications.rules import can_see, list_allowed_actions
from matchmaker.services.mentoring.applications.views import ApplicationView
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require, require_visible


def list_mentor_applications(context: Context, actor: Actor, mentor_id: MentorId) -> tuple[ApplicationView, ...]:
    """Applications to a mentor, the newest first. Applications that were never open to the mentor are left out."""
    require(actor.mentor_id == mentor_id or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        states = [it for it in ApplicationState if it is not ApplicationState.QUEUED]
        entries = unit.applications.list_for_mentor(mentor_id, states=states)
        seen = [it for it in entries if it.application.opened_at or it.application.ticket]
        positions = unit.application_queue.list_positions([mentor_id])
    return tuple(_view(context, actor, entry, positions=positions, choices={}) for entry in seen)


def list_startup_applications(context: Context, actor: Actor, startup_id: StartupId) -> tuple[ApplicationView, ...]:
    """All applications of a startup: pending ones by rank, then the newest."""
    require(startup_id in actor.startup_ids or permissions.can_operate(actor))
    with context.open_unit(readonly=True) as unit:
        entries = unit.applications.list_for_startup(startup_id)
        positions = unit.application_queue.list_positions(_list_waiting(it.application for it in entries))
    choices = _number_choices(it.application for it in entries)
    views = [_view(context, actor, entry, positions=positions, choices=choices) for entry in entries]
    return tuple(sorted(views, key=lambda it: it.choice or len(choices) + 1))


def get_application(context: Context, actor: Actor, application_id: ApplicationId) -> ApplicationView:
    """One application with its parties and the actions that the actor may take now."""
    with context.begin(actor, readonly=True) as case:
        return read_view(case, application_id)


def read_view(case: UseCase[Actor], application_id: ApplicationId) -> ApplicationView:
    """Like ``get_application``, in the caller's transaction. Mentors do not see applications never open to them."""
    return make_view(case, case.unit.applications.get_with_parties(application_id))


def make_view(case: UseCase[Actor], entry: ApplicationWithParties) -> ApplicationView:
    """Like ``read_view``, for an application that the caller has loaded already."""
    application = entry.application
    require_visible(can_see(case.actor, application), "mentorship")
    positions = case.unit.application_queue.list_positions(_list_waiting([application]))
    is_own = application.startup_id in case.actor.startup_ids
    choices = _number_choices(case.unit.application_queue.list_pending(application.startup_id)) if is_own else {}
    return _view(case.context, case.actor, entry, positions=positions, choices=choices)


def count_waiting_list(context: Context, mentor_id: MentorId) -> int:
    """How many applications are on a mentor's waiting list."""
    with context.open_unit(readonly=True) as unit:
        return unit.application_queue.count_waiting_list(mentor_id)[1]


def _list_waiting(applications: Iterable[Application]) -> list[MentorId]:
    return [it.mentor_id for it in applications if it.state is ApplicationState.WAIT_LISTED]


def _number_choices(applications: Iterable[Application]) -> dict[ApplicationId, int]:
    """Position among the pending applications, from 1. The stored ranks may have gaps."""
    pending = sorted((it for it in applications if it.state in PENDING_STATES), key=lambda it: it.rank)
    return {it.id: number for number, it in enumerate(pending, start=1)}


def _view(
    context: Context,
    actor: Actor,
    entry: ApplicationWithParties,
    *,
    positions: Mapping[ApplicationId, int],
    choices: Mapping[ApplicationId, int],
) -> ApplicationView:
    application = entry.application
    closes_at = closing_time(application, context.settings.closing_days)
    time_left = None if closes_at is None else max(timedelta(0), closes_at - context.now())
    return ApplicationView(
        application=application,
        startup=entry.startup,
        mentor=entry.mentor,
        actions=list_allowed_actions(actor, application),
        position=positions.get(application.id),
        choice=choices.get(application.id),
        days_left=None if time_left is None else -(-time_left // timedelta(days=1)),
    )
