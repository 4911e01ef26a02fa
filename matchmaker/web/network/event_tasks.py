"""What is to be done for the events that lie ahead, by role."""

from collections.abc import Iterator

from flask_babel import gettext

from matchmaker.domain.accounts import Actor
from matchmaker.domain.events import Event
from matchmaker.domain.permissions import can_organize
from matchmaker.domain.vocabulary import ParticipationState, Role
from matchmaker.services import events
from matchmaker.services.context import Context
from matchmaker.services.event_answers import EventView, ParticipationView
from matchmaker.web.wording.showing import local_datetime

MOST_EVENTS = 3
"""Events told of on the start page; the others are in the list of events."""


def list_event_tasks(context: Context, actor: Actor) -> Iterator[dict[str, object]]:
    """Fields of the tasks around the next events."""
    now = context.now()
    ahead = [it for it in events.list_events(context, actor) if not it.slots or max(s.ends_at for s in it.slots) > now]
    for event in sorted(ahead, key=lambda it: it.wish_deadline)[:MOST_EVENTS]:
        view = events.get_event(context, actor, event.id)
        if can_organize(actor):
            yield _tell_organizer(view)
        if actor.has(Role.FOUNDER, Role.INVESTOR):
            yield _tell_participant(view)


def _link(event: Event) -> dict[str, object]:
    return {"endpoint": "events.show", "values": {"event_id": event.id}}


def _tell_organizer(view: EventView) -> dict[str, object]:
    return {
        "title": gettext("Organize: %(event)s", event=view.event.name),
        "text": gettext(
            "%(startups)s startups, %(investors)s investors, %(wishes)s wishes.",
            startups=view.startups,
            investors=view.investors,
            wishes=view.wishes,
        ),
        "action": gettext("Open the event"),
        "is_urgent": view.published_id is None and not view.is_wishing_open,
        **_link(view.event),
    }


def _tell_participant(view: EventView) -> dict[str, object]:
    registered = [it for it in view.own if it.participation.state is ParticipationState.REGISTERED]
    return {"title": view.event.name, **_link(view.event), **_tell_step(view, registered)}


def _tell_step(view: EventView, registered: list[ParticipationView]) -> dict[str, object]:
    """The step that comes next: timetable, registration, wishes, or waiting."""
    if view.published_id is not None and registered:
        return {"text": gettext("Your timetable is published."), "action": gettext("See my timetable")}
    if not registered and view.is_registration_open:
        until = local_datetime(view.event.registration_deadline)
        text = gettext("Registration is open until %(until)s.", until=until)
        return {"text": text, "action": gettext("Register"), "is_urgent": True}
    if registered and view.is_wishing_open:
        until = local_datetime(view.event.wish_deadline)
        wishes = sum(it.wishes for it in registered)
        text = gettext("You have %(wishes)s wishes; they can be changed until %(until)s.", wishes=wishes, until=until)
        return {"text": text, "action": gettext("Say whom you wish to meet"), "is_urgent": wishes == 0}
    return {"text": gettext("Nothing to do now."), "action": gettext("Open the event")}
