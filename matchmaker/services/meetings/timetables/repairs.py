"""Repairing a published timetable on the event day: list the alternatives, publish the chosen one."""

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
    """Alternatives to repair the timetable after a report. Nothing is stored."""
    require(permissions.can_organize(actor))
    with context.begin(actor, readonly=True) as case:
        work = _prepare_repair(case, event_id, report)
        everybody = case.unit.participations.list_entries(event_id, state=None)
    names = {it.participation.id: it.profile.name for it in everybody}
    return RepairView(
        event=work.plan_input.event,
        published_id=work.day_state.published.id,
        now=work.day_state.now,
        met=sum(is_wished(work.plan_problem.problem.pairs[it.pair]) for it in work.day_state.placements),
        options=tuple(make_option(work, it, names) for it in work.repairs.alternatives),
    )


def apply_repair(
    context: Context,
    actor: Actor,
    event_id: EventId,
    report: DisruptionReport,
    *,
    strategy: RepairStrategy,
    published_id: TimetableId,
    now: int,
) -> TimetableId:
    """Publish the chosen alternative as the next version, store the report, and notify those whose day changes.

    Raises StateConflict ``repair_outdated`` if another version was published, or another slot has begun, since the
    alternatives were listed.
    """
    require(permissions.can_organize(actor))
    with context.begin(actor, readonly=True) as case:
        work = _prepare_repair(case, event_id, report)
    chosen = next((it for it in work.repairs.alternatives if it.strategy is strategy), None)
    if chosen is None or (work.day_state.published.id, work.day_state.now) != (published_id, now):
        raise StateConflict("repair_outdated")
    with context.begin(actor) as case:
        case.unit.events.get_for_update(event_id)
        timetable_id = _publish(case, work, chosen)
        store_disruption(case.unit, work.day_state, report, work.disruption)
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
    """Publish the next version. Returns the present version if no meeting changes."""
    published, event_id = work.day_state.published, work.plan_input.event.id
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
    day_state = load_day_state(case.unit, event_id, case.now, guest_id=guest_id)
    disruption = make_disruption(day_state, report)
    options = find_repairs(day_state.plan_problem.problem, day_state.placements, disruption, now=day_state.now)
    plan_problem = replace(day_state.plan_problem, problem=options.problem)
    plan_input = day_state.plan_input
    if day_state.guest is not None:
        plan_problem = _add_guest(plan_problem, day_state, day_state.guest)
        plan_input = replace(plan_input, participations=[*plan_input.participations, day_state.guest])
    return RepairWork(
        day_state=day_state, disruption=disruption, repairs=options, plan_problem=plan_problem, plan_input=plan_input
    )


def _add_guest(plan_problem: PlanProblem, day_state: DayState, guest: Participation) -> PlanProblem:
    """Add the participations of the guest's pairs. The planner has added these pairs behind all others."""
    known = len(day_state.plan_problem.pairs)
    pairs, pair_of = list(plan_problem.pairs), dict(plan_problem.pair_of)
    for index, pair in enumerate(plan_problem.problem.pairs[known:], known):
        partner = next(
            participation
            for participation in day_state.plan_input.participations
            if day_state.planner_people.person_of[participation.id] == pair.a and participation.kind is not guest.kind
        )
        sides = (guest, partner) if guest.kind is PartyKind.STARTUP else (partner, guest)
        pairs.append(sides)
        pair_of[frozenset((guest.id, partner.id))] = index
    return replace(
        plan_problem,
        pairs=tuple(pairs),
        pair_of=pair_of,
        first_participations=(*plan_problem.first_participations, guest.id),
    )


def _rate(work: RepairWork, chosen: Alternative) -> tuple[PlanQuality, list[UnmetWish], list[MeetingDraft]]:
    """Quality, unmet wishes and meetings of the new version. The bound is that of the plan; nothing is proven."""
    problem, placed = work.plan_problem.problem, chosen.placements
    met = {it.pair for it in placed}
    shortages = list_shortages(problem, met)
    old_quality = work.day_state.published.quality
    timetable = PlannedTimetable(
        placed=placed,
        unmet_wishes=list_unplaced(problem, met),
        value=chosen.value,
        bound=max(old_quality.bound, chosen.value),
        proven=False,
        breaks=count_all_breaks(problem, [(it.pair, it.slot) for it in placed]),
        shortages=shortages,
    )
    wished = sum(is_wished(problem.pairs[pair]) for pair in met)
    quality = replace(
        old_quality,
        wishes=sum(map(is_wished, problem.pairs)) + len(work.plan_problem.duplicate_pairs),
        met=wished,
        suggested=len(met) - wished,
        value=timetable.value,
        bound=timetable.bound,
        is_proven=False,
        breaks=timetable.breaks,
        below_floor=len(shortages),
        short=tuple(work.plan_problem.first_participations[it.person] for it in shortages),
    )
    return (
        quality,
        make_unmet_wishes(work.plan_input, work.plan_problem, timetable),
        make_meetings(work.plan_input, work.plan_problem, timetable),
    )


def _check_unchanged(
    unit: UnitOfWork, event_id: EventId, published_id: TimetableId, meetings: list[MeetingDraft]
) -> None:
    """Refuse if another version was published, or somebody withdrew, during the computation."""
    registered = unit.participations.list_for_update(event_id, state=ParticipationState.REGISTERED)
    present = {it.id for it in registered}
    sides = {side for it in meetings for side in (it.startup_participation_id, it.investor_participation_id)}
    if unit.timetables.find_published_id(event_id) != published_id or not sides <= present:
        raise StateConflict("repair_outdated")
