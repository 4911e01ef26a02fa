"""One office hour: book it, look at it, give it up, take it into a calendar."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import OfficeHourId, StartupId
from matchmaker.domain.office_hours import HourEntry, HourState
from matchmaker.domain.vocabulary import Role
from matchmaker.services import mentoring, profiles
from matchmaker.services.mentoring.hours_read import HourView
from matchmaker.web.conflict_reasons import NEEDS_REASON, REASON_FIELD
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentoring import bp
from matchmaker.web.mentoring.forms import BookingForm, CancelForm

PEOPLE = (Role.FOUNDER, Role.MENTOR)


@bp.route("/office-hours/<int:hour_id>")
@roles_required(*PEOPLE)
def office_hour(hour_id: int) -> ResponseReturnValue:
    """One slot: who, when, where, why."""
    view = _load_hour(hour_id)
    return render_template("mentoring/hour.html", view=view, is_mentor=_is_mentor(view))


@bp.route("/office-hours/<int:hour_id>/book", methods=["GET", "POST"])
@roles_required(Role.FOUNDER)
def book(hour_id: int) -> ResponseReturnValue:
    """Book a slot for a startup."""
    view = _load_hour(hour_id)
    if request.method == "GET" and view.entry.startup is not None and view.entry.startup.id in get_actor().startup_ids:
        return redirect(url_for("mentoring.hour", hour_id=hour_id), 303)  # an own booking, come back to
    if view.entry.hour.state is not HourState.OFFERED:
        raise StateConflict("hour_taken")
    startups = [profiles.get_startup(get_context(), get_actor(), it) for it in sorted(get_actor().startup_ids)]
    if not startups:
        return redirect(url_for("profiles.create_startup"), 303)
    form = BookingForm(startup_id=startups[0].id)
    form.startup_id.set_choices((it.id, it.name) for it in startups)
    if form.validate_on_submit() and _book(form, view):
        flash(gettext("The office hour is yours. You find it in your list."), "success")
        return redirect(url_for("mentoring.hour", hour_id=hour_id), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("mentoring/book.html", form=form, view=view, startups=startups), status


def _book(form: BookingForm, view: HourView) -> bool:
    startup_id, reason = StartupId(form.startup_id.data), form.reason.data
    try:
        mentoring.book_hour(
            get_context(),
            get_actor(),
            view.entry.hour.id,
            startup_id=startup_id,
            reason=reason,
            conflict_reason=request.form.get(REASON_FIELD, ""),
        )
    except (StateConflict, Invalid) as refusal:
        if refusal.code == NEEDS_REASON:
            raise  # it is asked for on a page of its own
        form.add_errors(refusal)
        return False
    return True


@bp.route("/office-hours/<int:hour_id>/cancel", methods=["GET", "POST"])
@roles_required(*PEOPLE)
def cancel(hour_id: int) -> ResponseReturnValue:
    """Give a booking up."""
    view = _load_hour(hour_id)
    form = CancelForm()
    if form.validate_on_submit():
        try:
            mentoring.cancel_booking(get_context(), get_actor(), OfficeHourId(hour_id), reason=form.reason.data)
            flash(gettext("The booking is cancelled, and the other side is told."), "success")
            return redirect(url_for("mentoring.office_hours"), 303)
        except (StateConflict, Invalid) as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() else 200
    return render_template("mentoring/cancel.html", form=form, view=view, is_mentor=_is_mentor(view)), status


@bp.route("/office-hours/<int:hour_id>.ics")
@roles_required(*PEOPLE)
def calendar(hour_id: int) -> Response:
    """The slot for a calendar."""
    content = mentoring.export_calendar(get_context(), get_actor(), OfficeHourId(hour_id), hour_title=_describe_hour)
    headers = {"Content-Disposition": f"attachment; filename=office-hour-{hour_id}.ics"}
    return Response(content, mimetype="text/calendar", headers=headers)


def _describe_hour(entry: HourEntry) -> str:
    if get_actor().mentor_id == entry.mentor.id and entry.startup is not None:
        return gettext("Office hour with %(name)s", name=entry.startup.name)
    return gettext("Office hour with %(name)s", name=entry.mentor.name)


def _load_hour(hour_id: int) -> HourView:
    return mentoring.get_hour(get_context(), get_actor(), OfficeHourId(hour_id))


def _is_mentor(view: HourView) -> bool:
    return get_actor().mentor_id == view.entry.mentor.id
