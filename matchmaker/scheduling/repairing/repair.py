"""When the day goes wrong: a few valid timetables to choose from, those that disturb the fewest people first.

The least that must change is known at once: the meetings that cannot be held any more. ``FEWEST`` touches nobody else,
and places of these meetings what fits, most value first, exactly. ``KEEP`` moves others to save the rest, by chains.
``REFILL`` gives what has become free to wishes that were unmet.
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
    """A meeting that stays but changes its slot, its table, or both."""

    before: Placement
    after: Placement


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """Everything that is different for one person; at least one of the tuples is not empty."""

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
        Whose pairs both timetables name.
    before, after : iterable of Placement
        Each pair at most once.

    Returns
    -------
    tuple of PersonChanges
        Ascending by person; people with the same meetings at the same places are left out. Within a person by pair.
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


# Searches for chains with different dice; the one that disturbs the fewest people is kept.
SEARCHES = 4


class RepairStrategy(StrEnum):
    """How far a repair goes."""

    FEWEST = "fewest"
    KEEP = "keep"
    REFILL = "refill"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One valid timetable after a disruption.

    Attributes
    ----------
    way : Way
    placements : tuple of Placement
        The whole day, the past as it was.
    people : tuple of int
        Whose calendar changes, table included, ascending; those who caused it left out.
    value : int
        Of the wishes placed.
    lost, gained : tuple of int
        Pairs that met before and do not now, and conversely.
    missing : tuple of int
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
    """The problem as it is now, and one to three timetables for it, fewest people first, then most value."""

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
    """Alternatives for the rest of the day.

    Parameters
    ----------
    problem : Problem
        That the timetable was made for.
    placements : sequence of Placement
        A valid timetable.
    disruption : Disruption
    now : int
        Slots before this one are past and stay.
    locks : collection of int
        Pairs that stay where they are if they can be held at all, like the fixed ones.
    seed : int
        The same seed gives the same alternatives.

    Returns
    -------
    Repair
        An alternative that is no better than one with fewer people is left out. All keep every rule.

    Raises
    ------
    ValueError
        When the timetable breaks rules before the disruption.
    """
    broken = validate(problem, placements)
    if broken:
        raise ValueError(f"placements: got {broken[0]}, expected a valid timetable")
    after = apply_disruption(problem, disruption)
    bench = RepairState(after, placements, disruption, now=now, locks=locks)
    after = replace(after, fixed=tuple(it for it in after.fixed if it in bench.standing))
    sketches: dict[tuple[int, ...], RepairStrategy] = {}
    for way, slot_of in _run_strategies(bench, seed=seed, is_mutual=disruption.kind is DisruptionKind.NO_SHOW):
        sketches.setdefault(slot_of, way)
    found = [
        _finish(way, after, placements, slot_of=slot_of, bench=bench, disruption=disruption)
        for slot_of, way in sketches.items()
    ]
    return RepairOptions(after, tuple(_list_worthwhile(found)))


def _run_strategies(
    bench: RepairState, *, seed: int, is_mutual: bool
) -> Iterable[tuple[RepairStrategy, tuple[int, ...]]]:
    """Slots of all pairs for each way; each goes on from the one before."""
    bench.place_musts()
    bench.place_broken()
    yield RepairStrategy.FEWEST, tuple(bench.copy_slots())
    bench.insert_by_chains(random.Random(seed), tries=SEARCHES)  # noqa: S311 - a search, not a secret
    yield RepairStrategy.KEEP, tuple(bench.copy_slots())
    bench.fill_gaps(is_mutual=is_mutual)
    yield RepairStrategy.REFILL, tuple(bench.copy_slots())


def _finish(
    way: RepairStrategy,
    problem: Problem,
    before: Sequence[Placement],
    *,
    slot_of: Sequence[int],
    bench: RepairState,
    disruption: Disruption,
) -> Alternative:
    """Seat everybody and sum up."""
    meetings = [(pair, slot) for pair, slot in enumerate(slot_of) if slot >= 0]
    placements = reseat_meetings(problem, before, meetings)
    old, new = {it.pair for it in before}, {pair for pair, _ in meetings}
    people = {it.person for it in list_changes(problem, before, placements)} - disruption.informed_people
    return Alternative(
        way,
        placements,
        tuple(sorted(people - {bench.guest})),
        wished_value(problem, new),
        tuple(sorted(old - new)),
        tuple(sorted(new - old)),
        tuple(pair for pair in bench.musts if pair not in new),
    )


def _list_worthwhile(found: Iterable[Alternative]) -> Iterable[Alternative]:
    """Fewest people first, without those that more people do not make better."""
    best = None
    for it in sorted(found, key=lambda it: (len(it.affected_people), len(it.missing_musts), -it.value)):
        worth = (-len(it.missing_musts), it.value)
        if best is None or worth > best:
            best = worth
            yield it
