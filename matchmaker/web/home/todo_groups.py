"""The to-do list of the start page, grouped by role."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from matchmaker.domain.accounts import Actor
from matchmaker.domain.vocabulary import PartyKind, Role
from matchmaker.services.meetings.events.views import EventView
from matchmaker.services.platform.context import Context
from matchmaker.web.home.event_todos import list_organizer_todos, list_upcoming_events, make_participant_todo
from matchmaker.web.home.investing_todos import list_club_todos, list_investor_todos, list_shared_deal_todos
from matchmaker.web.home.operator_todos import list_operator_todos
from matchmaker.web.home.profile_todos import (
    list_founder_profile_todos,
    list_investor_profile_todos,
    list_mentor_profile_todos,
)
from matchmaker.web.home.todo import Todo


@dataclass(frozen=True, slots=True)
class TodoGroup:
    """To-dos of one role, urgent ones first."""

    role: Role
    todos: list[Todo]

    @property
    def is_urgent(self) -> bool:
        return any(task.is_urgent for task in self.todos)


def list_groups(context: Context, actor: Actor) -> list[TodoGroup]:
    """To-dos of each role of the actor. Roles with something urgent come first."""
    views = list_upcoming_events(context, actor)
    groups = [
        TodoGroup(role, sorted(LISTERS[role](context, actor, views), key=lambda task: not task.is_urgent))
        for role in Role
        if role in actor.roles
    ]
    return sorted((group for group in groups if group.todos), key=lambda group: not group.is_urgent)


def _list_for_founder(context: Context, actor: Actor, views: list[EventView]) -> Iterator[Todo]:
    yield from list_founder_profile_todos(context, actor)
    yield from list_shared_deal_todos(context, actor)
    if actor.startup_ids:
        yield from (make_participant_todo(view, PartyKind.STARTUP) for view in views)


def _list_for_mentor(context: Context, actor: Actor, _views: list[EventView]) -> Iterator[Todo]:
    yield from list_mentor_profile_todos(context, actor)


def _list_for_investor(context: Context, actor: Actor, views: list[EventView]) -> Iterator[Todo]:
    if actor.investor_id is not None:
        yield from (make_participant_todo(view, PartyKind.INVESTOR) for view in views)
    yield from list_investor_todos(context, actor)
    yield from list_investor_profile_todos(context, actor)


def _list_for_organizer(_context: Context, _actor: Actor, views: list[EventView]) -> Iterator[Todo]:
    yield from list_organizer_todos(views)


def _list_for_operator(context: Context, actor: Actor, views: list[EventView]) -> Iterator[Todo]:
    if not actor.has(Role.ORGANIZER):
        yield from list_organizer_todos(views)
    yield from list_club_todos(context, actor)
    yield from list_operator_todos(context, actor)


LISTERS: Mapping[Role, Callable[[Context, Actor, list[EventView]], Iterator[Todo]]] = {
    Role.FOUNDER: _list_for_founder,
    Role.MENTOR: _list_for_mentor,
    Role.INVESTOR: _list_for_investor,
    Role.ORGANIZER: _list_for_organizer,
    Role.OPERATOR: _list_for_operator,
}
