"""On the day of the event: an organizer reports a disruption, compares repairs and publishes one of them.

The planner's libraries are loaded with the first report, not with the pages.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.errors import Refused
from matchmaker.domain.ids import EventId, ParticipationId, SlotId, TimetableId
from matchmaker.domain.listings import ParticipationWithProfile
from matchmaker.domain.vocabulary import Role
from matchmaker.services.meetings import events, timetables
from matchmaker.services.meetings.timetables.disruptions import (
    PERSON_KINDS,
    TIME_KINDS,
    DisruptionKind,
    DisruptionReport,
)
from matchmaker.web.auth import get_actor, get_context, roles_required
from matchmaker.web.meetings import bp
from matchmaker.web.query_args import read_choice
from matchmaker.web.wording import refusals
from matchmaker.web.wording.meetings import DISRUPTIONS, HINTS, STRATEGIES

ORGANIZERS = (Role.ORGANIZER, Role.OPERATOR)


@bp.route("/events/<int:event_id>/today")
@roles_required(*ORGANIZERS)
def today(event_id: int) -> ResponseReturnValue:
    """Report a disruption and compare the possible repairs."""
    view = events.get_event(get_context(), get_actor(), EventId(event_id))
    people = timetables.list_attending(get_context(), get_actor(), EventId(event_id))
    kind = read_choice("kind", DisruptionKind)
    name = _read_name(people)
    report, options, refusal = None, None, None
    if kind is not None and "go" in request.args:
        report = _read_report(kind, people, name)
        try:
            options = _list_repairs(view.event.id, report)
        except Refused as refused:
            refusal = refused
    return render_template(
        "meetings/today.html",
        view=view,
        kinds=DISRUPTIONS,
        kind=kind,
        hint=HINTS.get(kind) if kind else None,
        needs_name=kind in PERSON_KINDS,
        needs_slot=kind in TIME_KINDS,
        people=_list_names(people),
        name=name,
        coming=[slot for slot in view.event.slots if slot.starts_at > get_context().now()],
        tables=max((slot.tables for slot in view.event.slots), default=0),
        report=report,
        options=options,
        strategies=STRATEGIES,
        errors=_list_errors(refusal),
    ), (400 if refusal else 200)


@bp.route("/events/<int:event_id>/today", methods=["POST"])
@roles_required(*ORGANIZERS)
def repair(event_id: int) -> ResponseReturnValue:
    """Publish the chosen repair."""
    from matchmaker.services.meetings.timetables.repairs import RepairStrategy, apply_repair  # noqa: PLC0415 -- loads the solver

    form = request.form
    strategy = RepairStrategy(form["way"]) if form.get("way") in set(RepairStrategy) else RepairStrategy.FEWEST
    timetable_id = apply_repair(
        get_context(),
        get_actor(),
        EventId(event_id),
        _read_posted(),
        strategy=strategy,
        published_id=TimetableId(form.get("published_id", 0, type=int)),
        now=form.get("now", 0, type=int),
    )
    flash(gettext("The new version is published. Only those whose meetings changed were told."), "success")
    return redirect(url_for("meetings.show", timetable_id=timetable_id), 303)


def _read_name(people: Iterable[ParticipationWithProfile]) -> str:
    """The participant chosen from the list, or on another page by the id ``who``."""
    participation_id = request.args.get("who", type=int)
    return next((text for key, text in _list_names(people) if key == participation_id), request.args.get("name", ""))


def _list_repairs(event_id: EventId, report: DisruptionReport) -> object:
    from matchmaker.services.meetings.timetables.repairs import list_repairs  # noqa: PLC0415 -- loads the solver

    return list_repairs(get_context(), get_actor(), event_id, report)


def _read_report(kind: DisruptionKind, people: Iterable[ParticipationWithProfile], name: str) -> DisruptionReport:
    number = {text: key for key, text in _list_names(people)}.get(name.strip())
    return DisruptionReport(
        kind=kind,
        participation_id=ParticipationId(number) if number is not None and kind in PERSON_KINDS else None,
        slot_id=SlotId(request.args.get("slot", 0, type=int)) if kind in TIME_KINDS else None,
        table=request.args.get("table", type=int) if kind is DisruptionKind.TABLE_LOST else None,
    )


def _read_posted() -> DisruptionReport:
    """The report from the posted form. The service refuses unknown ids."""
    form = request.form
    kind = form.get("kind", "")
    participation_id, slot_id = form.get("participation_id", type=int), form.get("slot_id", type=int)
    return DisruptionReport(
        kind=DisruptionKind(kind) if kind in set(DisruptionKind) else DisruptionKind.NO_SHOW,
        participation_id=ParticipationId(participation_id) if participation_id is not None else None,
        slot_id=SlotId(slot_id) if slot_id is not None else None,
        table=form.get("table", type=int),
    )


def _list_names(people: Iterable[ParticipationWithProfile]) -> Sequence[tuple[ParticipationId, str]]:
    """A unique text for each participant."""
    entries = list(people)
    names = Counter(it.profile.name for it in entries)
    return [
        (key, entry.profile.name if names[entry.profile.name] == 1 else f"{entry.profile.name} #{key}")
        for entry in entries
        for key in (entry.participation.id,)
    ]


def _list_errors(refusal: Refused | None) -> dict[str, str]:
    """Sentences by field. Errors of no field have an empty name."""
    if refusal is None:
        return {}
    fields = refusal.data.get("fields")
    if isinstance(fields, dict) and fields:
        return {name: str(refusals.describe_code(code, refusal.data)) for name, code in fields.items()}
    return {"": str(refusals.describe_refusal(refusal))}
