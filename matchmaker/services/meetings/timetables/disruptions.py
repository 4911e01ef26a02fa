"""What the organizers report on the day, as the planner hears it, and as a fact that stays."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from matchmaker.domain.attendance import PARTICIPATION_STEPS, ParticipationAction
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.events import FAIRNESS_FLOOR, Participation
from matchmaker.domain.ids import ParticipationId, SlotId
from matchmaker.scheduling.model.problem import PairOrigin
from matchmaker.scheduling.repairing import disruption as scheduling
from matchmaker.scheduling.repairing.disruption import Disruption, DisruptionKind
from matchmaker.services.meetings.timetables.day_problem import DayState
from matchmaker.services.meetings.timetables.planner_people import make_planner_people
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, Two
from matchmaker.storage import UnitOfWork

__all__ = [
    "ABSENCE_KINDS",
    "PERSON_KINDS",
    "TIME_KINDS",
    "DisruptionKind",
    "DisruptionReport",
    "make_disruption",
    "store_disruption",
]

PERSON_KINDS = frozenset(DisruptionKind) - {DisruptionKind.LONGER_SPEECH, DisruptionKind.TABLE_LOST}
TIME_KINDS = frozenset(DisruptionKind) - {DisruptionKind.CANCELLATION, DisruptionKind.NO_SHOW, DisruptionKind.NEW_GUEST}
ABSENCE_KINDS = frozenset((DisruptionKind.CANCELLATION, DisruptionKind.NO_SHOW))


@dataclass(frozen=True, slots=True, kw_only=True)
class DisruptionReport:
    """Something that happened: to whom, from or until which slot (the first after a late arrival, the first missed
    of an early leave, the one a speech takes), at which table, counted from 1.
    """

    kind: DisruptionKind
    participation_id: ParticipationId | None = None
    slot_id: SlotId | None = None
    table: int | None = None


def make_disruption(today: DayState, report: DisruptionReport) -> Disruption:
    """The report in the planner's numbers; Invalid where it lacks something, Conflict where it comes too late."""
    problem, kind, now = today.planned.problem, report.kind, today.now
    slot = _find_slot(today, report) if kind in TIME_KINDS else problem.slots
    if kind is DisruptionKind.NEW_GUEST:
        return _make_late_guest(today)
    if kind is DisruptionKind.TABLE_LOST:
        if report.table is None or not 1 <= report.table <= max(problem.tables, default=0):
            raise Invalid("invalid_fields", fields={"table": "unknown_value"})
        return scheduling.lose_table(problem, report.table - 1, slot=slot)
    if kind is DisruptionKind.LONGER_SPEECH:
        return scheduling.lengthen_speech(frozenset(range(len(problem.people))), slots=frozenset({slot}))
    if report.participation_id is None or report.participation_id not in today.calendars.person_of:
        raise Invalid("invalid_fields", fields={"name": "unknown_value"})
    person = today.calendars.person_of[report.participation_id]
    if kind is DisruptionKind.LATE_ARRIVAL:
        return scheduling.arrive_late(person, now=now, slot=slot)
    if kind is DisruptionKind.EARLY_LEAVE:
        return scheduling.leave_early(problem, person, slot=slot)
    leave = scheduling.cancel if kind is DisruptionKind.CANCELLATION else scheduling.mark_no_show
    return leave(problem, person, now=now)


def _find_slot(today: DayState, report: DisruptionReport) -> int:
    slots = [slot.id for slot in today.plan_input.event.slots]
    if report.slot_id not in slots:
        raise Invalid("invalid_fields", fields={"slot": "unknown_value"})
    index = slots.index(report.slot_id)
    if index < today.now:
        raise StateConflict("slot_over")
    return index


def _make_late_guest(today: DayState) -> Disruption:
    """A late guest gets the first wishes, or else suggestions, as many as the fairness floor."""
    guest = today.guest
    if guest is None:
        raise Invalid("invalid_fields", fields={"name": "unknown_value"})
    person_of = today.calendars.person_of
    if guest.account_id is not None and any(
        it.account_id == guest.account_id for it in today.plan_input.participations
    ):
        raise StateConflict("guest_is_there")
    (person,) = make_planner_people(today.plan_input.event, [guest], {}).people
    partners, origin = _list_partners(today.plan_input, guest, person_of.keys())
    ahead = frozenset(slot for slot in person.open_slots if slot >= today.now)
    musts = tuple(dict.fromkeys(person_of[it] for it in partners))
    if origin is PairOrigin.SUGGESTED:
        musts = _list_with_spare_slot(today, musts, ahead)
    musts = musts[:FAIRNESS_FLOOR]
    if not musts:
        raise StateConflict("guest_wishes_nobody")
    return scheduling.add_guest(replace(person, open_slots=ahead, min_meetings=0), musts, origin=origin)


def _list_with_spare_slot(today: DayState, people: tuple[int, ...], ahead: frozenset[int]) -> tuple[int, ...]:
    """Those of the people with a meeting and a slot to spare: nobody's meeting falls out for a suggestion."""
    problem = today.planned.problem
    busy: dict[int, set[int]] = {it: set() for it in people}
    for placement in today.placements:
        for person in busy.keys() & problem.pairs[placement.pair].people:
            busy[person].add(placement.slot)
    free = {it: (problem.people[it].open_slots & ahead) - busy[it] for it in people}
    return tuple(it for it in people if free[it] and len(busy[it]) < problem.people[it].max_meetings)


def _list_partners(
    given: PlanInput, guest: Participation, there: Collection[ParticipationId]
) -> tuple[list[ParticipationId], PairOrigin]:
    """Whom a guest wished for, best first; else who wished for the guest; else the best fits.

    A guest of the day itself comes when wishing is over, and would otherwise meet nobody.
    """
    forbidden = given.blocked | {frozenset((it.wisher_id, it.wished_id)) for it in given.wishes if it.is_veto}

    def keep_free(found: Iterable[ParticipationId], barred: frozenset[Two] = frozenset()) -> list[ParticipationId]:
        return [it for it in found if it in there and frozenset((guest.id, it)) not in forbidden | barred]

    wishes = sorted((it for it in given.wishes if not it.is_veto), key=lambda it: (it.rank or 0, it.wisher_id))
    asked = keep_free(it.wished_id for it in wishes if it.wisher_id == guest.id)
    asked = asked or keep_free(it.wisher_id for it in wishes if it.wished_id == guest.id)
    if asked:
        return asked, PairOrigin.WISHED
    fits = sorted((-score, sorted(two - {guest.id})) for two, score in given.scores.items() if guest.id in two)
    return keep_free((other for _, (other,) in fits), given.warned), PairOrigin.SUGGESTED


def store_disruption(unit: UnitOfWork, today: DayState, report: DisruptionReport, disruption: Disruption) -> None:
    """Store what the report changes for good, so that the next plan knows it."""
    slots = today.plan_input.event.slots
    hit = {slots[index].id for index in disruption.slots}
    if report.kind is DisruptionKind.TABLE_LOST and report.table is not None:
        unit.events.mark_table_lost(today.plan_input.event.id, report.table, hit)
        return
    for participation in today.plan_input.participations:
        if today.calendars.person_of[participation.id] in disruption.people:
            _store_absence(unit, participation, hit=hit, is_gone=report.kind in ABSENCE_KINDS and today.now == 0)


def _store_absence(unit: UnitOfWork, participation: Participation, *, hit: set[SlotId], is_gone: bool) -> None:
    """Who was there for a part of the day stays registered: what was held is not undone."""
    if is_gone:
        state = PARTICIPATION_STEPS.next_state(participation.state, ParticipationAction.WITHDRAW) or participation.state
        unit.participations.save(replace(participation, state=state))
    else:
        unit.participations.set_open_slots(participation.id, participation.open_slots - hit)
