"""Changing an event that is there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.events import Event, Slot, SlotDraft
from matchmaker.domain.ids import EventId, SlotId
from matchmaker.domain.local_time import from_local, to_local
from matchmaker.services import events
from matchmaker.services.event_answers import SlotUse
from matchmaker.services.events import SlotChanges
from matchmaker.web.events import bp
from matchmaker.web.events.forms import EditEventForm
from matchmaker.web.events.organizing import ORGANIZERS, move_slot_errors_to_hours
from matchmaker.web.events.programme import SlotGrid, make_slots
from matchmaker.web.events.timing import group_by_day
from matchmaker.web.guards import get_actor, get_context, roles_required

MOST_TABLES = 500


@bp.route("/events/<int:event_id>/edit", methods=["GET", "POST"])
@roles_required(*ORGANIZERS)
def edit(event_id: int) -> ResponseReturnValue:
    """Name, place, deadlines, times and tables of an event."""
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
    """The event with the deadlines that the clock in Shanghai shows, as the fields want them."""
    return replace(
        event, registration_deadline=_local(event.registration_deadline), wish_deadline=_local(event.wish_deadline)
    )


def _local(moment: datetime) -> datetime:
    return to_local(moment).replace(tzinfo=None)


def _read_changes(form: EditEventForm, uses: Sequence[SlotUse]) -> SlotChanges:
    """What the fields of the slots say; nothing before they are sent."""
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
    """Whether the changes are kept; otherwise the form says why not."""
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
