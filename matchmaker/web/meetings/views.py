"""Own meetings; and for organizers the versions of a timetable: grid, list, unmet wishes, publication, forecast."""

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.ids import EventId, ParticipationId, TimetableId
from matchmaker.domain.listings import Page
from matchmaker.domain.local_time import local_day
from matchmaker.domain.profiles import Startup
from matchmaker.domain.vocabulary import ParticipationState, PartyKind, Role, TimetableState
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.events.views import ParticipationView
from matchmaker.services.meetings.timetables.views import OwnMeeting, SlotGridRow, TimetableView, UnmetView
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.contact_links import list_meeting_contacts
from matchmaker.web.meetings import bp
from matchmaker.web.query_args import read_number, read_page, read_text

ORGANIZERS = (Role.ORGANIZER, Role.OPERATOR)


@bp.route("/events/<int:event_id>/forecast")
@roles_required(*ORGANIZERS)
def forecast(event_id: int) -> ResponseReturnValue:
    """The newest forecast, as a matrix of tables × times."""
    context, actor = get_context(), get_actor()
    view = events.get_event(context, actor, EventId(event_id))
    job = timetables.find_forecast(context, actor, EventId(event_id))
    result = job.result if job is not None else {}
    cases = result.get("cases", [])
    names = dict(timetables.list_names(context, actor, EventId(event_id)))
    return render_template(
        "meetings/forecast.html",
        view=view,
        job=job,
        rows=sorted({case["tables"] for case in cases}),
        columns=sorted({case["slots"] for case in cases}),
        cases={(case["tables"], case["slots"]): case for case in cases},
        later=result.get("later"),
        openings=[
            {**opening, "name": names.get(opening["participation_id"]), "slot": slot}
            for opening in result.get("openings", [])
            for slot in view.event.slots
            if slot.id == opening["slot_id"]
        ],
        tables=max((slot.tables for slot in view.event.slots), default=0),
        slots=len(view.event.slots),
    )


@bp.route("/events/<int:event_id>/forecast", methods=["POST"])
@roles_required(*ORGANIZERS)
def compare(event_id: int) -> ResponseReturnValue:
    """Start a new forecast."""
    timetables.start_forecast(get_context(), get_actor(), EventId(event_id))
    return redirect(url_for("meetings.forecast", event_id=event_id), 303)


@bp.route("/events/<int:event_id>/timetable")
def own(event_id: int) -> ResponseReturnValue:
    """The own meetings by time, and the reasons of the unmet wishes."""
    context, actor = get_context(), get_actor()
    view = events.get_event(context, actor, EventId(event_id))
    registered = [it for it in view.own if it.participation.state is ParticipationState.REGISTERED]
    plan = timetables.get_own_timetable(context, actor, EventId(event_id))
    partners = (
        (PartyKind.STARTUP if isinstance(meeting.partner, Startup) else PartyKind.INVESTOR, meeting.partner.id)
        for meeting in plan.meetings
    )
    names = {it.participation.id: it.name for it in view.own}
    return render_template(
        "meetings/own.html",
        plan=plan,
        days=_group(plan.meetings),
        names=names,
        is_registered=bool(registered),
        contact_access=list_meeting_contacts(partners),
        with_colleagues=_list_with_colleagues(registered),
        now=context.now(),
    )


def _list_with_colleagues(own: Sequence[ParticipationView]) -> set[ParticipationId]:
    """Own participations with colleagues who could take a meeting over."""
    ids = [it.participation.id for it in own if it.participation.kind is PartyKind.INVESTOR]
    return {it for it in ids if events.list_colleagues(get_context(), get_actor(), it)}


def _group(meetings: Sequence[OwnMeeting]) -> list[tuple[date, list[OwnMeeting]]]:
    """Meetings grouped by days in the time zone of Shanghai."""
    return [
        (day, list(of_day)) for day, of_day in itertools.groupby(meetings, key=lambda it: local_day(it.slot.starts_at))
    ]


UNMET_PER_PAGE = 40

NAMED = 12
"""People below the fairness floor who are named before publication. The page of the version lists all."""


@bp.route("/timetables/<int:timetable_id>")
@roles_required(*ORGANIZERS)
def show(timetable_id: int) -> ResponseReturnValue:
    """The grid of one day: slots × tables."""
    view = _get(timetable_id)
    days = _list_days(view.rows)
    number, rows = _choose_day(view.rows, days)
    return render_template("meetings/show.html", view=view, days=days, day=number, rows=rows)


@bp.route("/timetables/<int:timetable_id>/slots")
@roles_required(*ORGANIZERS)
def slots(timetable_id: int) -> ResponseReturnValue:
    """The meetings of one day slot by slot, for a narrow screen."""
    view = _get(timetable_id)
    days = _list_days(view.rows)
    number, rows = _choose_day(view.rows, days)
    return render_template("meetings/slots.html", view=view, days=days, day=number, rows=rows)


@bp.route("/timetables/<int:timetable_id>/unmet")
@roles_required(*ORGANIZERS)
def unmet(timetable_id: int) -> ResponseReturnValue:
    """Wishes without a meeting, each with its reason."""
    view, search, code = _get(timetable_id), read_text("q"), read_text("code")
    found = [it for it in view.unmet if code in {"", it.code} and _matches_name(it, search)]
    number = read_page()
    start = (number - 1) * UNMET_PER_PAGE
    page = Page(items=found[start : start + UNMET_PER_PAGE], number=number, total=len(found), size=UNMET_PER_PAGE)
    return render_template(
        "meetings/unmet.html", view=view, page=page, search=search, code=code, reasons=_count_reasons(view.unmet)
    )


@bp.route("/timetables/<int:timetable_id>/short")
@roles_required(*ORGANIZERS)
def short(timetable_id: int) -> ResponseReturnValue:
    """Participants with fewer meetings than the guaranteed minimum, and the reason for each unmet wish."""
    return render_template("meetings/short.html", view=_get(timetable_id))


@bp.route("/timetables/<int:timetable_id>/publish")
@roles_required(*ORGANIZERS)
def publish(timetable_id: int) -> ResponseReturnValue:
    """Explain what publication changes, and ask for confirmation."""
    view = _get(timetable_id)
    if view.timetable.state is not TimetableState.DRAFT:
        raise StateConflict("not_a_draft")
    published = events.get_event(get_context(), get_actor(), view.event.id).published_id
    return render_template("meetings/publish.html", view=view, replaces=published is not None, most=NAMED)


@bp.route("/timetables/<int:timetable_id>/published", methods=["POST"])
@roles_required(*ORGANIZERS)
def confirm(timetable_id: int) -> ResponseReturnValue:
    """Publish a version."""
    timetables.publish_timetable(get_context(), get_actor(), TimetableId(timetable_id))
    flash(gettext("The timetable is published. All participants see their own meetings now."), "success")
    return redirect(url_for("meetings.show", timetable_id=timetable_id), 303)


def _get(timetable_id: int) -> TimetableView:
    return timetables.get_timetable(get_context(), get_actor(), TimetableId(timetable_id))


def _list_days(rows: Sequence[SlotGridRow]) -> list[date]:
    return sorted({_day_of(row) for row in rows})


def _choose_day(rows: Sequence[SlotGridRow], days: Sequence[date]) -> tuple[int, list[SlotGridRow]]:
    """The number of the requested day, counted from 1, and its rows."""
    number = min(max(1, read_number("day") or 1), max(1, len(days)))
    return number, [row for row in rows if _day_of(row) == days[number - 1]]


def _day_of(row: SlotGridRow) -> date:
    return local_day(row.slot.starts_at)


def _matches_name(wish: UnmetView, search: str) -> bool:
    return search.casefold() in f"{wish.wisher}\n{wish.wished}".casefold()


def _count_reasons(unmet_wishes: Sequence[UnmetView]) -> Mapping[str, list[UnmetView]]:
    """Unmet wishes by the code of their reason, the most frequent reason first."""
    by_code: dict[str, list[UnmetView]] = defaultdict(list)
    for it in unmet_wishes:
        by_code[it.code].append(it)
    return dict(sorted(by_code.items(), key=lambda it: -len(it[1])))
