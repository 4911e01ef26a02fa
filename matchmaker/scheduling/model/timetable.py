"""What a planner answers: a timetable with its bounds, and the reports it sends on the way."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Placement, Problem
from matchmaker.scheduling.model.rules import Violation


class Phase(StrEnum):
    """What the planner works on."""

    CHOOSE = "choose"
    PLACE = "place"
    IMPROVE = "improve"
    FILL = "fill"
    BREAKS = "breaks"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A report on the way: value of the wishes placed so far, their upper bound, seconds since the start."""

    phase: Phase
    value: int
    bound: int
    seconds: float
    placed: int
    breaks: int | None = None

    @property
    def gap(self) -> float:
        """Part of the bound that is not reached, 0..1; 0 means proven."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0


@dataclass(frozen=True, slots=True)
class Shortage:
    """A person who stays below the fairness floor, with the number of meetings missing (> 0)."""

    person: int
    missing: int


@dataclass(frozen=True, slots=True)
class PlannedTimetable:
    """A plan of the event.

    Attributes
    ----------
    placed : tuple of Placement
        By slot, then table.
    unplaced : tuple of int
        Wishes that are not placed, neither themselves nor by a stand-in, ascending.
    value, bound : int
        Total value of the placed wishes, and a proven upper bound of it among the timetables that keep the
        fairness floor as well as this one does.
    proven : bool
        No valid timetable serves the floor and then the wishes better.
    missing : tuple of int
        Musts that are not placed, ascending; ``conflict.find_conflict`` says why.
    musts_proven : bool
        No valid timetable holds more of the musts.
    suggested_value, suggested_bound : int
        Total value of the suggested pairs placed, and a proven upper bound of it among the timetables that
        hold the same wishes and serve the floor as well.
    suggested_proven : bool
        With these wishes met, suggested pairs serve neither the floor nor the scores better.
    breaks, breaks_bound : int
        Idle gaps between a person's meetings of one day, over all people, and a proven lower bound for
        these meetings.
    most_breaks, fewest_breaks : int
        Of any one person who meets: how fairly they are spread.
    table_moves, table_moves_bound : int
        Changes of table between consecutive meetings, over all people, and a proven lower bound for these slots.
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
    unmet_wishes: tuple[int, ...]
    value: int
    bound: int
    proven: bool
    missing_musts: tuple[int, ...] = ()
    musts_proven: bool = True
    suggested_value: int = 0
    suggested_bound: int = 0
    suggested_proven: bool = True
    breaks: int = 0
    breaks_bound: int = 0
    max_breaks: int = 0
    min_breaks: int = 0
    table_moves: int = 0
    table_moves_bound: int = 0
    shortages: tuple[Shortage, ...] = ()
    broken_rules: tuple[Violation, ...] = ()
    seconds: float = 0.0
    seconds_to_placed: float = 0.0
    is_cancelled: bool = False


def is_wished(pair: MeetingPair) -> bool:
    """Whether somebody asked for the pair."""
    return pair.origin is PairOrigin.WISHED


def wished_value(problem: Problem, pairs: Iterable[int]) -> int:
    """Total value of the wished ones among pair indexes."""
    return sum(problem.pairs[p].value for p in pairs if is_wished(problem.pairs[p]))


def list_unplaced(problem: Problem, met: Collection[int]) -> tuple[int, ...]:
    """Wishes that are met neither by the two themselves nor by a stand-in, ascending."""
    served = {
        pair if problem.pairs[pair].substitute_for is None else problem.pairs[pair].substitute_for for pair in met
    }
    wishes = (
        (index, pair) for index, pair in enumerate(problem.pairs) if is_wished(pair) and pair.substitute_for is None
    )
    return tuple(index for index, _ in wishes if index not in served)


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
    missing = (person.min_meetings - n for person, n in zip(problem.people, count, strict=True))
    return tuple(Shortage(index, gap) for index, gap in enumerate(missing) if gap > 0)
