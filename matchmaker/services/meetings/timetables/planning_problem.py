"""An event as the planner's problem: wishes become valued pairs, suggestions fill pairs, passes vetoes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.events import Event, Participation, Slot, Wish
from matchmaker.domain.ids import EventId, ParticipationId, SlotId
from matchmaker.domain.local_time import local_day
from matchmaker.domain.profiles import Investor
from matchmaker.domain.vocabulary import ParticipationState, PartyKind
from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Problem
from matchmaker.scheduling.model.wish_values import suggested_value, value_wishes
from matchmaker.services.interests.participants import judge_participations
from matchmaker.services.meetings.events.candidates import list_suggested_pairs
from matchmaker.services.meetings.timetables.planner_people import PlannerPeople, make_planner_people
from matchmaker.storage import UnitOfWork

Two = frozenset[ParticipationId]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInput:
    """What is loaded of an event; ``scores`` are fits of suggested pairs among the participants.

    The conflict ledger lets pairs that are ``blocked`` never meet; those ``warned`` of meet only where somebody wishes,
    for a wish has told its reason. ``lost_tables`` are numbers of tables, from 1, that cannot be used in a slot.
    """

    event: Event
    participations: Sequence[Participation]
    wishes: Sequence[Wish]
    scores: Mapping[Two, float]
    organisations: Mapping[ParticipationId, str]
    blocked: frozenset[Two] = frozenset()
    warned: frozenset[Two] = frozenset()
    lost_tables: frozenset[tuple[SlotId, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """``pairs[k]`` are startup and investor of the problem's pair k, ``pair_of`` finds k.

    ``chairs[n]`` is the first participation of person n. ``duplicate_pairs`` are wished pairs of people of whom a
    dearer pair is planned already, or of one and the same person.
    """

    problem: Problem
    pairs: tuple[tuple[Participation, Participation], ...]
    pair_of: Mapping[Two, int]
    first_participations: tuple[ParticipationId, ...]
    duplicate_pairs: frozenset[Two]

    def name_people(self, pair: int) -> dict[int, ParticipationId]:
        """The participation that each of the two people of a pair sits in this meeting for."""
        first, second = sorted(it.id for it in self.pairs[pair])
        return {self.problem.pairs[pair].a: first, self.problem.pairs[pair].b: second}


def make_problem(given: PlanInput) -> PlanProblem:
    """The planner's problem of an event; people, slots and pairs are numbered in the order given."""
    sides = {it.id: it for it in given.participations if it.state is ParticipationState.REGISTERED}
    calendars = make_planner_people(given.event, list(sides.values()), given.organisations)
    vetoed = {frozenset((w.wisher_id, w.wished_id)) for w in given.wishes if w.is_veto} | given.blocked
    never_filled = vetoed | given.warned
    values = _value_wished(given.wishes, sides)
    wanted = [(two, _make_pair(two, calendars, value)) for two, value in values.items()]
    filling = [
        (two, _make_pair(two, calendars, suggested_value(score), origin=PairOrigin.SUGGESTED))
        for two, score in given.scores.items()
        if two not in values and two not in never_filled and two <= sides.keys() and _is_across_sides(two, sides)
    ]
    ordered = sorted(wanted, key=lambda it: (it[0] in vetoed, -it[1].value, sorted(it[0])))
    ordered += sorted(filling, key=lambda it: (-it[1].value, sorted(it[0])))
    kept, dropped = _drop_duplicate_pairs(ordered)
    problem = Problem(
        slots=len(given.event.slots),
        tables=tuple(slot.tables for slot in given.event.slots),
        people=calendars.people,
        pairs=tuple(pair for _, pair in kept),
        vetoed=frozenset(pair.people for two, pair in kept if two in vetoed),
        days=number_days(given.event.slots),
        lost_tables=_number_lost(given),
    )
    return PlanProblem(
        problem=problem,
        pairs=tuple(_in_order(two, sides) for two, _ in kept),
        pair_of={two: index for index, (two, _) in enumerate(kept)},
        first_participations=calendars.list_first_participations(),
        duplicate_pairs=frozenset(dropped & values.keys()),
    )


def number_days(slots: Iterable[Slot]) -> tuple[int, ...]:
    """Day of each slot, counted from the first."""
    days = [local_day(slot.starts_at).toordinal() for slot in slots]
    return tuple(day - days[0] for day in days)


def _number_lost(given: PlanInput) -> frozenset[tuple[int, int]]:
    """Lost tables as the planner counts; a table that a slot no longer counts is not lost."""
    return frozenset(
        (index, table - 1)
        for index, slot in enumerate(given.event.slots)
        for slot_id, table in given.lost_tables
        if slot_id == slot.id and table <= slot.tables
    )


def _value_wished(wishes: Sequence[Wish], sides: Mapping[ParticipationId, Participation]) -> dict[Two, int]:
    """Values of the wished pairs; ranks close up over those who have withdrawn."""
    lists: dict[int, list[int]] = {}
    for wish in sorted(wishes, key=lambda w: (w.wisher_id, w.rank or 0)):
        two = {wish.wisher_id, wish.wished_id}
        if not wish.is_veto and two <= sides.keys() and _is_across_sides(two, sides):
            lists.setdefault(wish.wisher_id, []).append(wish.wished_id)
    return {frozenset(ParticipationId(i) for i in two): value for two, value in value_wishes(lists).items()}


def _is_across_sides(two: Iterable[ParticipationId], sides: Mapping[ParticipationId, Participation]) -> bool:
    return {sides[it].kind for it in two} == {PartyKind.STARTUP, PartyKind.INVESTOR}


def _make_pair(
    two: Two, calendars: PlannerPeople, value: int, *, origin: PairOrigin = PairOrigin.WISHED
) -> MeetingPair:
    a, b = (calendars.person_of[it] for it in sorted(two))  # in the order that name_people relies on
    return MeetingPair(a=a, b=b, value=value, origin=origin, is_requested=origin is PairOrigin.WISHED)


def _drop_duplicate_pairs(ordered: Sequence[tuple[Two, MeetingPair]]) -> tuple[list[tuple[Two, MeetingPair]], set[Two]]:
    """Two people meet once whatever their roles: the first pair of each two stays, and nobody meets oneself."""
    seen: set[frozenset[int]] = set()
    kept, dropped = [], set()
    for two, pair in ordered:
        if pair.a == pair.b or pair.people in seen:
            dropped.add(two)
        else:
            seen.add(pair.people)
            kept.append((two, pair))
    return kept, dropped


def _in_order(two: Two, sides: Mapping[ParticipationId, Participation]) -> tuple[Participation, Participation]:
    startup, investor = sorted((sides[it] for it in two), key=lambda it: it.kind is PartyKind.INVESTOR)
    return startup, investor


def load_input(unit: UnitOfWork, event_id: EventId, now: datetime) -> PlanInput:
    """What the planner is given: registered people, wishes, suggested pairs among those registered, and conflicts."""
    event = unit.events.get(event_id)
    entries = unit.participations.list_entries(event_id, state=ParticipationState.REGISTERED)
    by_profile: dict[tuple[PartyKind, int], ParticipationId] = {
        (it.participation.kind, it.profile.id): it.participation.id for it in entries
    }
    profiles = {
        kind: [profile for of, profile in by_profile if of is kind] for kind in (PartyKind.STARTUP, PartyKind.INVESTOR)
    }
    fits = list_suggested_pairs(unit, profiles)
    scores: dict[Two, float] = {
        frozenset((by_profile[PartyKind.STARTUP, startup], by_profile[PartyKind.INVESTOR, investor])): fit.score
        for (startup, investor), fit in fits.items()
    }
    houses: Mapping[ParticipationId, str] = {
        it.participation.id: it.profile.organisation.strip()
        for it in entries
        if isinstance(it.profile, Investor) and it.profile.organisation.strip()
    }
    registered = [it.participation for it in entries]
    wishes = unit.wishes.list_for_event(event_id)
    wished = {frozenset((it.wisher_id, it.wished_id)) for it in wishes if not it.is_veto}
    judged = judge_participations(unit, registered, wished | scores.keys(), now=now)
    return PlanInput(
        event=event,
        participations=registered,
        wishes=wishes,
        scores=scores,
        organisations=houses,
        blocked=frozenset(two for two, judgement in judged.items() if judgement.is_blocked),
        warned=frozenset(two for two, judgement in judged.items() if judgement.is_warned),
        lost_tables=unit.events.list_lost_tables(event_id),
    )
