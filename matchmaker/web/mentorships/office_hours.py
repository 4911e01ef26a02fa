"""Office hours: mentors offer and withdraw slots, founders book them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import OfficeHourId, StartupId
from matchmaker.domain.local_time import from_local, local_day
from matchmaker.domain.office_hours import HourEntry, HourState, OfficeHourDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services.mentoring import mentorships
from matchmaker.services.mentoring.mentorships.office_hour_queries import HourView
from matchmaker.services.people import profiles
from matchmaker.services.platform.context import find_today
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.interest_reasons import NEEDS_REASON, REASON_FIELD
from matchmaker.web.mentorships import bp
from matchmaker.web.mentorships.forms import BookingForm, CancelForm, HoursForm

PEOPLE = (Role.FOUNDER, Role.MENTOR)


@bp.route("/office-hours/<int:hour_id>")
@roles_required(*PEOPLE)
def office_hour(hour_id: int) -> ResponseReturnValue:
    """One slot: its people, time, place and topic."""
    view = _load_hour(hour_id)
    return render_template("mentorships/hour.html", view=view, is_mentor=_is_mentor(view))


@bp.route("/office-hours/<int:hour_id>/book", methods=["GET", "POST"])
@roles_required(Role.FOUNDER)
def book(hour_id: int) -> ResponseReturnValue:
    """Book a slot for a startup."""
    view = _load_hour(hour_id)
    if request.method == "GET" and view.entry.startup is not None and view.entry.startup.id in get_actor().startup_ids:
        # the visitor returns to a slot that is booked already
        return redirect(url_for("mentorships.office_hour", hour_id=hour_id), 303)
    if view.entry.hour.state is not HourState.OFFERED:
        raise StateConflict("hour_taken")
    startups = [profiles.get_startup(get_context(), get_actor(), it) for it in sorted(get_actor().startup_ids)]
    if not startups:
        return redirect(url_for("profiles.create_startup"), 303)
    form = BookingForm(startup_id=startups[0].id)
    form.startup_id.set_choices((it.id, it.name) for it in startups)
    if form.validate_on_submit() and _book(form, view):
        flash(gettext("The office hour is yours. You find it in your list."), "success")
        return redirect(url_for("mentorships.office_hour", hour_id=hour_id), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("mentorships/book.html", form=form, view=view, startups=startups), status


def _book(form: BookingForm, view: HourView) -> bool:
    startup_id, reason = StartupId(form.startup_id.data), form.reason.data
    try:
        mentorships.book_hour(
            get_context(),
            get_actor(),
            view.entry.hour.id,
            startup_id=startup_id,
            reason=reason,
            conflict_reason=request.form.get(REASON_FIELD, ""),
        )
    except (StateConflict, Invalid) as refusal:
        if refusal.code == NEEDS_REASON:
            raise  # errors.py asks for the reason on a separate page
        form.add_errors(refusal)
        return False
    return True


@bp.route("/office-hours/<int:hour_id>/cancel", methods=["GET", "POST"])
@roles_required(*PEOPLE)
def cancel(hour_id: int) -> ResponseReturnValue:
    """Cancel a booking."""
    view = _load_hour(hour_id)
    form = CancelForm()
    if form.validate_on_submit():
        try:
            mentorships.cancel_booking(get_context(), get_actor(), OfficeHourId(hour_id), reason=form.reason.data)
            flash(gettext("The booking is cancelled, and the other side is told."), "success")
            return redirect(url_for("mentorships.office_hours"), 303)
        except (StateConflict, Invalid) as refusal:
            form.add_errors(refusal)
    status = 400 if form.is_submitted() else 200
    return render_template("mentorships/cancel.html", form=form, view=view, is_mentor=_is_mentor(view)), status


@bp.route("/office-hours/<int:hour_id>.ics")
@roles_required(*PEOPLE)
def calendar(hour_id: int) -> Response:
    """The slot as a calendar file."""
    content = mentorships.export_calendar(get_context(), get_actor(), OfficeHourId(hour_id), hour_title=_describe_hour)
    headers = {"Content-Disposition": f"attachment; filename=office-hour-{hour_id}.ics"}
    return Response(content, mimetype="text/calendar", headers=headers)


def _describe_hour(entry: HourEntry) -> str:
    if get_actor().mentor_id == entry.mentor.id and entry.startup is not None:
        return gettext("Office hour with %(name)s", name=entry.startup.name)
    return gettext("Office hour with %(name)s", name=entry.mentor.name)


def _load_hour(hour_id: int) -> HourView:
    return mentorships.get_hour(get_context(), get_actor(), OfficeHourId(hour_id))


def _is_mentor(view: HourView) -> bool:
    return get_actor().mentor_id == view.entry.mentor.id


WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedHour:
    """A slot and its local day, for grouping."""

    day: date
    entry: HourEntry


@bp.route("/office-hours")
@roles_required(Role.FOUNDER, Role.MENTOR)
def office_hours() -> ResponseReturnValue:
    """For a mentor: the own slots. For a founder: booked slots, and slots that can be booked."""
    context, actor = get_context(), get_actor()
    is_mentor = actor.has(Role.MENTOR) and actor.mentor_id is not None
    is_founder = actor.has(Role.FOUNDER) and bool(actor.startup_ids)
    return render_template(
        "mentorships/office_hours.html",
        is_mentor=is_mentor,
        is_founder=is_founder,
        own=mentorships.list_mentor_hours(context, actor, actor.mentor_id) if is_mentor else [],
        booked=mentorships.list_own_bookings(context, actor) if is_founder else [],
        offered=[_make_dated_hour(it) for it in mentorships.list_open_hours(context, actor)] if is_founder else [],
        most=context.settings.open_bookings,
    )


def _make_dated_hour(entry: HourEntry) -> DatedHour:
    return DatedHour(day=local_day(entry.hour.starts_at), entry=entry)


@bp.route("/office-hours/new", methods=["GET", "POST"])
@roles_required(Role.MENTOR)
def offer_hours() -> ResponseReturnValue:
    """Offer slots: several in a row, for some weeks."""
    form = HoursForm(day=find_today(get_context()) + WEEK)
    if form.validate_on_submit():
        try:
            offered = mentorships.offer_hours(get_context(), get_actor(), _list_drafts(form))
            text = ngettext("%(num)s office hour is offered.", "%(num)s office hours are offered.", len(offered))
            flash(text, "success")
            return redirect(url_for("mentorships.office_hours"), 303)
        except (StateConflict, Invalid) as refusal:
            _add_errors(form, refusal)
    return render_template("mentorships/offer_hours.html", form=form), 400 if form.is_submitted() else 200


def _list_drafts(form: HoursForm) -> list[OfficeHourDraft]:
    first = from_local(datetime.combine(form.day.data, form.starts.data))
    length = timedelta(minutes=form.minutes.data)
    starts = [first + week * WEEK + n * length for week in range(form.weeks.data) for n in range(form.count.data)]
    return [
        OfficeHourDraft(starts_at=it, ends_at=it + length, mode=form.mode.data, place=form.place.data) for it in starts
    ]


def _add_errors(form: HoursForm, refusal: StateConflict | Invalid) -> None:
    """The form has two fields for the start. Errors of ``starts_at`` are shown beside the time field."""
    fields = refusal.data.get("fields")
    if isinstance(fields, dict) and "starts_at" in fields:
        refusal = Invalid(refusal.code, fields={"starts": fields["starts_at"]})
    form.add_errors(refusal)


@bp.route("/office-hours/<int:hour_id>/withdraw", methods=["POST"])
@roles_required(Role.MENTOR)
def withdraw_hour(hour_id: int) -> ResponseReturnValue:
    """Withdraw a slot that nobody booked."""
    mentorships.withdraw_hour(get_context(), get_actor(), OfficeHourId(hour_id))
    flash(gettext("The office hour is taken back."), "success")
    return redirect(url_for("mentorships.office_hours"), 303)
