"""An event as a planning problem: wishes become valued pairs, suggestions fill free capacity, passes become vetoes."""

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

ParticipationPair = frozenset[ParticipationId]
"""The two participations of a pair, in no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInput:
    """The data of an event for planning. ``scores``: fits of suggested pairs among the participants.

    ``blocked`` and ``warned``: pairs by the conflict ledger. Blocked pairs never meet. Warned pairs meet only if
    somebody wishes it, because a wish for them has a stored reason. ``lost_tables``: slots with the numbers of tables,
    from 1, that cannot be used.
    """

    event: Event
    participations: Sequence[Participation]
    wishes: Sequence[Wish]
    scores: Mapping[ParticipationPair, float]
    organisations: Mapping[ParticipationId, str]
    blocked: frozenset[ParticipationPair] = frozenset()
    warned: frozenset[ParticipationPair] = frozenset()
    lost_tables: frozenset[tuple[SlotId, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """A planning problem, and how its numbers map to participations.

    ``pairs[k]``: startup and investor of the problem's pair k. ``pair_of``: the inverse. ``first_participations[n]``:
    first participation of person n. ``duplicate_pairs``: wished pairs left out, because the same two people have a
    higher-valued pair, or both sides are one person.
    """

    problem: Problem
    pairs: tuple[tuple[Participation, Participation], ...]
    pair_of: Mapping[ParticipationPair, int]
    first_participations: tuple[ParticipationId, ...]
    duplicate_pairs: frozenset[ParticipationPair]

    def name_people(self, pair: int) -> dict[int, ParticipationId]:
        """For each of the two people of a pair, by number, the participation that meets."""
        first, second = sorted(it.id for it in self.pairs[pair])
        return {self.problem.pairs[pair].a: first, self.problem.pairs[pair].b: second}


def make_problem(plan_input: PlanInput) -> PlanProblem:
    """The planning problem of an event. Slots and people are numbered in the order given."""
    sides = {it.id: it for it in plan_input.participations if it.state is ParticipationState.REGISTERED}
    planner_people = make_planner_people(plan_input.event, list(sides.values()), plan_input.organisations)
    vetoed = {
        frozenset((wish.wisher_id, wish.wished_id)) for wish in plan_input.wishes if wish.is_veto
    } | plan_input.blocked
    never_filled = vetoed | plan_input.warned
    values = _value_wished(plan_input.wishes, sides)
    wanted = [(ids, _make_pair(ids, planner_people, value)) for ids, value in values.items()]
    suggested = [
        (ids, _make_pair(ids, planner_people, suggested_value(score), origin=PairOrigin.SUGGESTED))
        for ids, score in plan_input.scores.items()
        if ids not in values and ids not in never_filled and ids <= sides.keys() and _is_across_sides(ids, sides)
    ]
    ordered = sorted(wanted, key=lambda it: (it[0] in vetoed, -it[1].value, sorted(it[0])))
    ordered += sorted(suggested, key=lambda it: (-it[1].value, sorted(it[0])))
    unique, dropped = _drop_duplicate_pairs(ordered)
    problem = Problem(
        slots=len(plan_input.event.slots),
        tables=tuple(slot.tables for slot in plan_input.event.slots),
        people=planner_people.people,
        pairs=tuple(pair for _, pair in unique),
        vetoed=frozenset(pair.people for ids, pair in unique if ids in vetoed),
        days=number_days(plan_input.event.slots),
        lost_tables=_number_lost(plan_input),
    )
    return PlanProblem(
        problem=problem,
        pairs=tuple(_in_order(ids, sides) for ids, _ in unique),
        pair_of={ids: index for index, (ids, _) in enumerate(unique)},
        first_participations=planner_people.list_first_participations(),
        duplicate_pairs=frozenset(dropped & values.keys()),
    )


def number_days(slots: Iterable[Slot]) -> tuple[int, ...]:
    """Day of each slot, as the number of days since the first slot's day."""
    days = [local_day(slot.starts_at).toordinal() for slot in slots]
    return tuple(day - days[0] for day in days)


def _number_lost(plan_input: PlanInput) -> frozenset[tuple[int, int]]:
    """Lost tables in the planner's numbers. A table beyond the present number of tables of a slot is left out."""
    return frozenset(
        (index, table - 1)
        for index, slot in enumerate(plan_input.event.slots)
        for slot_id, table in plan_input.lost_tables
        if slot_id == slot.id and table <= slot.tables
    )


def _value_wished(
    wishes: Sequence[Wish], sides: Mapping[ParticipationId, Participation]
) -> dict[ParticipationPair, int]:
    """Values of the wished pairs. Wishes for people who withdrew leave no gap in the ranks."""
    lists: dict[int, list[int]] = {}
    for wish in sorted(wishes, key=lambda wish: (wish.wisher_id, wish.rank or 0)):
        ids = {wish.wisher_id, wish.wished_id}
        if not wish.is_veto and ids <= sides.keys() and _is_across_sides(ids, sides):
            lists.setdefault(wish.wisher_id, []).append(wish.wished_id)
    return {frozenset(ParticipationId(i) for i in ids): value for ids, value in value_wishes(lists).items()}


def _is_across_sides(ids: Iterable[ParticipationId], sides: Mapping[ParticipationId, Participation]) -> bool:
    return {sides[it].kind for it in ids} == {PartyKind.STARTUP, PartyKind.INVESTOR}


def _make_pair(
    ids: ParticipationPair, planner_people: PlannerPeople, value: int, *, origin: PairOrigin = PairOrigin.WISHED
) -> MeetingPair:
    a, b = (planner_people.person_of[it] for it in sorted(ids))  # name_people relies on this order
    return MeetingPair(a=a, b=b, value=value, origin=origin, is_requested=origin is PairOrigin.WISHED)


def _drop_duplicate_pairs(
    ordered: Sequence[tuple[ParticipationPair, MeetingPair]],
) -> tuple[list[tuple[ParticipationPair, MeetingPair]], set[ParticipationPair]]:
    """Two people meet once at most, whatever their roles: keep the first pair of each two, drop pairs of one person."""
    seen: set[frozenset[int]] = set()
    unique, dropped = [], set()
    for ids, pair in ordered:
        if pair.a == pair.b or pair.people in seen:
            dropped.add(ids)
        else:
            seen.add(pair.people)
            unique.append((ids, pair))
    return unique, dropped


def _in_order(
    ids: ParticipationPair, sides: Mapping[ParticipationId, Participation]
) -> tuple[Participation, Participation]:
    startup, investor = sorted((sides[it] for it in ids), key=lambda it: it.kind is PartyKind.INVESTOR)
    return startup, investor


def load_input(unit: UnitOfWork, event_id: EventId, now: datetime) -> PlanInput:
    """Load the input of the planner: registered people, wishes, suggested pairs among them, conflicts of interest."""
    event = unit.events.get(event_id)
    entries = unit.participations.list_entries(event_id, state=ParticipationState.REGISTERED)
    by_profile: dict[tuple[PartyKind, int], ParticipationId] = {
        (it.participation.kind, it.profile.id): it.participation.id for it in entries
    }
    kinds = (PartyKind.STARTUP, PartyKind.INVESTOR)
    profiles = {kind: [profile_id for own_kind, profile_id in by_profile if own_kind is kind] for kind in kinds}
    fits = list_suggested_pairs(unit, profiles)
    scores: dict[ParticipationPair, float] = {
        frozenset((by_profile[PartyKind.STARTUP, startup], by_profile[PartyKind.INVESTOR, investor])): fit.score
        for (startup, investor), fit in fits.items()
    }
    organisations: Mapping[ParticipationId, str] = {
        entry.participation.id: entry.profile.organisation.strip()
        for entry in entries
        if isinstance(entry.profile, Investor) and entry.profile.organisation.strip()
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
        organisations=organisations,
        blocked=frozenset(ids for ids, judgement in judged.items() if judgement.is_blocked),
        warned=frozenset(ids for ids, judgement in judged.items() if judgement.is_warned),
        lost_tables=unit.events.list_lost_tables(event_id),
    )
