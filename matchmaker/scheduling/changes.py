"""What a new timetable means for each person: meetings added, removed and moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.scheduling.problem import Placement, Problem


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
