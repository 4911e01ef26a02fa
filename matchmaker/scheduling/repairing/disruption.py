"""Disruptions on the day of the event, as changes of the problem. The past does not change."""

from dataclasses import dataclass, replace
from enum import StrEnum

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Person, Placement, Problem


class DisruptionKind(StrEnum):
    """What happened. Only a no-show is repaired in its own way; the other kinds differ in their fields."""

    CANCELLATION = "cancellation"
    LATE_ARRIVAL = "late_arrival"
    EARLY_LEAVE = "early_leave"
    LONGER_SPEECH = "longer_speech"
    NO_SHOW = "no_show"
    TABLE_LOST = "table_lost"
    NEW_GUEST = "new_guest"


@dataclass(frozen=True, slots=True)
class Disruption:
    """An event on the day that changes the problem; the functions of this module create it.

    Attributes
    ----------
    kind : DisruptionKind
    slots : frozenset of int
        Affected slots, none of them in the past.
    people : frozenset of int
        People who cannot meet in these slots.
    table : int or None
        The table that cannot be used in these slots.
    guest : Person or None
        A new participant, who gets the next index.
    musts : tuple of int
        People that the guest has to meet.
    origin : PairOrigin
        Whether the guest's meetings are wished or suggested.
    """

    kind: DisruptionKind
    slots: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    table: int | None = None
    guest: Person | None = None
    musts: tuple[int, ...] = ()
    origin: PairOrigin = PairOrigin.WISHED

    @property
    def informed_people(self) -> frozenset[int]:
        """People who caused the disruption and so know of it. A longer speech is not caused by its listeners."""
        return frozenset() if self.kind is DisruptionKind.LONGER_SPEECH else self.people


def cancel(problem: Problem, person: int, *, now: int) -> Disruption:
    """The person goes home."""
    return Disruption(DisruptionKind.CANCELLATION, frozenset(range(now, problem.slots)), frozenset((person,)))


def mark_no_show(problem: Problem, person: int, *, now: int) -> Disruption:
    """The person did not come, and nobody waits any longer."""
    return Disruption(DisruptionKind.NO_SHOW, frozenset(range(now, problem.slots)), frozenset((person,)))


def arrive_late(person: int, *, now: int, slot: int) -> Disruption:
    """The person is there from a slot on."""
    return Disruption(DisruptionKind.LATE_ARRIVAL, frozenset(range(now, slot)), frozenset((person,)))


def leave_early(problem: Problem, person: int, *, slot: int) -> Disruption:
    """The person is gone from a slot on."""
    return Disruption(DisruptionKind.EARLY_LEAVE, frozenset(range(slot, problem.slots)), frozenset((person,)))


def lengthen_speech(people: frozenset[int], *, slots: frozenset[int]) -> Disruption:
    """None of the people can meet in the slots."""
    return Disruption(DisruptionKind.LONGER_SPEECH, slots, people)


def lose_table(problem: Problem, table: int, *, slot: int) -> Disruption:
    """A table cannot be used from a slot on."""
    there = frozenset(t for t in range(slot, problem.slots) if table < problem.tables[t])
    return Disruption(DisruptionKind.TABLE_LOST, there, table=table)


def add_guest(guest: Person, musts: tuple[int, ...], *, origin: PairOrigin = PairOrigin.WISHED) -> Disruption:
    """An unannounced guest comes and has to meet some people."""
    return Disruption(DisruptionKind.NEW_GUEST, guest=guest, musts=musts, origin=origin)


def apply_disruption(problem: Problem, disruption: Disruption) -> Problem:
    """The changed problem, without the fixed meetings that are no longer possible.

    Pairs and people keep their indexes. A guest and the guest's pairs come last. Each of these pairs has the highest
    value of all pairs.
    """
    away = disruption.people
    people = [
        replace(it, open_slots=it.open_slots - disruption.slots) if index in away else it
        for index, it in enumerate(problem.people)
    ]
    pairs, highest = list(problem.pairs), max((pair.value for pair in problem.pairs), default=1)
    if disruption.guest is not None:
        pairs += [
            MeetingPair(other, len(people), highest, disruption.origin, is_requested=True, is_mutual=True)
            for other in disruption.musts
        ]
        people.append(disruption.guest)
    lost = frozenset((slot, disruption.table) for slot in disruption.slots if disruption.table is not None)
    return replace(
        problem,
        people=tuple(people),
        pairs=tuple(pairs),
        fixed=tuple(it for it in problem.fixed if not is_affected(problem, disruption, *it)),
        lost_tables=problem.lost_tables | lost,
    )


def is_affected(problem: Problem, disruption: Disruption, pair: int, slot: int) -> bool:
    """Whether one of the two people of a meeting can no longer come."""
    return slot in disruption.slots and not disruption.people.isdisjoint(problem.pairs[pair].people)


def has_lost_table(disruption: Disruption, placement: Placement) -> bool:
    """Whether a meeting has lost its table."""
    return placement.slot in disruption.slots and placement.table == disruption.table
