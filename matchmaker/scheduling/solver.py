"""The planner: wishes first, then suggested pairs in what is left, then fewer breaks, then tables.

Lexicographic, in this order: the fairness floor served by wishes, the value of the wishes, the floor served by
suggested pairs and their value, breaks, moves between tables. docs/scheduling.md tells why the order is this one.
"""

import random
from collections.abc import Callable

from matchmaker.scheduling.anneal import Annealer
from matchmaker.scheduling.breaks import bound_breaks, count_all_breaks
from matchmaker.scheduling.calendar import Calendar
from matchmaker.scheduling.clock import Clock
from matchmaker.scheduling.goal import make_goal
from matchmaker.scheduling.plan_program import Kept
from matchmaker.scheduling.problem import PairOrigin, Problem
from matchmaker.scheduling.stage import Stage
from matchmaker.scheduling.tables import count_table_moves, seat
from matchmaker.scheduling.timetable import Phase, Progress, Timetable, is_wished, list_shortages, wished_value
from matchmaker.scheduling.validate import list_conflicts

# Parts of the time limit after which the next goal gets its turn.
WISHED_SHARE, FILLED_SHARE, BREAKS_SHARE = 0.6, 0.75, 0.95

# Annealing steps for a second of the time limit: what one core does easily, so that the clock seldom cuts a cooling
# short and the same seed gives the same timetable.
STEPS_A_SECOND = 150_000

# Seconds between two reports of one phase: often enough to stop at once, seldom enough to be written down each time.
REPORT_EVERY = 0.25


def solve(
    problem: Problem,
    *,
    time_limit: float,
    seed: int = 0,
    progress: Callable[[Progress], bool] | None = None,
) -> Timetable:
    """Best timetable found in the time, with what is proven of it.

    Parameters
    ----------
    problem : Problem
    time_limit : float
        Seconds, > 0. A timetable that is proven and has no avoidable break ends the search earlier.
    seed : int
        The same seed gives the same timetable when the time suffices.
    progress : callable, optional
        Told of every new phase, and four times a second within one; returns False to stop, the best so far is kept.

    Returns
    -------
    Timetable
        Valid, unless ``conflicts`` says that the fixed meetings already break rules.

    Raises
    ------
    ValueError
        When the time limit is not above 0.
    """
    if time_limit <= 0:
        raise ValueError(f"time_limit: got {time_limit}, expected above 0")
    clashes = list_conflicts(problem, problem.fixed)
    if clashes:
        left = tuple(index for index, pair in enumerate(problem.pairs) if is_wished(pair))
        return Timetable((), left, 0, 0, proven=True, conflicts=clashes, shortages=list_shortages(problem, ()))
    run = Run(problem, time_limit=time_limit, seed=seed, progress=progress)
    run.place_wishes()
    run.fill()
    run.cut_breaks()
    return run.close()


class Run:
    """One run of the planner: the calendar, the clock, and what is known so far."""

    def __init__(
        self,
        problem: Problem,
        *,
        time_limit: float,
        seed: int,
        progress: Callable[[Progress], bool] | None,
    ) -> None:
        self.problem = problem
        self.clock = Clock(time_limit)
        self.rng = random.Random(seed)  # noqa: S311 - a search, not a secret
        self.progress = progress
        self.calendar = Calendar(problem)
        for pair, slot in problem.fixed:
            self.calendar.put(pair, slot)
            self.calendar.locked.add(pair)
        self.wishes = self._make_stage(PairOrigin.WISHED, WISHED_SHARE)
        self.bound = wished_value(problem, range(len(problem.pairs)))
        self.proven = False
        self.seconds_to_placed = 0.0
        self.told: Phase | None = None
        self.told_at = 0.0

    def _make_stage(self, origin: PairOrigin, share: float, *kept: Kept) -> Stage:
        goal = make_goal(self.problem, origin)
        return Stage(
            self.calendar,
            goal,
            self.clock,
            self.rng,
            self._report,
            share=share,
            kept=kept,
        )

    def _placed(self) -> list[int]:
        return [pair for pair, _ in self.calendar.list_meetings()]

    def _report(self, phase: Phase, breaks: int | None = None) -> None:
        if not self.progress or (phase is self.told and self.clock.seconds < self.told_at + REPORT_EVERY):
            return
        self.told, self.told_at = phase, self.clock.seconds
        placed = self._placed()
        value = wished_value(self.problem, placed)
        bound = min(self.bound, self.wishes.worth_bound or self.bound)
        now = Progress(phase, value, max(value, bound), self.clock.seconds, len(placed), breaks)
        if not self.progress(now):
            self.clock.is_cancelled = True

    def place_wishes(self) -> None:
        """First goal: the floor and the value of the wishes."""
        self._report(Phase.CHOOSE)
        self.wishes.run()
        value = wished_value(self.problem, self._placed())
        self.proven = self.wishes.score >= self.wishes.bound
        floor_score = self.wishes.score - value
        self.bound = min(self.wishes.bound - floor_score, self.wishes.worth_bound)
        self.seconds_to_placed = self.clock.seconds

    def fill(self) -> None:
        """Second goal: suggested pairs in what the wishes left, those below the floor first."""
        placed, goal = self._placed(), self.wishes.goal
        kept = Kept(goal, goal.served(self.problem, placed), goal.worth(placed))
        stage = self._make_stage(PairOrigin.SUGGESTED, FILLED_SHARE, kept)
        if stage.goal.candidates and not self.clock.is_cancelled:
            stage.run()
            self._report(Phase.FILL)

    def cut_breaks(self) -> None:
        """Third goal: fewer breaks, with the same meetings."""
        if self.clock.is_cancelled:
            return
        annealer = Annealer(self.calendar, rng=self.rng)
        bound = bound_breaks(self.calendar)

        def is_over() -> bool:
            self._report(Phase.BREAKS, annealer.best)
            return self.clock.is_over(BREAKS_SHARE)

        annealer.run(round(self.clock.time_limit * STEPS_A_SECOND), bound=bound, is_over=is_over)

    def close(self) -> Timetable:
        """Seat everybody and sum up."""
        meetings = self.calendar.list_meetings()
        placed = seat(self.problem, meetings)
        met = {pair for pair, _ in meetings}
        unplaced = (p for p, pair in enumerate(self.problem.pairs) if is_wished(pair) and p not in met)
        return Timetable(
            placed,
            tuple(unplaced),
            value=wished_value(self.problem, met),
            bound=self.bound,
            proven=self.proven,
            breaks=count_all_breaks(self.problem, meetings),
            breaks_bound=bound_breaks(self.calendar),
            table_moves=count_table_moves(self.problem, placed),
            shortages=list_shortages(self.problem, met),
            seconds=self.clock.seconds,
            seconds_to_placed=self.seconds_to_placed,
            is_cancelled=self.clock.is_cancelled,
        )
