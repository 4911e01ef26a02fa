"""A published timetable as a planning problem on the event day: later changes forbid no meeting."""

from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.domain.errors import StateConflict
from matchmaker.domain.events import Participation
from matchmaker.domain.ids import EventId, ParticipationId
from matchmaker.domain.timetables import Meeting, Timetable
from matchmaker.domain.vocabulary import MeetingOrigin
from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Person, Placement
from matchmaker.services.meetings.timetables.planner_people import PlannerPeople, make_planner_people
from matchmaker.services.meetings.timetables.planning_problem import PlanInput, PlanProblem, load_input, make_problem
from matchmaker.storage import UnitOfWork

ORIGINS = {MeetingOrigin.WISHED: PairOrigin.WISHED, MeetingOrigin.SUGGESTED: PairOrigin.SUGGESTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """The planning problem of a published timetable on the event day.

    ``placements``: published meetings of people who still take part. ``now``: number of slots that have begun.
    ``guest``: a participant without meetings, who is not among the people of the problem.
    """

    plan_input: PlanInput
    published: Timetable
    plan_problem: PlanProblem
    planner_people: PlannerPeople
    placements: tuple[Placement, ...]
    now: int
    guest: Participation | None = None


def load_day_state(
    unit: UnitOfWork, event_id: EventId, at: datetime, *, guest_id: ParticipationId | None = None
) -> DayState:
    """Load the published timetable of an event as a planning problem at the time ``at``.

    Raises StateConflict ``nothing_published`` if there is none, ``guest_has_meetings`` if the guest has meetings.
    """
    published = unit.timetables.find_published(event_id)
    if published is None:
        raise StateConflict("nothing_published")
    plan_input = load_input(unit, event_id, at)
    guest = next((it for it in plan_input.participations if it.id == guest_id), None)
    if guest is not None:
        if any(guest.id in _participation_pair(it) for it in published.meetings):
            raise StateConflict("guest_has_meetings")
        plan_input = replace(plan_input, participations=[it for it in plan_input.participations if it.id != guest.id])
    planner_people = make_planner_people(plan_input.event, plan_input.participations, plan_input.organisations)
    participation_ids = planner_people.person_of.keys()
    meetings = [it for it in published.meetings if _participation_pair(it) <= participation_ids]
    plan_problem = make_problem(plan_input)
    slot_index = {slot.id: index for index, slot in enumerate(plan_input.event.slots)}
    plan_problem = _add_published_pairs(plan_problem, meetings, planner_people, plan_input)
    placements = tuple(
        Placement(plan_problem.pair_of[_participation_pair(meeting)], slot_index[meeting.slot_id], meeting.table - 1)
        for meeting in meetings
    )
    plan_problem = _make_room(plan_problem, placements)
    now = sum(slot.starts_at <= at for slot in plan_input.event.slots)
    return DayState(
        plan_input=plan_input,
        published=published,
        plan_problem=plan_problem,
        planner_people=planner_people,
        placements=placements,
        now=now,
        guest=guest,
    )


def _participation_pair(meeting: Meeting) -> frozenset[ParticipationId]:
    return frozenset((meeting.startup_participation_id, meeting.investor_participation_id))


def _add_published_pairs(
    plan_problem: PlanProblem, meetings: list[Meeting], planner_people: PlannerPeople, plan_input: PlanInput
) -> PlanProblem:
    """Add a pair for every published meeting, even if nobody wishes it any more. None of them is forbidden."""
    sides = {it.id: it for it in plan_input.participations}
    pairs, sides_of, pair_of = list(plan_problem.problem.pairs), list(plan_problem.pairs), dict(plan_problem.pair_of)
    for meeting in meetings:
        ids = _participation_pair(meeting)
        if ids in pair_of:
            pairs[pair_of[ids]] = replace(pairs[pair_of[ids]], is_requested=True)
            continue
        a, b = (planner_people.person_of[it] for it in sorted(ids))
        pair_of[ids] = len(pairs)
        pairs.append(MeetingPair(a, b, 1, ORIGINS[meeting.origin], is_requested=True))
        sides_of.append((sides[meeting.startup_participation_id], sides[meeting.investor_participation_id]))
    meeting_people = {pairs[pair_of[_participation_pair(it)]].people for it in meetings}
    problem = replace(plan_problem.problem, pairs=tuple(pairs), vetoed=plan_problem.problem.vetoed - meeting_people)
    return replace(plan_problem, problem=problem, pairs=tuple(sides_of), pair_of=pair_of)


def _make_room(plan_problem: PlanProblem, placements: tuple[Placement, ...]) -> PlanProblem:
    """Widen open slots, meeting limits and tables as far as the published meetings need."""
    problem = plan_problem.problem
    busy: dict[int, set[int]] = {}
    tables = list(problem.tables)
    for placement in placements:
        for person in problem.pairs[placement.pair].people:
            busy.setdefault(person, set()).add(placement.slot)
        tables[placement.slot] = max(tables[placement.slot], placement.table + 1)
    widened = replace(
        problem,
        people=tuple(_widen(person, busy.get(index, set())) for index, person in enumerate(problem.people)),
        tables=tuple(tables),
        lost_tables=problem.lost_tables - {(it.slot, it.table) for it in placements},
    )
    return replace(plan_problem, problem=widened)


def _widen(person: Person, busy: set[int]) -> Person:
    return replace(person, open_slots=person.open_slots | busy, max_meetings=max(person.max_meetings, len(busy)))
