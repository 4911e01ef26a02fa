"""Office hours of a mentor: offer slots, see who comes and why, take slots back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.ids import OfficeHourId
from matchmaker.domain.local_time import from_local, local_day
from matchmaker.domain.office_hours import HourEntry, OfficeHourDraft
from matchmaker.domain.vocabulary import Role
from matchmaker.services import mentoring
from matchmaker.services.context import find_today
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.mentoring import bp
from matchmaker.web.mentoring.forms import HoursForm

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedHour:
    """A slot under the local day that it is listed by."""

    day: date
    entry: HourEntry


@bp.route("/office-hours")
@roles_required(Role.FOUNDER, Role.MENTOR)
def office_hours() -> ResponseReturnValue:
    """As a mentor: the own slots. As a founder: what is booked, and what can be booked."""
    context, actor = get_context(), get_actor()
    is_mentor = actor.has(Role.MENTOR) and actor.mentor_id is not None
    is_founder = actor.has(Role.FOUNDER) and bool(actor.startup_ids)
    return render_template(
        "mentoring/office_hours.html",
        is_mentor=is_mentor,
        is_founder=is_founder,
        own=mentoring.list_mentor_hours(context, actor, actor.mentor_id) if is_mentor else [],
        booked=mentoring.list_own_bookings(context, actor) if is_founder else [],
        offered=[_date(it) for it in mentoring.list_open_hours(context, actor)] if is_founder else [],
        most=context.settings.open_bookings,
    )


def _date(entry: HourEntry) -> DatedHour:
    return DatedHour(day=local_day(entry.hour.starts_at), entry=entry)


@bp.route("/office-hours/new", methods=["GET", "POST"])
@roles_required(Role.MENTOR)
def offer_hours() -> ResponseReturnValue:
    """Offer slots: several in a row, for some weeks."""
    form = HoursForm(day=find_today(get_context()) + WEEK)
    if form.validate_on_submit():
        try:
            offered = mentoring.offer_hours(get_context(), get_actor(), _list_drafts(form))
            text = ngettext("%(num)s office hour is offered.", "%(num)s office hours are offered.", len(offered))
            flash(text, "success")
            return redirect(url_for("mentoring.office_hours"), 303)
        except (StateConflict, Invalid) as refusal:
            _add_errors(form, refusal)
    return render_template("mentoring/offer_hours.html", form=form), 400 if form.is_submitted() else 200


def _list_drafts(form: HoursForm) -> list[OfficeHourDraft]:
    first = from_local(datetime.combine(form.day.data, form.starts.data))
    length = timedelta(minutes=form.minutes.data)
    starts = [first + week * WEEK + n * length for week in range(form.weeks.data) for n in range(form.count.data)]
    return [
        OfficeHourDraft(starts_at=it, ends_at=it + length, mode=form.mode.data, place=form.place.data) for it in starts
    ]


def _add_errors(form: HoursForm, refusal: StateConflict | Invalid) -> None:
    """The beginning is two fields here: what is wrong with it stands beside the hour."""
    fields = refusal.data.get("fields")
    if isinstance(fields, dict) and "starts_at" in fields:
        refusal = Invalid(refusal.code, fields={"starts": fields["starts_at"]})
    form.add_errors(refusal)


@bp.route("/office-hours/<int:hour_id>/withdraw", methods=["POST"])
@roles_required(Role.MENTOR)
def withdraw_hour(hour_id: int) -> ResponseReturnValue:
    """Take back a slot that nobody booked."""
    mentoring.withdraw_hour(get_context(), get_actor(), OfficeHourId(hour_id))
    flash(gettext("The office hour is taken back."), "success")
    return redirect(url_for("mentoring.office_hours"), 303)
