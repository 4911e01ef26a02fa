"""The result of the planner: a timetable with its bounds, and the progress reports during the run."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.scheduling.model.problem import MeetingPair, PairOrigin, Placement, Problem
from matchmaker.scheduling.model.rules import Violation


class Phase(StrEnum):
    """The step that the planner works on."""

    CHOOSE = "choose"
    PLACE = "place"
    IMPROVE = "improve"
    FILL = "fill"
    BREAKS = "breaks"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A progress report: value of the wishes placed so far, their upper bound, and seconds since the start."""

    phase: Phase
    value: int
    bound: int
    seconds: float
    placed: int
    breaks: int | None = None

    @property
    def gap(self) -> float:
        """Share of the bound that is not reached, 0..1; 0 means proven."""
        return (self.bound - self.value) / self.bound if self.bound else 0.0


@dataclass(frozen=True, slots=True)
class Shortage:
    """A person below the fairness floor, with the number of missing meetings (> 0)."""

    person: int
    missing: int


@dataclass(frozen=True, slots=True)
class PlannedTimetable:
    """A plan of the event.

    Attributes
    ----------
    placed : tuple of Placement
        By slot, then table.
    unmet_wishes : tuple of int
        Wishes without a meeting of their own or of a substitute, ascending.
    value, bound : int
        Total value of the placed wishes, and its proven upper bound. The bound holds for timetables that serve the
        fairness floor as well as this one.
    proven : bool
        No valid timetable serves the floor and then the wishes better.
    missing_musts : tuple of int
        Musts that are not placed, ascending. ``find_infeasible_musts`` finds the reason.
    musts_proven : bool
        No valid timetable holds more of the musts.
    suggested_value, suggested_bound : int
        Total value of the placed suggested pairs, and its proven upper bound. The bound holds for timetables with the
        same wishes that serve the floor as well as this one.
    suggested_proven : bool
        With these wishes met, suggested pairs can serve neither the floor nor the scores better.
    breaks, breaks_bound : int
        Idle gaps between a person's meetings of one day, over all people, and a proven lower bound for
        these meetings.
    max_breaks, min_breaks : int
        Breaks of the person with the most and of the person with the fewest, among people who meet.
    table_moves, table_moves_bound : int
        Changes of table between consecutive meetings, over all people, and a proven lower bound for these slots.
    shortages : tuple of Shortage
        People below their fairness floor, suggested meetings counted.
    broken_rules : tuple of Violation
        Rules that the fixed meetings break among themselves. When there is one, nothing is placed.
    seconds, seconds_to_placed : float
        Duration of the whole run, and time until the last change of the placed wishes.
    is_cancelled : bool
        The caller stopped the run; this is the best timetable until then.
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
    """Total value of the wished pairs among ``pairs``."""
    return sum(problem.pairs[p].value for p in pairs if is_wished(problem.pairs[p]))


def list_unplaced(problem: Problem, met: Collection[int]) -> tuple[int, ...]:
    """Wishes that are met neither by the two themselves nor by a substitute, ascending."""
    served = {
        pair if problem.pairs[pair].substitute_for is None else problem.pairs[pair].substitute_for for pair in met
    }
    wishes = (
        (index, pair) for index, pair in enumerate(problem.pairs) if is_wished(pair) and pair.substitute_for is None
    )
    return tuple(index for index, _ in wishes if index not in served)


def count_meetings(problem: Problem, pairs: Iterable[int]) -> list[int]:
    """Number of meetings of each person, length n."""
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
