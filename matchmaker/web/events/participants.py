"""Participants for organizers: list, open requests, and registration."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from matchmaker.domain.errors import NotFound
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.services.meetings import events
from matchmaker.services.meetings.events.views import ParticipationView
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.events import bp
from matchmaker.web.events.forms import AbsentFilterForm, AnswerForm, DeclineParticipationForm, PeopleFilterForm
from matchmaker.web.events.organizer_views import ORGANIZERS
from matchmaker.web.query_args import read_choice, read_page, read_text

PEOPLE = "/events/<int:event_id>/people"
PERSON_PATH = f"{PEOPLE}/<int:participation_id>"
SIDES = (PartyKind.STARTUP, PartyKind.INVESTOR)


@bp.route(PEOPLE)
@roles_required(*ORGANIZERS)
def people(event_id: int) -> ResponseReturnValue:
    """All participants, requests and withdrawals. ``show=waiting`` leaves those who wait for an answer."""
    context, actor = get_context(), get_actor()
    view = events.get_event(context, actor, EventId(event_id))
    is_waiting = read_text("show") == "waiting"
    page = events.list_participants(
        context,
        actor,
        view.event.id,
        search=read_text("q"),
        kind=_read_side(),
        state=read_choice("state", ParticipationState),
        is_waiting=is_waiting,
        page=read_page(),
    )
    form = PeopleFilterForm(request.args)
    return render_template(
        "events/people.html", view=view, page=page, form=form, is_waiting=is_waiting, side=_read_side()
    )


def _read_side() -> PartyKind | None:
    kind = read_choice("kind", PartyKind)
    return kind if kind in SIDES else None


@bp.route(f"{PEOPLE}/new")
@roles_required(*ORGANIZERS)
def enrol(event_id: int) -> ResponseReturnValue:
    """Choose a profile to register."""
    context, actor = get_context(), get_actor()
    view = events.get_event(context, actor, EventId(event_id))
    kind = _read_side() or PartyKind.STARTUP
    page = events.list_unregistered_profiles(
        context, actor, view.event.id, kind=kind, search=read_text("q"), page=read_page()
    )
    states = events.list_participation_states(context, actor, view.event.id, kind=kind)
    form = AbsentFilterForm(request.args)
    return render_template("events/enrol.html", view=view, page=page, form=form, kind=kind, states=states)


@bp.route(f"{PERSON_PATH}/approve", methods=["POST"])
@roles_required(*ORGANIZERS)
def approve(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Approve a request to participate."""
    events.approve_participation(get_context(), get_actor(), ParticipationId(participation_id))
    flash(gettext("Registered. The participant is told."), "success")
    return _redirect_to_people(event_id)


@bp.route(f"{PERSON_PATH}/decline", methods=["GET", "POST"])
@roles_required(*ORGANIZERS)
def decline(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Decline a request to participate, with a reason."""
    person = _get_waiting(event_id, participation_id, ParticipationState.APPLIED)
    form = DeclineParticipationForm()
    if form.validate_on_submit():
        events.decline_participation(get_context(), get_actor(), person.participation.id, reason=form.answer.data)
        flash(gettext("%(name)s is told, with your words.", name=person.name), "info")
        return _redirect_to_people(event_id)
    template = "events/answer.html"
    return render_template(template, person=person, form=form, is_decline=True), 400 if form.is_submitted() else 200


@bp.route(f"{PERSON_PATH}/answer", methods=["GET", "POST"])
@roles_required(*ORGANIZERS)
def answer(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Answer a question of a participant."""
    person = _get_waiting(event_id, participation_id, ParticipationState.REGISTERED)
    form = AnswerForm()
    if form.validate_on_submit():
        events.answer_participant(get_context(), get_actor(), person.participation.id, answer=form.answer.data)
        flash(gettext("%(name)s is told, with your words.", name=person.name), "success")
        return _redirect_to_people(event_id)
    template = "events/answer.html"
    return render_template(template, person=person, form=form, is_decline=False), 400 if form.is_submitted() else 200


def _get_waiting(event_id: int, participation_id: int, state: ParticipationState) -> ParticipationView:
    """A participant of this event in ``state`` who waits for an answer."""
    person = events.get_participant(get_context(), get_actor(), ParticipationId(participation_id))
    it = person.participation
    if it.event_id != event_id or it.state is not state or it.asked_at is None:
        raise NotFound("participation_not_found")
    return person


def _redirect_to_people(event_id: int) -> Response:
    """Redirect to those who still wait, or to all participants if nobody does."""
    waits = events.count_waiting(get_context(), get_actor(), EventId(event_id))
    filters = {"show": "waiting"} if waits else {}
    return redirect(url_for("events.people", event_id=event_id, **filters), 303)
