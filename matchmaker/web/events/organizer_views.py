"""Events for organizers: creation, demand and planning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.attendance import is_over
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.events import Event, Slot, SlotDraft
from matchmaker.domain.ids import EventId, SlotId
from matchmaker.domain.local_time import from_local, to_local
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.events import SlotChanges
from matchmaker.services.meetings.timetables.views import SlotUse
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.events import bp
from matchmaker.web.events.deadlines import group_by_day, list_deadlines
from matchmaker.web.events.forms import EditEventForm, EventForm
from matchmaker.web.events.slot_grid import SlotGrid, make_slots

ORGANIZERS = (Role.ORGANIZER, Role.OPERATOR)


@bp.route("/events/new", methods=["GET", "POST"])
@roles_required(*ORGANIZERS)
def create() -> ResponseReturnValue:
    """Create an event with the slots that its hours make."""
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
        slots=make_slots(_read_slot_grid(form)),
    )


def _read_slot_grid(form: EventForm) -> SlotGrid:
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
    """Show errors of the slots beside the field for the last hour, from which the slots are made."""
    fields = refusal.data.get("fields")
    errors = dict(fields) if isinstance(fields, dict) else {}
    if "slots" in errors:
        errors["ends"] = errors.pop("slots")
    return Invalid(refusal.code, **{**refusal.data, "fields": errors})


@bp.route("/events/<int:event_id>/organize")
@roles_required(*ORGANIZERS)
def organize(event_id: int) -> ResponseReturnValue:
    """Registrations, wishes, capacity, and the timetables planned so far."""
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
    """Start planning a new version of the timetable."""
    timetables.start_planning(get_context(), get_actor(), EventId(event_id))
    flash(gettext("The planning is under way. This page shows its progress."), "info")
    return redirect(url_for("events.organize", event_id=event_id, _anchor="planning"), 303)


MOST_TABLES = 500


@bp.route("/events/<int:event_id>/edit", methods=["GET", "POST"])
@roles_required(*ORGANIZERS)
def edit(event_id: int) -> ResponseReturnValue:
    """Change name, place, deadlines, times and tables of an event."""
    event = events.get_event(get_context(), get_actor(), EventId(event_id)).event
    form = EditEventForm(obj=_in_local_time(event))
    uses = events.list_slot_uses(get_context(), get_actor(), event.id)
    changes = _read_changes(form, uses)
    if form.validate_on_submit() and _save(form, event, changes):
        flash(gettext("The event is changed. Added times are closed until the participants open them."), "success")
        return redirect(url_for("events.organize", event_id=event_id), 303)
    by_slot = {it.slot.id: it for it in uses}
    days = [(day, [by_slot[slot.id] for slot in slots]) for day, slots in group_by_day(event.slots)]
    status = 400 if form.is_submitted() else 200
    return render_template("events/edit.html", form=form, event=event, days=days, changes=changes), status


def _in_local_time(event: Event) -> Event:
    """The event with deadlines in the time of Shanghai, as the fields need them."""
    return replace(
        event, registration_deadline=_local(event.registration_deadline), wish_deadline=_local(event.wish_deadline)
    )


def _local(moment: datetime) -> datetime:
    return to_local(moment).replace(tzinfo=None)


def _read_changes(form: EditEventForm, uses: Sequence[SlotUse]) -> SlotChanges:
    """The slot changes from the fields. No changes before the form is sent."""
    if not form.is_submitted():
        return SlotChanges(tables={it.slot.id: it.slot.tables for it in uses})
    return SlotChanges(
        tables={it.slot.id: _read_tables(form, it.slot) for it in uses},
        removed=frozenset(SlotId(it) for it in request.form.getlist("removed", type=int)),
        added=_make_added(form),
    )


def _read_tables(form: EditEventForm, slot: Slot) -> int:
    if form.all_tables.data is not None:
        return form.all_tables.data
    number = request.form.get(f"tables-{slot.id}", type=int)
    return slot.tables if number is None else min(max(0, number), MOST_TABLES)


def _make_added(form: EditEventForm) -> list[SlotDraft]:
    hours = (form.starts.data, form.ends.data, form.length.data, form.pause.data, form.tables.data)
    if form.first_day.data is None or None in hours:
        return []
    programme = SlotGrid(
        first_day=form.first_day.data,
        days=1,
        starts=form.starts.data,
        ends=form.ends.data,
        length=timedelta(minutes=form.length.data),
        pause=timedelta(minutes=form.pause.data),
        tables=form.tables.data,
    )
    return make_slots(programme)


def _save(form: EditEventForm, event: Event, changes: SlotChanges) -> bool:
    """Save the changes. Otherwise add the errors to the form and return False."""
    try:
        if form.first_day.data is not None and not changes.added:
            raise Invalid("invalid_fields", fields={"ends": "no_slot_fits"})
        events.edit_event(
            get_context(),
            get_actor(),
            event.id,
            name=form.name.data,
            venue=form.venue.data,
            registration_deadline=from_local(form.registration_deadline.data),
            wish_deadline=from_local(form.wish_deadline.data),
            slots=changes,
            rules=form.read_rules(),
        )
    except Invalid as refusal:
        form.add_errors(move_slot_errors_to_hours(refusal))
        return False
    except StateConflict as refusal:
        form.add_errors(refusal)
        return False
    return True
