"""Disruptions that organizers report on the event day: as input of the planner, and as stored changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from matchmaker.domain.attendance import PARTICIPATION_STEPS, ParticipationAction
from matchmaker.domain.errors import Invalid, StateConflict
from matchmaker.domain.events import FAIRNESS_FLOOR, Participation
from matchmaker.domain.ids import ParticipationId, SlotId
from matchmaker.scheduling.model.problem import PairOrigin
from matchmaker.scheduling.repairing.disruption import (
    Disruption,
    DisruptionKind,
    add_guest,
    arrive_late,
    cancel,
    leave_early,
    lengthen_speech,
    lose_table,
    mark_no_show,
)
from matchmaker.services.meetings.timetables.day_problem import DayState
from matchmaker.services.meetings.timetables.planner_people import make_planner_people
from matchmaker.services.meetings.timetables.planning_problem import ParticipationPair, PlanInput
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
    """What happened, and to which participation, slot or table. Tables count from 1.

    The slot depends on the kind. After a late arrival it is the first slot that is possible. Of an early leave it is
    the first slot that is missed. Of a lost table it is the first slot without it. A longer speech takes this slot.
    """

    kind: DisruptionKind
    participation_id: ParticipationId | None = None
    slot_id: SlotId | None = None
    table: int | None = None


def make_disruption(day_state: DayState, report: DisruptionReport) -> Disruption:
    """The report in the planner's numbers. Raises Invalid if data are missing, StateConflict if it is too late."""
    problem, kind, now = day_state.plan_problem.problem, report.kind, day_state.now
    slot = _find_slot(day_state, report) if kind in TIME_KINDS else problem.slots
    if kind is DisruptionKind.NEW_GUEST:
        return _make_late_guest(day_state)
    if kind is DisruptionKind.TABLE_LOST:
        if report.table is None or not 1 <= report.table <= max(problem.tables, default=0):
            raise Invalid("invalid_fields", fields={"table": "unknown_value"})
        return lose_table(problem, report.table - 1, slot=slot)
    if kind is DisruptionKind.LONGER_SPEECH:
        return lengthen_speech(frozenset(range(len(problem.people))), slots=frozenset({slot}))
    if report.participation_id is None or report.participation_id not in day_state.planner_people.person_of:
        raise Invalid("invalid_fields", fields={"name": "unknown_value"})
    person = day_state.planner_people.person_of[report.participation_id]
    if kind is DisruptionKind.LATE_ARRIVAL:
        return arrive_late(person, now=now, slot=slot)
    if kind is DisruptionKind.EARLY_LEAVE:
        return leave_early(problem, person, slot=slot)
    leave = cancel if kind is DisruptionKind.CANCELLATION else mark_no_show
    return leave(problem, person, now=now)


def _find_slot(day_state: DayState, report: DisruptionReport) -> int:
    slots = [slot.id for slot in day_state.plan_input.event.slots]
    if report.slot_id not in slots:
        raise Invalid("invalid_fields", fields={"slot": "unknown_value"})
    index = slots.index(report.slot_id)
    if index < day_state.now:
        raise StateConflict("slot_over")
    return index


def _make_late_guest(day_state: DayState) -> Disruption:
    """The late guest with required meetings: the first wishes, or else suggestions, as many as the fairness floor."""
    guest = day_state.guest
    if guest is None:
        raise Invalid("invalid_fields", fields={"name": "unknown_value"})
    person_of = day_state.planner_people.person_of
    if guest.account_id is not None and any(
        it.account_id == guest.account_id for it in day_state.plan_input.participations
    ):
        raise StateConflict("guest_is_there")
    (person,) = make_planner_people(day_state.plan_input.event, [guest], {}).people
    partners, origin = _list_partners(day_state.plan_input, guest, person_of.keys())
    ahead = frozenset(slot for slot in person.open_slots if slot >= day_state.now)
    musts = tuple(dict.fromkeys(person_of[it] for it in partners))
    if origin is PairOrigin.SUGGESTED:
        musts = _list_with_spare_slot(day_state, musts, ahead)
    musts = musts[:FAIRNESS_FLOOR]
    if not musts:
        raise StateConflict("guest_wishes_nobody")
    return add_guest(replace(person, open_slots=ahead, min_meetings=0), musts, origin=origin)


def _list_with_spare_slot(day_state: DayState, people: tuple[int, ...], ahead: frozenset[int]) -> tuple[int, ...]:
    """People who can take one more meeting, so that no suggested meeting pushes out an existing one."""
    problem = day_state.plan_problem.problem
    busy: dict[int, set[int]] = {it: set() for it in people}
    for placement in day_state.placements:
        for person in busy.keys() & problem.pairs[placement.pair].people:
            busy[person].add(placement.slot)
    free = {it: (problem.people[it].open_slots & ahead) - busy[it] for it in people}
    return tuple(it for it in people if free[it] and len(busy[it]) < problem.people[it].max_meetings)


def _list_partners(
    plan_input: PlanInput, guest: Participation, present: Collection[ParticipationId]
) -> tuple[list[ParticipationId], PairOrigin]:
    """Participations that the guest wished for, the best first; else those that wished for the guest; else best fits.

    A guest who registers on the day cannot wish any more, and would otherwise meet nobody.
    """
    forbidden = plan_input.blocked | {frozenset((it.wisher_id, it.wished_id)) for it in plan_input.wishes if it.is_veto}

    def filter_allowed(
        candidates: Iterable[ParticipationId], excluded: frozenset[ParticipationPair] = frozenset()
    ) -> list[ParticipationId]:
        return [it for it in candidates if it in present and frozenset((guest.id, it)) not in forbidden | excluded]

    wishes = sorted((it for it in plan_input.wishes if not it.is_veto), key=lambda it: (it.rank or 0, it.wisher_id))
    wished = filter_allowed(it.wished_id for it in wishes if it.wisher_id == guest.id)
    wished = wished or filter_allowed(it.wisher_id for it in wishes if it.wished_id == guest.id)
    if wished:
        return wished, PairOrigin.WISHED
    fits = sorted((-score, sorted(ids - {guest.id})) for ids, score in plan_input.scores.items() if guest.id in ids)
    return filter_allowed((other for _, (other,) in fits), plan_input.warned), PairOrigin.SUGGESTED


def store_disruption(unit: UnitOfWork, day_state: DayState, report: DisruptionReport, disruption: Disruption) -> None:
    """Store what the report changes permanently, so that the next plan uses it."""
    slots = day_state.plan_input.event.slots
    lost_slots = {slots[index].id for index in disruption.slots}
    if report.kind is DisruptionKind.TABLE_LOST and report.table is not None:
        unit.events.mark_table_lost(day_state.plan_input.event.id, report.table, lost_slots)
        return
    for participation in day_state.plan_input.participations:
        if day_state.planner_people.person_of[participation.id] in disruption.people:
            _store_absence(
                unit, participation, lost_slots=lost_slots, is_gone=report.kind in ABSENCE_KINDS and day_state.now == 0
            )


def _store_absence(unit: UnitOfWork, participation: Participation, *, lost_slots: set[SlotId], is_gone: bool) -> None:
    """Withdraw the participation if ``is_gone``, otherwise close the lost slots. Past meetings stay valid."""
    if is_gone:
        state = PARTICIPATION_STEPS.next_state(participation.state, ParticipationAction.WITHDRAW) or participation.state
        unit.participations.save(replace(participation, state=state))
    else:
        unit.participations.set_open_slots(participation.id, participation.open_slots - lost_slots)
