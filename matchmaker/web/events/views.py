"""Events for participants: list, page, registration."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.domain.attendance import is_late, is_over
from matchmaker.domain.errors import Invalid
from matchmaker.domain.evidence import Surface
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.permissions import can_organize
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings import events
from matchmaker.services.meetings.events.views import EventView, ParticipationView, WishCandidate
from matchmaker.web.auth import get_actor, get_context
from matchmaker.web.events import bp
from matchmaker.web.events.deadlines import group_by_day, list_deadlines, sort_upcoming_first
from matchmaker.web.events.forms import MessageForm
from matchmaker.web.events.impressions import record_suggestions
from matchmaker.web.events.registration_options import list_registration_options
from matchmaker.web.wording.formats import local_datetime


@bp.route("/events/<int:event_id>/participations/<int:participation_id>/ask", methods=["POST"])
def ask(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Ask the organizers a question."""
    message = request.form.get("message", "")
    events.ask_organizers(get_context(), get_actor(), ParticipationId(participation_id), message=message)
    flash(gettext("The organizers have your message. The answer comes here and into your notices."), "success")
    return redirect(url_for("events.show", event_id=event_id, _anchor=f"own-{participation_id}"), 303)


SHOWN_SUGGESTIONS, SEARCHED_SUGGESTIONS = 6, 60
"""Suggestions on the page of an event, and how many are searched for that many undecided ones."""


@bp.route("/events")
def index() -> ResponseReturnValue:
    """All events: future ones first, with the next one at the top."""
    now = get_context().now()
    found = [
        (event, group_by_day(event.slots), list_deadlines(event, now))
        for event in sort_upcoming_first(events.list_events(get_context(), get_actor()), now)
    ]
    return render_template("events/index.html", found=found, can_organize=can_organize(get_actor()))


@bp.route("/events/<int:event_id>")
def show(event_id: int) -> ResponseReturnValue:
    """The event, and what the visitor can do about it now."""
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    own = [it for it in view.own if it.participation.state is ParticipationState.REGISTERED]
    now = get_context().now()
    suggestions = {it.participation.id: _list_undecided(view, it) for it in own}
    record_suggestions(Surface.EVENT, [(it, suggestions[it.participation.id]) for it in own])
    return render_template(
        "events/show.html",
        view=view,
        own=own,
        days=group_by_day(view.event.slots),
        deadlines=list_deadlines(view.event, now),
        waiting=[it for it in view.own if it.participation.state is ParticipationState.APPLIED],
        registration_options=list_registration_options(view),
        is_late=is_late(view.event, now),
        is_over=is_over(view.event, now),
        form=MessageForm(),
        suggestions=suggestions,
        can_organize=can_organize(get_actor()),
    )


def _list_undecided(view: EventView, own: ParticipationView) -> list[WishCandidate]:
    if not view.is_wishing_open:
        return []
    found = events.list_wish_candidates(get_context(), get_actor(), own.participation.id, limit=SEARCHED_SUGGESTIONS)
    return [it for it in found if it.wish_status is None][:SHOWN_SUGGESTIONS]


@bp.route("/events/<int:event_id>/register", methods=["POST"])
def register(event_id: int) -> ResponseReturnValue:
    """Register one of the own profiles."""
    kind, profile_id = request.form.get("kind", ""), request.form.get("profile_id", type=int)
    if kind not in set(PartyKind) or profile_id is None:
        raise Invalid("invalid_fields", fields={"kind": "unknown_value"})
    participation_id = events.register(
        get_context(),
        get_actor(),
        event_id=EventId(event_id),
        kind=PartyKind(kind),
        profile_id=profile_id,
        message=request.form.get("message", ""),
    )
    return _redirect_after_registering(event_id, participation_id)


def _redirect_after_registering(event_id: int, participation_id: ParticipationId) -> Response:
    """Redirect to the times, or show that the request waits for approval. Organizers return to their list."""
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    own = next((it for it in view.own if it.participation.id == participation_id), None)
    if own is None:
        flash(gettext("Registered. The participant is told, and all times are open: change them here."), "success")
    elif own.participation.state is ParticipationState.APPLIED:
        flash(gettext("The organizers have your request, and you hear from them here."), "success")
        return redirect(url_for("events.show", event_id=event_id), 303)
    else:
        flash(gettext("You are registered. Now tick the times when you are there."), "success")
    return redirect(url_for("events.availability", event_id=event_id, participation_id=participation_id), 303)


@bp.route("/events/<int:event_id>/participations/<int:participation_id>/withdraw", methods=["POST"])
def withdraw(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Withdraw a participation: one's own, or anybody's for organizers."""
    own_id = ParticipationId(participation_id)
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    is_own = any(it.participation.id == own_id for it in view.own)
    events.withdraw_participation(get_context(), get_actor(), own_id)
    if not is_own:
        flash(gettext("The registration is withdrawn, and the participant is told."), "info")
        return redirect(url_for("events.people", event_id=event_id), 303)
    if view.is_wishing_open:
        until = local_datetime(view.event.wish_deadline)
        text = gettext(
            "The registration is withdrawn. Until %(until)s you can come back, with your wishes.", until=until
        )
    else:
        text = gettext("The registration is withdrawn. To come back, please ask the organizers.")
    flash(text, "info")
    return redirect(url_for("events.show", event_id=event_id), 303)
