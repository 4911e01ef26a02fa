"""Check-in for organizers: who came, recorded at the door on a phone or later."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from matchmaker.domain.check_ins import Presence
from matchmaker.domain.errors import Invalid
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.vocabulary import PartyKind
from matchmaker.services.meetings import events
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.events import bp
from matchmaker.web.events.forms import CheckInFilterForm
from matchmaker.web.events.organizer_views import ORGANIZERS
from matchmaker.web.events.participants import SIDES
from matchmaker.web.query_args import read_choice, read_page, read_text

CHECK_IN_PATH = "/events/<int:event_id>/check-in"
FILTER_ARGS = ("day", "q", "kind", "show", "page")
"""Filters of the list, so that the visitor returns to the same list after a check-in."""


@bp.route(CHECK_IN_PATH)
@roles_required(*ORGANIZERS)
def check_in(event_id: int) -> ResponseReturnValue:
    """The list of expected participants with check-in buttons.

    Before that day the page says when check-in opens.
    """
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    side, presence = read_choice("kind", PartyKind), read_choice("show", Presence)
    sheet = events.get_check_in_sheet(
        get_context(),
        get_actor(),
        view.event.id,
        day=_read_day(request.args.get("day", "")),
        search=read_text("q"),
        kind=side if side in SIDES else None,
        presence=presence,
        is_unmarked=read_text("show") == "open",
        page=read_page(),
    )
    return render_template(
        "events/check_in.html",
        view=view,
        sheet=sheet,
        form=CheckInFilterForm(request.args),
        show=read_text("show"),
        filters={name: value for name in FILTER_ARGS if (value := request.args.get(name))},
    )


@bp.route(f"{CHECK_IN_PATH}/<int:participation_id>", methods=["POST"])
@roles_required(*ORGANIZERS)
def mark(event_id: int, participation_id: int) -> ResponseReturnValue:
    """Check a participant in as present or absent, or remove the check-in."""
    value = request.form.get("presence", "")
    if value and value not in set(Presence):
        raise Invalid("invalid_fields", fields={"presence": "unknown_value"})
    person_id = ParticipationId(participation_id)
    presence = Presence(value) if value else None
    events.mark_presence(get_context(), get_actor(), EventId(event_id), person_id, day=_get_day(), presence=presence)
    name = events.get_participant(get_context(), get_actor(), person_id).name
    if presence is None:
        flash(gettext("%(name)s: the mark is taken back.", name=name), "info")
    elif presence is Presence.PRESENT:
        flash(gettext("%(name)s is there.", name=name), "success")
    else:
        flash(gettext("%(name)s is marked as not there.", name=name), "info")
    return _go_back(event_id, anchor=f"person-{participation_id}")


@bp.route(f"{CHECK_IN_PATH}/rest", methods=["POST"])
@roles_required(*ORGANIZERS)
def mark_rest(event_id: int) -> ResponseReturnValue:
    """Check in as absent everybody who has no check-in yet."""
    number = events.mark_rest_absent(get_context(), get_actor(), EventId(event_id), day=_get_day())
    flash(
        ngettext(
            "%(num)s participant is marked as not there.", "%(num)s participants are marked as not there.", number
        ),
        "success",
    )
    return _go_back(event_id)


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _get_day() -> date:
    day = _read_day(request.form.get("day", ""))
    if day is None:
        raise Invalid("invalid_fields", fields={"day": "unknown_value"})
    return day


def _go_back(event_id: int, *, anchor: str | None = None) -> Response:
    shown = {name: value for name in FILTER_ARGS if (value := request.form.get(name))}
    return redirect(url_for("events.check_in", event_id=event_id, _anchor=anchor, **shown), 303)
