"""Repair of a timetable after a disruption: up to three valid alternatives, fewest disturbed people first.

The meetings that are no longer possible must change in any case. ``FEWEST`` moves no other meeting, and places the most
valuable of these meetings that fit, exactly. ``KEEP`` also moves other meetings, by ejection chains, to keep the rest.
``REFILL`` uses the free slots for unmet wishes, too.
"""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from matchmaker.scheduling.model.problem import Placement, Problem
from matchmaker.scheduling.model.timetable import wished_value
from matchmaker.scheduling.model.validation import validate
from matchmaker.scheduling.repairing.disruption import Disruption, DisruptionKind, apply_disruption
from matchmaker.scheduling.repairing.repair_state import RepairState
from matchmaker.scheduling.seating import reseat_meetings


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting that still takes place but changes its slot, its table, or both."""

    before: Placement
    after: Placement


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """All changes for one person. At least one of the tuples is not empty."""

    person: int
    added: tuple[Placement, ...]
    removed: tuple[Placement, ...]
    moved: tuple[Move, ...]


def list_changes(
    problem: Problem, before: Iterable[Placement], after: Iterable[Placement]
) -> tuple[PersonChanges, ...]:
    """Differences between two timetables of the same pairs, person by person.

    Parameters
    ----------
    problem : Problem
        The problem of both timetables.
    before, after : iterable of Placement
        At most one placement for each pair.

    Returns
    -------
    tuple of PersonChanges
        Ascending by person, and within a person by pair. People without a change are left out.
    """
    old = {it.pair: it for it in before}
    new = {it.pair: it for it in after}
    changed = sorted(pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair))
    by_person: dict[int, list[int]] = {}
    for pair in changed:
        for person in problem.pairs[pair].people:
            by_person.setdefault(person, []).append(pair)
    return tuple(_collect(person, by_person[person], old=old, new=new) for person in sorted(by_person))


def _collect(person: int, pairs: list[int], *, old: dict[int, Placement], new: dict[int, Placement]) -> PersonChanges:
    return PersonChanges(
        person,
        added=tuple(new[pair] for pair in pairs if pair not in old),
        removed=tuple(old[pair] for pair in pairs if pair not in new),
        moved=tuple(Move(old[pair], new[pair]) for pair in pairs if pair in old and pair in new),
    )


# Random searches for chains. The result that disturbs the fewest people is used.
SEARCHES = 4


class RepairStrategy(StrEnum):
    """How much a repair may change, from least to most."""

    FEWEST = "fewest"
    KEEP = "keep"
    REFILL = "refill"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One valid timetable after a disruption.

    Attributes
    ----------
    strategy : RepairStrategy
    placements : tuple of Placement
        The whole day, with an unchanged past.
    affected_people : tuple of int
        People with a changed meeting, slot or table, ascending. People who caused the disruption are left out.
    value : int
        Value of the placed wishes.
    lost, gained : tuple of int
        Pairs that met before and no longer meet, and pairs that did not meet before and now do.
    missing_musts : tuple of int
        Musts of a new guest that could not be placed.
    """

    strategy: RepairStrategy
    placements: tuple[Placement, ...]
    affected_people: tuple[int, ...]
    value: int
    lost: tuple[int, ...]
    gained: tuple[int, ...]
    missing_musts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairOptions:
    """The changed problem, and one to three timetables for it, by fewest affected people, then by most value."""

    problem: Problem
    alternatives: tuple[Alternative, ...]


def find_repairs(
    problem: Problem,
    placements: Sequence[Placement],
    disruption: Disruption,
    *,
    now: int,
    locks: Collection[int] = (),
    seed: int = 0,
) -> RepairOptions:
    """Alternatives for the rest of the day after a disruption.

    Parameters
    ----------
    problem : Problem
        The problem before the disruption.
    placements : sequence of Placement
        A valid timetable.
    disruption : Disruption
    now : int
        Slots before this one are past and do not change.
    locks : collection of int
        Pairs that keep their slot if they are still possible, like the fixed ones.
    seed : int
        The same seed gives the same alternatives.

    Returns
    -------
    RepairOptions
        An alternative that is no better than one with fewer affected people is left out. All keep every rule.

    Raises
    ------
    ValueError
        When the timetable breaks rules before the disruption.
    """
    broken = validate(problem, placements)
    if broken:
        raise ValueError(f"placements: got {broken[0]}, expected a valid timetable")
    after = apply_disruption(problem, disruption)
    state = RepairState(after, placements, disruption, now=now, locks=locks)
    after = replace(after, fixed=tuple(it for it in after.fixed if it in state.unaffected))
    strategies: dict[tuple[int, ...], RepairStrategy] = {}
    for strategy, slot_of in _run_strategies(state, seed=seed, is_mutual=disruption.kind is DisruptionKind.NO_SHOW):
        strategies.setdefault(slot_of, strategy)
    found = [
        _make_alternative(strategy, after, placements, slot_of=slot_of, state=state, disruption=disruption)
        for slot_of, strategy in strategies.items()
    ]
    return RepairOptions(after, tuple(_drop_dominated(found)))


def _run_strategies(
    state: RepairState, *, seed: int, is_mutual: bool
) -> Iterable[tuple[RepairStrategy, tuple[int, ...]]]:
    """Slots of all pairs for each strategy. Each strategy starts from the result of the one before."""
    state.place_musts()
    state.place_broken()
    yield RepairStrategy.FEWEST, tuple(state.copy_slots())
    state.insert_by_chains(random.Random(seed), tries=SEARCHES)  # noqa: S311 - a search, not a secret
    yield RepairStrategy.KEEP, tuple(state.copy_slots())
    state.fill_gaps(is_mutual=is_mutual)
    yield RepairStrategy.REFILL, tuple(state.copy_slots())


def _make_alternative(
    strategy: RepairStrategy,
    problem: Problem,
    before: Sequence[Placement],
    *,
    slot_of: Sequence[int],
    state: RepairState,
    disruption: Disruption,
) -> Alternative:
    """Choose the tables and build the result."""
    meetings = [(pair, slot) for pair, slot in enumerate(slot_of) if slot >= 0]
    placements = reseat_meetings(problem, before, meetings)
    old, new = {it.pair for it in before}, {pair for pair, _ in meetings}
    people = {it.person for it in list_changes(problem, before, placements)} - disruption.informed_people
    return Alternative(
        strategy,
        placements,
        tuple(sorted(people - {state.guest})),
        wished_value(problem, new),
        tuple(sorted(old - new)),
        tuple(sorted(new - old)),
        tuple(pair for pair in state.musts if pair not in new),
    )


def _drop_dominated(found: Iterable[Alternative]) -> Iterable[Alternative]:
    """By fewest affected people, without alternatives that affect more people but are no better."""
    best = None
    for alternative in sorted(found, key=lambda it: (len(it.affected_people), len(it.missing_musts), -it.value)):
        quality = (-len(alternative.missing_musts), alternative.value)
        if best is None or quality > best:
            best = quality
            yield alternative
