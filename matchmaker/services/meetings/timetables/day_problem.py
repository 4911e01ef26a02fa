"""A published timetable as the planner's problem on the day: what was agreed stands, whatever has changed since."""

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
    """``placements`` are the published meetings of those who still take part; slots before ``now`` have begun.

    ``guest`` is a participant who has no meetings yet: not among the people of the problem.
    """

    plan_input: PlanInput
    published: Timetable
    planned: PlanProblem
    calendars: PlannerPeople
    placements: tuple[Placement, ...]
    now: int
    guest: Participation | None = None


def load_day_state(
    unit: UnitOfWork, event_id: EventId, at: datetime, *, guest_id: ParticipationId | None = None
) -> DayState:
    """Conflict ``nothing_published`` before a timetable is published, ``guest_has_meetings`` for one who has some."""
    published = unit.timetables.find_published(event_id)
    if published is None:
        raise StateConflict("nothing_published")
    given = load_input(unit, event_id, at)
    guest = next((it for it in given.participations if it.id == guest_id), None)
    if guest is not None:
        if any(guest.id in _two(it) for it in published.meetings):
            raise StateConflict("guest_has_meetings")
        given = replace(given, participations=[it for it in given.participations if it.id != guest.id])
    calendars = make_planner_people(given.event, given.participations, given.organisations)
    there = calendars.person_of.keys()
    held = [it for it in published.meetings if {it.startup_participation_id, it.investor_participation_id} <= there]
    planned = make_problem(given)
    slot_index = {slot.id: index for index, slot in enumerate(given.event.slots)}
    planned = _add_published_pairs(planned, held, calendars, given)
    placements = tuple(Placement(planned.pair_of[_two(it)], slot_index[it.slot_id], it.table - 1) for it in held)
    planned = _make_room(planned, placements)
    now = sum(slot.starts_at <= at for slot in given.event.slots)
    return DayState(
        plan_input=given,
        published=published,
        planned=planned,
        calendars=calendars,
        placements=placements,
        now=now,
        guest=guest,
    )


def _two(meeting: Meeting) -> frozenset[ParticipationId]:
    return frozenset((meeting.startup_participation_id, meeting.investor_participation_id))


def _add_published_pairs(
    planned: PlanProblem, held: list[Meeting], calendars: PlannerPeople, given: PlanInput
) -> PlanProblem:
    """With a pair for every published meeting, also where nobody wishes it any more; none of them is forbidden."""
    sides = {it.id: it for it in given.participations}
    pairs, two_of, pair_of = list(planned.problem.pairs), list(planned.pairs), dict(planned.pair_of)
    for meeting in held:
        two = _two(meeting)
        if two in pair_of:
            pairs[pair_of[two]] = replace(pairs[pair_of[two]], is_requested=True)
            continue
        a, b = (calendars.person_of[it] for it in sorted(two))
        pair_of[two] = len(pairs)
        pairs.append(MeetingPair(a, b, 1, ORIGINS[meeting.origin], is_requested=True))
        two_of.append((sides[meeting.startup_participation_id], sides[meeting.investor_participation_id]))
    meeting_people = {pairs[pair_of[_two(it)]].people for it in held}
    problem = replace(planned.problem, pairs=tuple(pairs), vetoed=planned.problem.vetoed - meeting_people)
    return replace(planned, problem=problem, pairs=tuple(two_of), pair_of=pair_of)


def _make_room(planned: PlanProblem, placements: tuple[Placement, ...]) -> PlanProblem:
    """With people who have time for the meetings they have, and the tables these stand at."""
    problem = planned.problem
    busy: dict[int, set[int]] = {}
    for it in placements:
        for person in problem.pairs[it.pair].people:
            busy.setdefault(person, set()).add(it.slot)
    tables = list(problem.tables)
    for it in placements:
        tables[it.slot] = max(tables[it.slot], it.table + 1)
    roomy = replace(
        problem,
        people=tuple(_widen(person, busy.get(index, set())) for index, person in enumerate(problem.people)),
        tables=tuple(tables),
        lost_tables=problem.lost_tables - {(it.slot, it.table) for it in placements},
    )
    return replace(planned, problem=roomy)


def _widen(person: Person, busy: set[int]) -> Person:
    return replace(person, open_slots=person.open_slots | busy, max_meetings=max(person.max_meetings, len(busy)))
