"""Queueing plans and forecasts, and publishing a version of a timetable."""

from collections.abc import Collection
from datetime import datetime

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.attendance import is_over
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.events import Event
from matchmaker.domain.ids import EventId, JobId, SlotId, TimetableId
from matchmaker.domain.jobs import Job
from matchmaker.domain.timetables import Timetable
from matchmaker.domain.vocabulary import JobKind, ParticipationState, TimetableState
from matchmaker.services.interests.participants import judge_participations
from matchmaker.services.meetings.timetables.outdated_meetings import find_outdated
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.jobs import queue_job
from matchmaker.services.platform.notices.meeting_notices import sync_calendar_entries
from matchmaker.storage import UnitOfWork


def start_planning(context: Context, actor: Actor, event_id: EventId) -> JobId:
    """Queue the planning of an event. Returns the running job if there is one."""
    return _start(context, actor, event_id, JobKind.PLAN)


def start_forecast(context: Context, actor: Actor, event_id: EventId) -> JobId:
    """Queue a forecast of an event. Returns the running job if there is one."""
    return _start(context, actor, event_id, JobKind.FORECAST)


def find_forecast(context: Context, actor: Actor, event_id: EventId) -> Job | None:
    """The newest job of a forecast in any state, or None."""
    require(permissions.can_organize(actor))
    with context.open_unit(readonly=True) as unit:
        unit.events.get(event_id)
        return unit.jobs.find_latest(JobKind.FORECAST, {"event_id": event_id})


def _start(context: Context, actor: Actor, event_id: EventId, kind: JobKind) -> JobId:
    require(permissions.can_organize(actor))
    payload = {"event_id": event_id}
    with context.begin(actor) as case:
        case.unit.events.get_for_update(event_id)
        if is_over(case.unit.events.get(event_id), case.now):
            raise StateConflict("event_over")
        latest = case.unit.jobs.find_latest(kind, payload)
        if latest and not latest.is_finished:
            return latest.id
        job_id = queue_job(case, kind=kind, payload=payload)
        record_audit(case, action=f"timetable.{kind}", kind="event", subject=event_id)
        case.unit.commit()
    return job_id


def _check_current(unit: UnitOfWork, timetable: Timetable, now: datetime) -> None:
    """Refuse a draft that is not possible any more. The participations are locked until the transaction ends."""
    registered = unit.participations.list_for_update(timetable.event_id, state=ParticipationState.REGISTERED)
    present = {it.id for it in registered}
    participation_ids = {it.startup_participation_id for it in timetable.meetings}
    participation_ids |= {it.investor_participation_id for it in timetable.meetings}
    if not participation_ids <= present:
        raise StateConflict("participants_withdrew", count=len(participation_ids - present))
    event = unit.events.get(timetable.event_id)
    if not _has_all_places(timetable, event, unit.events.list_lost_tables(event.id)):
        raise StateConflict("programme_changed")
    pairs = [frozenset((it.startup_participation_id, it.investor_participation_id)) for it in timetable.meetings]
    judged = judge_participations(unit, registered, pairs, now=now)
    blocked = {ids for ids, judgement in judged.items() if judgement.is_blocked}
    wishes = unit.wishes.list_for_event(event.id)
    outdated = find_outdated(event, timetable.meetings, registered, wishes, blocked=blocked)
    if outdated:
        raise StateConflict("draft_outdated", count=len(outdated))


def _has_all_places(timetable: Timetable, event: Event, lost_tables: Collection[tuple[SlotId, int]]) -> bool:
    """Whether all meetings of a plan still have their slot and table. A removed slot removes its meetings."""
    tables = {slot.id: slot.tables for slot in event.slots}
    is_whole = len(timetable.meetings) == timetable.quality.met + timetable.quality.suggested
    return is_whole and all(
        it.table <= tables[it.slot_id] and (it.slot_id, it.table) not in lost_tables for it in timetable.meetings
    )


def publish_timetable(context: Context, actor: Actor | None, timetable_id: TimetableId) -> None:
    """Publish a draft. It replaces the version published before.

    Raises StateConflict ``participants_withdrew``, ``programme_changed`` or ``draft_outdated`` if changes since the
    planning make the draft impossible.
    """
    require(actor is None or permissions.can_organize(actor))
    with context.begin(actor) as case:
        event_id = case.unit.timetables.get(timetable_id).event_id
        case.unit.events.get_for_update(event_id)
        timetable = case.unit.timetables.get_for_update(timetable_id)
        if timetable.state is not TimetableState.DRAFT:
            raise StateConflict("not_a_draft")
        _check_current(case.unit, timetable, case.now)
        case.unit.timetables.publish(timetable_id, case.now)
        after = {"event_id": event_id, "version": timetable.version}
        record_audit(case, action="timetable.publish", kind="timetable", subject=timetable_id, after=after)
        sync_calendar_entries(case, event_id)
        case.unit.commit()
