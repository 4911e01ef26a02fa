"""Asking for a plan, and publishing one of its versions."""

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import Conflict
from matchmaker.domain.events import Event
from matchmaker.domain.ids import EventId, JobId, TimetableId
from matchmaker.domain.timetables import Timetable
from matchmaker.domain.vocabulary import JobKind, ParticipationState, TimetableState
from matchmaker.services.audit import record
from matchmaker.services.context import Context
from matchmaker.services.guards import require
from matchmaker.services.jobs import queue_job, tell_queue


def start_planning(context: Context, actor: Actor, event_id: EventId) -> JobId:
    """Queue the planning of an event; the job that is under way already is answered again."""
    require(permissions.can_organize(actor))
    payload = {"event_id": event_id}
    with context.open_unit() as unit:
        unit.events.get_for_update(event_id)
        latest = unit.jobs.find_latest(JobKind.PLAN, payload)
        if latest and not latest.is_finished:
            return latest.id
        job_id = queue_job(unit, context, actor, kind=JobKind.PLAN, payload=payload)
        record(unit, context, actor, action="timetable.plan", kind="event", subject=event_id)
        unit.commit()
    tell_queue(context, job_id)
    return job_id


def _fits(timetable: Timetable, event: Event) -> bool:
    """Whether all meetings of a plan still have their slot and table; meetings go with the slot they stood in."""
    tables = {slot.id: slot.tables for slot in event.slots}
    is_whole = len(timetable.meetings) == timetable.quality.met + timetable.quality.suggested
    return is_whole and all(it.table <= tables[it.slot_id] for it in timetable.meetings)


def publish_timetable(context: Context, actor: Actor | None, timetable_id: TimetableId) -> None:
    """Publish a draft; the one published before is superseded. Nobody who withdrew since may be in it."""
    require(actor is None or permissions.can_organize(actor))
    with context.open_unit() as unit:
        event_id = unit.timetables.get(timetable_id).event_id
        unit.events.get_for_update(event_id)
        timetable = unit.timetables.get_for_update(timetable_id)
        if timetable.state is not TimetableState.DRAFT:
            raise Conflict("not_a_draft")
        present = {it.id for it in unit.participations.list_for_event(event_id, state=ParticipationState.REGISTERED)}
        planned = {it.startup_participation_id for it in timetable.meetings}
        planned |= {it.investor_participation_id for it in timetable.meetings}
        if not planned <= present:
            raise Conflict("participants_withdrew", count=len(planned - present))
        if not _fits(timetable, unit.events.get(event_id)):
            raise Conflict("programme_changed")
        unit.timetables.publish(timetable_id, context.now())
        after = {"event_id": event_id, "version": timetable.version}
        record(unit, context, actor, action="timetable.publish", kind="timetable", subject=timetable_id, after=after)
        unit.commit()
