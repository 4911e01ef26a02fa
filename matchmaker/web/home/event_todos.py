"""To-dos for future events, by role."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Event
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings import events
from matchmaker.services.meetings.events.views import EventView, ParticipationView
from matchmaker.services.platform.context import Context
from matchmaker.web.home.todo import Todo
from matchmaker.web.wording.formats import local_datetime

MOST_EVENTS = 3
"""Events shown on the start page. The others are in the list of events."""


def list_upcoming_events(context: Context, actor: Actor) -> list[EventView]:
    """The next events, sorted by their wish deadlines."""
    now = context.now()
    ahead = [it for it in events.list_events(context, actor) if not it.slots or max(s.ends_at for s in it.slots) > now]
    nearest = sorted(ahead, key=lambda it: it.wish_deadline)[:MOST_EVENTS]
    return [events.get_event(context, actor, event.id) for event in nearest]


def list_organizer_todos(views: list[EventView]) -> Iterator[Todo]:
    """To-dos of an organizer. Without a future event: create one."""
    yield from (_make_organizer_todo(view) for view in views)
    if not views:
        yield Todo(
            title=gettext("No event lies ahead"),
            text=gettext("Set days, slots, tables and deadlines; then startups and investors can register."),
            endpoint="events.create",
            action=gettext("Make an event"),
        )


def _make_organizer_todo(view: EventView) -> Todo:
    if view.waiting:
        return Todo(
            title=view.event.name,
            text=ngettext(
                "%(num)s participant waits for your answer", "%(num)s participants wait for your answer", view.waiting
            ),
            endpoint="events.people",
            values={**_event_values(view.event), "show": "waiting"},
            action=gettext("Answer them"),
            is_urgent=True,
        )
    return Todo(
        title=gettext("Organize: %(event)s", event=view.event.name),
        text=gettext(
            "%(startups)s startups, %(investors)s investors, %(wishes)s wishes.",
            startups=view.startups,
            investors=view.investors,
            wishes=view.wishes,
        ),
        endpoint="events.organize",
        values=_event_values(view.event),
        action=gettext("Open the event"),
        is_urgent=view.published_id is None and not view.is_wishing_open,
    )


def make_participant_todo(view: EventView, kind: PartyKind) -> Todo:
    """The next step for the own startups, or for the own investor profile."""
    registered = [
        own
        for own in view.own
        if own.participation.kind is kind and own.participation.state is ParticipationState.REGISTERED
    ]
    text, action, is_urgent = _describe_step(view, registered)
    name, values = view.event.name, _event_values(view.event)
    return Todo(title=name, text=text, endpoint="events.show", values=values, action=action, is_urgent=is_urgent)


def _event_values(event: Event) -> dict[str, object]:
    return {"event_id": event.id}


def _describe_step(view: EventView, registered: list[ParticipationView]) -> tuple[str, str, bool]:
    """The next step at an event: its text, the text of the button, and whether it is urgent."""
    if view.published_id is not None and registered:
        return gettext("Your timetable is published."), gettext("See my timetable"), False
    if not registered and view.is_registration_open:
        until = local_datetime(view.event.registration_deadline)
        return gettext("Registration is open until %(until)s.", until=until), gettext("Register"), True
    if registered and view.is_wishing_open:
        until = local_datetime(view.event.wish_deadline)
        wishes = sum(it.wishes for it in registered)
        text = gettext("You have %(wishes)s wishes; they can be changed until %(until)s.", wishes=wishes, until=until)
        return text, gettext("Say whom you wish to meet"), wishes == 0
    return gettext("Nothing to do now."), gettext("Open the event"), False
