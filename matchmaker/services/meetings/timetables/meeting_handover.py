"""Handing over a published meeting to a colleague. A new version of the timetable has it at the same time and table."""

from dataclasses import replace

from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import NotFound, StateConflict
from matchmaker.domain.events import Event, Participation
from matchmaker.domain.ids import InvestorId, ParticipationId, TimetableId
from matchmaker.domain.notices import NoticeKind
from matchmaker.domain.timetables import Meeting, Timetable
from matchmaker.domain.vocabulary import ParticipationState
from matchmaker.services.meetings.events.access import lock_own_participation
from matchmaker.services.meetings.events.wish_handover import check_pair, notify_colleague, register_colleague
from matchmaker.services.meetings.timetables.outdated_meetings import find_outdated
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.notices.meeting_notices import sync_calendar_entries
from matchmaker.storage import UnitOfWork


def hand_over_meeting(
    context: Context,
    actor: Actor,
    *,
    participation_id: ParticipationId,
    startup_participation_id: ParticipationId,
    colleague_id: InvestorId,
    conflict_reason: str = "",
) -> TimetableId:
    """Publish a new version in which the colleague meets the startup. Returns its id.

    Raises StateConflict ``meeting_over`` if the meeting has begun. Raises ``colleague_has_no_time`` if the colleague
    has no free slot or meeting left, or a pass forbids it. The conflict ledger may refuse the pair, too.
    """
    with context.begin(actor) as case:
        own = lock_own_participation(case, participation_id)
        event = case.unit.events.get_for_update(own.event_id)
        published, meeting = _find_meeting(case.unit, event, own, startup_participation_id)
        if next(it for it in event.slots if it.id == meeting.slot_id).starts_at <= case.now:
            raise StateConflict("meeting_over")
        theirs = register_colleague(case, event, own=own, colleague_id=colleague_id)
        startup_id = case.unit.participations.get(startup_participation_id).startup_id
        check_pair(case, startup_id=startup_id, investor_id=colleague_id, reason=conflict_reason)
        meetings = [
            replace(it, investor_participation_id=theirs.id) if it.id == meeting.id else it for it in published.meetings
        ]
        _check_room(case.unit, event, meetings, meeting)
        timetable_id = _publish(case, published, meetings)
        after = {"event_id": event.id, "investor_id": colleague_id, "wished_id": startup_participation_id}
        record_audit(case, action="meeting.hand_over", kind="participation", subject=own.id, after=after)
        parties = (own.id, startup_participation_id)
        notify_colleague(case, theirs=theirs, parties=parties, kind=NoticeKind.MEETING_HANDED_OVER)
        sync_calendar_entries(case, event.id)
        case.unit.commit()
    return timetable_id


def _find_meeting(
    unit: UnitOfWork, event: Event, own: Participation, startup_participation_id: ParticipationId
) -> tuple[Timetable, Meeting]:
    published = unit.timetables.find_published(event.id)
    for meeting in published.meetings if published else ():
        if (meeting.investor_participation_id, meeting.startup_participation_id) == (own.id, startup_participation_id):
            assert published is not None  # noqa: S101 -- it has the meeting
            return published, meeting
    raise NotFound("meeting_not_found")


def _check_room(unit: UnitOfWork, event: Event, meetings: list[Meeting], meeting: Meeting) -> None:
    """Refuse a meeting that the colleague's slots, limit of meetings or a pass forbid, by the rules of publishing."""
    registered = unit.participations.list_for_update(event.id, state=ParticipationState.REGISTERED)
    present = {it.id for it in registered}
    current = [it for it in meetings if {it.startup_participation_id, it.investor_participation_id} <= present]
    pair = next(it for it in meetings if it.id == meeting.id)
    sides = (pair.startup_participation_id, pair.investor_participation_id)
    repeated = sum((it.startup_participation_id, it.investor_participation_id) == sides for it in current)
    changed = [it for it in current if pair.investor_participation_id == it.investor_participation_id]
    outdated = find_outdated(event, current, registered, unit.wishes.list_for_event(event.id))
    if pair not in current or repeated > 1 or not outdated.isdisjoint(it.id for it in changed):
        raise StateConflict("colleague_has_no_time")


def _publish(case: UseCase[Actor | None], published: Timetable, meetings: list[Meeting]) -> TimetableId:
    """Publish the meetings as the next version. The version before stays unchanged."""
    timetable_id = case.unit.timetables.add(
        event_id=published.event_id,
        version=case.unit.timetables.latest_version(published.event_id) + 1,
        created_at=case.now,
        quality=published.quality,
        meetings=meetings,
        unmet=published.unmet,
    )
    case.unit.timetables.publish(timetable_id, case.now)
    return timetable_id
