"""Events for organizers: making one, the demand, and the planning."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.attendance import is_over
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import EventId
from matchmaker.domain.local_time import from_local
from matchmaker.domain.vocabulary import Role
from matchmaker.services import events, timetables
from matchmaker.web.events import bp
from matchmaker.web.events.forms import EventForm
from matchmaker.web.events.programme import SlotGrid, make_slots
from matchmaker.web.events.timing import group_by_day, list_deadlines
from matchmaker.web.guards import get_actor, get_context, roles_required

ORGANIZERS = (Role.ORGANIZER, Role.OPERATOR)


@bp.route("/events/new", methods=["GET", "POST"])
@roles_required(*ORGANIZERS)
def create() -> ResponseReturnValue:
    """A new event with the slots that its hours make."""
    form = EventForm()
    if form.validate_on_submit():
        try:
            event_id = _create(form)
            flash(gettext("The event is open. Startups and investors can register now."), "success")
            return redirect(url_for("events.organize", event_id=event_id), 303)
        except Invalid as refusal:
            form.add_errors(move_slot_errors_to_hours(refusal))
    return render_template("events/create.html", form=form), 400 if form.is_submitted() else 200


def _create(form: EventForm) -> EventId:
    return events.create_event(
        get_context(),
        get_actor(),
        name=form.name.data,
        venue=form.venue.data,
        registration_deadline=from_local(form.registration_deadline.data),
        wish_deadline=from_local(form.wish_deadline.data),
        rules=form.read_rules(),
        slots=make_slots(_read_programme(form)),
    )


def _read_programme(form: EventForm) -> SlotGrid:
    return SlotGrid(
        first_day=form.first_day.data,
        days=form.days.data,
        starts=form.starts.data,
        ends=form.ends.data,
        length=timedelta(minutes=form.length.data),
        pause=timedelta(minutes=form.pause.data),
        tables=form.tables.data,
        break_starts=form.break_starts.data,
        break_ends=form.break_ends.data,
    )


def move_slot_errors_to_hours(refusal: Invalid) -> Invalid:
    """What is wrong with the slots stands beside the hours that made them."""
    fields = refusal.data.get("fields")
    named = dict(fields) if isinstance(fields, dict) else {}
    if "slots" in named:
        named["ends"] = named.pop("slots")
    return Invalid(refusal.code, **{**refusal.data, "fields": named})


@bp.route("/events/<int:event_id>/organize")
@roles_required(*ORGANIZERS)
def organize(event_id: int) -> ResponseReturnValue:
    """Who registered, who wishes whom, what capacity there is, and the timetables planned so far."""
    context, actor = get_context(), get_actor()
    view = events.get_event(context, actor, EventId(event_id))
    return render_template(
        "events/organize.html",
        view=view,
        demand=events.get_demand(context, actor, view.event.id),
        versions=timetables.list_timetables(context, actor, view.event.id),
        days=group_by_day(view.event.slots),
        deadlines=list_deadlines(view.event, context.now()),
        is_over=is_over(view.event, context.now()),
        check_in=next(iter(events.list_days(view.event)), None),
        is_check_in_open=any(it.opens_at <= context.now() for it in events.list_days(view.event)),
    )


@bp.route("/events/<int:event_id>/plan", methods=["POST"])
@roles_required(*ORGANIZERS)
def plan(event_id: int) -> ResponseReturnValue:
    """Queue the planning of a new version."""
    timetables.start_planning(get_context(), get_actor(), EventId(event_id))
    flash(gettext("The planning is under way. This page shows its progress."), "info")
    return redirect(url_for("events.organize", event_id=event_id, _anchor="planning"), 303)
