"""What other rooms, days and deadlines would bring, before anything is decided."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain.ids import EventId
from matchmaker.domain.vocabulary import Role
from matchmaker.services import events, timetables
from matchmaker.web.guards import get_actor, get_context, roles_required
from matchmaker.web.meetings import bp

ORGANIZERS = (Role.ORGANIZER, Role.OPERATOR)


@bp.route("/events/<int:event_id>/forecast")
@roles_required(*ORGANIZERS)
def forecast(event_id: int) -> ResponseReturnValue:
    """The newest comparison, as a table of tables × times."""
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
        rows=sorted({it["tables"] for it in cases}),
        columns=sorted({it["slots"] for it in cases}),
        cases={(it["tables"], it["slots"]): it for it in cases},
        later=result.get("later"),
        openings=[
            {**it, "name": names.get(it["participation_id"]), "slot": slot}
            for it in result.get("openings", [])
            for slot in view.event.slots
            if slot.id == it["slot_id"]
        ],
        tables=max((slot.tables for slot in view.event.slots), default=0),
        slots=len(view.event.slots),
    )


@bp.route("/events/<int:event_id>/forecast", methods=["POST"])
@roles_required(*ORGANIZERS)
def compare(event_id: int) -> ResponseReturnValue:
    """Queue a new comparison."""
    timetables.start_forecast(get_context(), get_actor(), EventId(event_id))
    return redirect(url_for("meetings.forecast", event_id=event_id), 303)
