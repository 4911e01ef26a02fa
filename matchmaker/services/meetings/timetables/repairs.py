"""Putting a published day right: alternatives to choose from, and the chosen one published at once."""

from collections.abc import Iterable
from dataclasses import replace

from matchmaker.domain import permissions
from matchmaker.domain.accounts import Actor
from matchmaker.domain.errors import StateConflict
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import EventId, TimetableId
from matchmaker.domain.timetables import MeetingDraft, PlanQuality, UnmetWish
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.scheduling.breaks.count import count_all_breaks
from matchmaker.scheduling.model.timetable import PlannedTimetable, is_wished, list_shortages, list_unplaced
from matchmaker.scheduling.repairing.disruption import DisruptionKind
from matchmaker.scheduling.repairing.repair import Alternative, RepairStrategy, find_repairs
from matchmaker.services.meetings.timetables.day_problem import DayState, load_day_state
from matchmaker.services.meetings.timetables.disruptions import DisruptionReport, make_disruption, store_disruption
from matchmaker.services.meetings.timetables.plan_result import make_meetings, make_unmet_wishes
from matchmaker.services.meetings.timetables.planning_problem import PlanProblem
from matchmaker.services.meetings.timetables.repair_views import RepairView, RepairWork, make_option
from matchmaker.services.platform.audit import record_audit
from matchmaker.services.platform.context import Context, UseCase
from matchmaker.services.platform.guards import require
from matchmaker.services.platform.notices.meeting_notices import sync_calendar_entries
from matchmaker.storage import UnitOfWork

__all__ = ["RepairStrategy", "apply_repair", "list_repairs"]


def list_repairs(context: Context, actor: Actor, event_id: EventId, report: DisruptionReport) -> RepairView:
    """What could be done about a report; nothing is stored."""
    require(permissions.can_organize(actor))
    with context.begin(actor, readonly=True) as case:
        work = _prepare_repair(case, event_id, report)
        everybody = case.unit.participations.list_entries(event_id, state=None)
    names = {it.participation.id: it.profile.name for it in everybody}
    return RepairView(
        event=work.given.event,
        published_id=work.today.published.id,
        now=work.today.now,
        met=sum(is_wished(work.planned.problem.pairs[it.pair]) for it in work.today.placements),
        options=tuple(make_option(work, it, names) for it in work.answer.alternatives),
    )


def apply_repair(
    context: Context,
    actor: Actor,
    event_id: EventId,
    report: DisruptionReport,
    *,
    way: RepairStrategy,
    published_id: TimetableId,
    now: int,
) -> TimetableId:
    """Publish the chosen alternative as the next version, keep the report as a fact, tell whose day changes.

    Conflict ``repair_outdated`` when another version was published or another slot has begun since it was shown.
    """
    require(permissions.can_organize(actor))
    with context.begin(actor, readonly=True) as case:
        work = _prepare_repair(case, event_id, report)
    chosen = next((it for it in work.answer.alternatives if it.strategy is way), None)
    if chosen is None or (work.today.published.id, work.today.now) != (published_id, now):
        raise StateConflict("repair_outdated")
    with context.begin(actor) as case:
        case.unit.events.get_for_update(event_id)
        timetable_id = _publish(case, work, chosen)
        store_disruption(case.unit, work.today, report, work.disruption)
        after = {
            "event_id": event_id,
            "report": report.kind.value,
            "participation_id": report.participation_id,
            "people": len(chosen.affected_people),
        }
        record_audit(case, action="timetable.repair", kind="timetable", subject=timetable_id, after=after)
        sync_calendar_entries(case, event_id)
        case.unit.commit()
    return timetable_id


def _publish(case: UseCase[Actor | None], work: RepairWork, chosen: Alternative) -> TimetableId:
    """The next version; or the one published, where the report touches no meeting."""
    published, event_id = work.today.published, work.given.event.id
    quality, unmet, meetings = _rate(work, chosen)
    _check_unchanged(case.unit, event_id, published.id, meetings)
    if _list_seats(meetings) == _list_seats(published.meetings):
        return published.id
    timetable_id = case.unit.timetables.add(
        event_id=event_id,
        version=case.unit.timetables.latest_version(event_id) + 1,
        created_at=case.now,
        quality=quality,
        meetings=meetings,
        unmet=unmet,
    )
    case.unit.timetables.publish(timetable_id, case.now)
    return timetable_id


def _list_seats(meetings: Iterable[MeetingDraft]) -> set[tuple[int, ...]]:
    return {(it.slot_id, it.table, it.startup_participation_id, it.investor_participation_id) for it in meetings}


def _prepare_repair(case: UseCase[Actor | None], event_id: EventId, report: DisruptionReport) -> RepairWork:
    guest_id = report.participation_id if report.kind is DisruptionKind.NEW_GUEST else None
    today = load_day_state(case.unit, event_id, case.now, guest_id=guest_id)
    disruption = make_disruption(today, report)
    answer = find_repairs(today.planned.problem, today.placements, disruption, now=today.now)
    planned = replace(today.planned, problem=answer.problem)
    given = today.plan_input
    if today.guest is not None:
        planned = _add_guest(planned, today, today.guest)
        given = replace(given, participations=[*given.participations, today.guest])
    return RepairWork(today=today, disruption=disruption, answer=answer, planned=planned, given=given)


def _add_guest(planned: PlanProblem, today: DayState, guest: Participation) -> PlanProblem:
    """With the participations of the guest's pairs, which the planner has put behind all others."""
    known = len(today.planned.pairs)
    pairs, pair_of = list(planned.pairs), dict(planned.pair_of)
    for index, pair in enumerate(planned.problem.pairs[known:], known):
        partner = next(
            it
            for it in today.plan_input.participations
            if today.calendars.person_of[it.id] == pair.a and it.kind is not guest.kind
        )
        sides = (guest, partner) if guest.kind is PartyKind.STARTUP else (partner, guest)
        pairs.append(sides)
        pair_of[frozenset((guest.id, partner.id))] = index
    return replace(
        planned, pairs=tuple(pairs), pair_of=pair_of, first_participations=(*planned.first_participations, guest.id)
    )


def _rate(work: RepairWork, chosen: Alternative) -> tuple[PlanQuality, list[UnmetWish], list[MeetingDraft]]:
    """What is said of the new version: the bound stays that of the plan, but nothing is proven on the day."""
    problem, placed = work.planned.problem, chosen.placements
    met = {it.pair for it in placed}
    shortages = list_shortages(problem, met)
    old = work.today.published.quality
    timetable = PlannedTimetable(
        placed=placed,
        unmet_wishes=list_unplaced(problem, met),
        value=chosen.value,
        bound=max(old.bound, chosen.value),
        proven=False,
        breaks=count_all_breaks(problem, [(it.pair, it.slot) for it in placed]),
        shortages=shortages,
    )
    wished = sum(is_wished(problem.pairs[pair]) for pair in met)
    quality = replace(
        old,
        wishes=sum(map(is_wished, problem.pairs)) + len(work.planned.duplicate_pairs),
        met=wished,
        suggested=len(met) - wished,
        value=timetable.value,
        bound=timetable.bound,
        is_proven=False,
        breaks=timetable.breaks,
        below_floor=len(shortages),
        short=tuple(work.planned.first_participations[it.person] for it in shortages),
    )
    return (
        quality,
        make_unmet_wishes(work.given, work.planned, timetable),
        make_meetings(work.given, work.planned, timetable),
    )


def _check_unchanged(
    unit: UnitOfWork, event_id: EventId, published_id: TimetableId, meetings: list[MeetingDraft]
) -> None:
    """Refuse when, while it was worked out, another version was published or somebody withdrew."""
    registered = unit.participations.list_for_update(event_id, state=ParticipationState.REGISTERED)
    present = {it.id for it in registered}
    sides = {side for it in meetings for side in (it.startup_participation_id, it.investor_participation_id)}
    if unit.timetables.find_published_id(event_id) != published_id or not sides <= present:
        raise StateConflict("repair_outdated")
