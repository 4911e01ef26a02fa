"""What a person may want to do next, by role: the start page of those who are logged in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.accounts import Actor
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.context import Context
from matchmaker.services.event_answers import EventView
from matchmaker.web.network.desk_tasks import list_operator_tasks
from matchmaker.web.network.event_tasks import list_views, tell_next_event, tell_participant
from matchmaker.web.network.investing_tasks import list_backer_tasks, list_club_tasks, list_told_tasks
from matchmaker.web.network.profile_tasks import list_founder_tasks, list_investor_tasks, list_mentor_tasks
from matchmaker.web.network.task import Task


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one role, urgent ones first."""

    role: Role
    todos: list[Task]

    @property
    def is_urgent(self) -> bool:
        return any(task.is_urgent for task in self.todos)


def list_groups(context: Context, actor: Actor) -> list[TaskGroup]:
    """Tasks of each role the actor holds; roles with something urgent come first."""
    views = list_views(context, actor)
    groups = [
        TaskGroup(role, sorted(LISTERS[role](context, actor, views), key=lambda task: not task.is_urgent))
        for role in Role
        if role in actor.roles
    ]
    return sorted((group for group in groups if group.todos), key=lambda group: not group.is_urgent)


def _list_for_founder(context: Context, actor: Actor, views: list[EventView]) -> Iterator[Task]:
    yield from list_founder_tasks(context, actor)
    yield from list_told_tasks(context, actor)
    if actor.startup_ids:
        yield from (tell_participant(view, PartyKind.STARTUP) for view in views)


def _list_for_mentor(context: Context, actor: Actor, _views: list[EventView]) -> Iterator[Task]:
    yield from list_mentor_tasks(context, actor)


def _list_for_investor(context: Context, actor: Actor, views: list[EventView]) -> Iterator[Task]:
    if actor.investor_id is not None:
        yield from (tell_participant(view, PartyKind.INVESTOR) for view in views)
    yield from list_backer_tasks(context, actor)
    yield from list_investor_tasks(context, actor)


def _list_for_organizer(_context: Context, _actor: Actor, views: list[EventView]) -> Iterator[Task]:
    yield from tell_next_event(views)


def _list_for_operator(context: Context, actor: Actor, views: list[EventView]) -> Iterator[Task]:
    if not actor.has(Role.ORGANIZER):
        yield from tell_next_event(views)
    yield from list_club_tasks(context, actor)
    yield from list_operator_tasks(context, actor)


LISTERS: Mapping[Role, Callable[[Context, Actor, list[EventView]], Iterator[Task]]] = {
    Role.FOUNDER: _list_for_founder,
    Role.MENTOR: _list_for_mentor,
    Role.INVESTOR: _list_for_investor,
    Role.ORGANIZER: _list_for_organizer,
    Role.OPERATOR: _list_for_operator,
}
