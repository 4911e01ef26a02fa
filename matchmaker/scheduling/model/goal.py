"""The objective of the planner: first the fairness floor, then the value of the pairs, as one whole number."""

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.scheduling.model.problem import PairOrigin, Problem


@dataclass(frozen=True, slots=True)
class Goal:
    """Weights of one stage of the plan.

    score = bonus · Σ_p min(meetings of p, floor of p) + Σ values of the placed pairs. ``bonus`` exceeds the sum of all
    values, so the order is lexicographic, floor first.

    Attributes
    ----------
    values : tuple of int, length m
        Value of each pair in this stage; 0 for pairs that do not count.
    counts_for_floor : tuple of bool, length m
        Whether each pair counts for the floor.
    floors : tuple of int, length n
        Largest number of meetings of each person that earn the bonus.
    bonus : int
        Weight of one meeting up to the floor; 0 when nobody has a floor.
    """

    values: tuple[int, ...]
    counts_for_floor: tuple[bool, ...]
    floors: tuple[int, ...]
    bonus: int

    @property
    def candidates(self) -> tuple[int, ...]:
        """Pairs that count in this stage."""
        return tuple(pair for pair, value in enumerate(self.values) if value)

    def count(self, problem: Problem, pairs: Iterable[int]) -> list[int]:
        """Meetings of each person that count for the floor, length n."""
        count = [0] * len(self.floors)
        for index in pairs:
            if self.counts_for_floor[index]:
                count[problem.pairs[index].a] += 1
                count[problem.pairs[index].b] += 1
        return count

    def floor_served(self, problem: Problem, pairs: Iterable[int]) -> int:
        """Number of meetings up to everybody's floor when the pairs meet."""
        return sum(min(n, floor) for n, floor in zip(self.count(problem, pairs), self.floors, strict=True))

    def total_value(self, pairs: Iterable[int]) -> int:
        """Value of the pairs in this stage."""
        return sum(self.values[pair] for pair in pairs)

    def score(self, problem: Problem, pairs: Iterable[int]) -> int:
        """Score of a set of pairs that meet."""
        met = list(pairs)  # read two times
        return self.bonus * self.floor_served(problem, met) + self.total_value(met)


def make_must_goal(problem: Problem) -> Goal:
    """The goal of the first stage: as many musts as possible."""
    n, m = len(problem.people), len(problem.pairs)
    return Goal(tuple(int(pair.is_must) for pair in problem.pairs), (False,) * m, (0,) * n, 0)


def make_goal(problem: Problem, origin: PairOrigin) -> Goal:
    """The goal of the stage that places the pairs of one origin.

    For wishes only wishes count for the floor, so no suggested pair can take the place of a wish. For suggested pairs
    all meetings count: they bring people up to the floor who are still below it after the wishes.
    """
    values = tuple(pair.value if pair.origin is origin else 0 for pair in problem.pairs)
    counts_for_floor = tuple(origin is PairOrigin.SUGGESTED or pair.origin is origin for pair in problem.pairs)
    floors = tuple(person.min_meetings for person in problem.people)
    return Goal(values, counts_for_floor, floors, 1 + sum(values) if any(floors) else 0)
