"""When a participant is available, and the maximum number of meetings."""

from collections.abc import Container

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, NotFound
from matchmaker.domain.ids import EventId, ParticipationId, SlotId
from matchmaker.domain.permissions import can_act_for_participation, can_organize
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.meetings import events
from matchmaker.services.meetings.events.views import EventView, ParticipationView
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.events import bp
from matchmaker.web.events.deadlines import group_by_day
from matchmaker.web.events.forms import AvailabilityForm

REGISTERED = frozenset({ParticipationState.REGISTERED})
SCHEDULED = frozenset({ParticipationState.REGISTERED, ParticipationState.APPLIED})
"""States in which a participant has times. Who waits for approval may select them already."""


@bp.route("/events/<int:event_id>/participations/<int:participation_id>/times", methods=["GET", "POST"])
def availability(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Select the available times."""
    view, own = _get_scheduled(event_id, participation_id)
    form = AvailabilityForm(most=own.participation.most)
    chosen = own.participation.open_slots
    if form.is_submitted():
        chosen = frozenset(SlotId(it) for it in request.form.getlist("slot", type=int))
    if form.validate_on_submit() and _save(form, own, chosen):
        _flash_saved(chosen, form.most.data)
        return redirect(_find_next_url(event_id, own), 303)
    days = group_by_day(view.event.slots)
    template = "events/availability.html"
    status = 400 if form.is_submitted() else 200
    is_own = can_act_for_participation(get_actor(), own.participation)
    back = _find_next_url(event_id, own)
    return (
        render_template(template, view=view, own=own, form=form, chosen=chosen, days=days, is_own=is_own, back=back),
        status,
    )


def _find_next_url(event_id: int, own: ParticipationView) -> str:
    """The next page: the event, or for organizers the list of participants."""
    is_own = can_act_for_participation(get_actor(), own.participation)
    return url_for("events.show" if is_own else "events.people", event_id=event_id)


def _flash_saved(chosen: frozenset[SlotId], most: int) -> None:
    """Flash that the times are saved. If they leave room for no meeting, warn while they can be changed."""
    if chosen and most > 0:
        flash(gettext("Your times are saved."), "success")
        return
    flash(
        gettext(
            "This is saved, but no meeting can be planned for you like this: "
            "tick at least one time, and allow at least one meeting."
        ),
        "warning",
    )


def get_own_participation(
    event_id: int, participation_id: int, states: Container[ParticipationState] = REGISTERED
) -> tuple[EventView, ParticipationView]:
    """An event and the own registered participation.

    Raise NotFound if it belongs to another person or is withdrawn.
    """
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    for own in view.own:
        if own.participation.id == participation_id and own.participation.state in states:
            return view, own
    raise NotFound("participation_not_found")


def _get_scheduled(event_id: int, participation_id: int) -> tuple[EventView, ParticipationView]:
    """The participation whose times are edited: one's own, or anybody's for organizers."""
    actor = get_actor()
    if not can_organize(actor):
        return get_own_participation(event_id, participation_id, SCHEDULED)
    view = events.get_event(get_context(), actor, EventId(event_id))
    person = events.get_participant(get_context(), actor, ParticipationId(participation_id))
    if person.participation.event_id != event_id or person.participation.state not in SCHEDULED:
        raise NotFound("participation_not_found")
    return view, person


def _save(form: AvailabilityForm, own: ParticipationView, chosen: frozenset[SlotId]) -> bool:
    """Save the times. Otherwise add the errors to the form and return False."""
    try:
        events.set_open_slots(get_context(), get_actor(), own.participation.id, chosen, most=form.most.data)
    except Invalid as refusal:
        form.add_errors(refusal)
        return False
    return True
