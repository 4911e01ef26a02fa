"""What a planner answers: a timetable with its bounds, and the reports it sends on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.constraints import Violation
from matchmaker.scheduling.problem import Pair, PairOrigin, Placement, Problem


class Phase(StrEnum):
    """What the planner works on."""

    CHOOSE = "choose"
    PLACE = "place"
    IMPROVE = "improve"
    FILL = "fill"
    BREAKS = "breaks"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Progress:
    """A report on the way: value of the wishes placed so far, their upper bound, seconds since the start."""

    phase: Phase
    value: int
    bound: int
    seconds: float
    placed: int
    breaks: int | None = None


@dataclass(frozen=True, slots=True)
class Shortage:
    """A person who stays below the fairness floor, with the number of meetings missing (> 0)."""

    person: int
    missing: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """A plan of the event.

    Attributes
    ----------
    placed : tuple of Placement
        By slot, then table.
    unplaced : tuple of int
        Wished pairs that are not placed, ascending.
    value, bound : int
        Total value of the placed wishes, and a proven upper bound of it among the timetables that keep the
        fairness floor as well as this one does.
    proven : bool
        No valid timetable serves the floor and then the wishes better.
    breaks, breaks_bound : int
        Idle gaps between a person's meetings of one day, over all people, and a proven lower bound for
        these meetings.
    table_moves : int
        Changes of table between consecutive meetings, over all people.
    shortages : tuple of Shortage
        People below their fairness floor, suggested meetings counted.
    conflicts : tuple of Violation
        Rules that the fixed meetings break among themselves; when there is one, nothing is placed.
    seconds, seconds_to_placed : float
        The whole run, and until the last change of the wishes placed.
    is_cancelled : bool
        The caller stopped the run; the best so far is kept.
    """

    placed: tuple[Placement, ...]
    unplaced: tuple[int, ...]
    value: int
    bound: int
    proven: bool
    breaks: int = 0
    breaks_bound: int = 0
    table_moves: int = 0
    shortages: tuple[Shortage, ...] = ()
    conflicts: tuple[Violation, ...] = ()
    seconds: float = 0.0
    seconds_to_placed: float = 0.0
    is_cancelled: bool = False


def is_wished(pair: Pair) -> bool:
    """Whether somebody asked for the pair."""
    return pair.origin is PairOrigin.WISHED


def wished_value(problem: Problem, pairs: Iterable[int]) -> int:
    """Total value of the wished ones among pair indexes."""
    return sum(problem.pairs[p].value for p in pairs if is_wished(problem.pairs[p]))


def count_meetings(problem: Problem, pairs: Iterable[int]) -> list[int]:
    """Meetings of each person, length n."""
    count = [0] * len(problem.people)
    for index in pairs:
        pair = problem.pairs[index]
        count[pair.a] += 1
        count[pair.b] += 1
    return count


def list_shortages(problem: Problem, pairs: Iterable[int]) -> tuple[Shortage, ...]:
    """People below their fairness floor when these pairs meet."""
    count = count_meetings(problem, pairs)
    missing = (person.least - n for person, n in zip(problem.people, count, strict=True))
    return tuple(Shortage(index, gap) for index, gap in enumerate(missing) if gap > 0)
