"""When the day goes wrong: a few valid timetables to choose from, those that disturb the fewest people first.

The least that must change is known at once: the meetings that cannot be held any more. ``FEWEST`` touches nobody else,
and places of these meetings what fits, most value first, exactly. ``KEEP`` moves others to save the rest, by chains.
``REFILL`` gives what has become free to wishes that were unmet.
"""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from matchmaker.scheduling.changes import list_changes
from matchmaker.scheduling.disruption import Disruption, DisruptionKind, apply_disruption
from matchmaker.scheduling.problem import Placement, Problem
from matchmaker.scheduling.reseat import reseat_meetings
from matchmaker.scheduling.timetable import wished_value
from matchmaker.scheduling.validate import validate
from matchmaker.scheduling.workbench import RepairState

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
