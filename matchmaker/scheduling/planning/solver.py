"""The planner: musts first, then wishes, then suggested pairs in what is left, then fewer breaks, then tables.

The goals are lexicographic, in this order: the musts; the fairness floor served by wishes; the value of the wishes; the
floor served by suggested pairs and their value; breaks; changes of table. docs/scheduling.md explains this order.
"""

import random
from collections.abc import Callable

from matchmaker.scheduling.breaks.count import bound_breaks, count_breaks_per_person
from matchmaker.scheduling.breaks.reduce import reduce_breaks
from matchmaker.scheduling.model.goal import Goal, make_goal, make_must_goal
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.problem import PairOrigin, Problem
from matchmaker.scheduling.model.time_budget import TimeBudget
from matchmaker.scheduling.model.timetable import (
    Phase,
    PlannedTimetable,
    PlanProgress,
    list_shortages,
    list_unplaced,
    wished_value,
)
from matchmaker.scheduling.model.validation import list_broken_rules
from matchmaker.scheduling.planning.plan_program import KeptGoal
from matchmaker.scheduling.planning.stage import Stage
from matchmaker.scheduling.seating import bound_table_moves, count_table_moves, seat_meetings

# Shares of the time limit after which the next goal starts.
MUST_SHARE, WISHED_SHARE, FILLED_SHARE, BREAKS_SHARE = 0.3, 0.6, 0.75, 0.95

# Seconds between two reports of one phase: short enough to stop quickly, long enough to store each report.
REPORT_EVERY = 0.25

_WISH_PHASES = (Phase.CHOOSE, Phase.PLACE, Phase.IMPROVE)


def solve(
    problem: Problem,
    *,
    time_limit: float,
    seed: int = 0,
    progress: Callable[[PlanProgress], bool] | None = None,
) -> PlannedTimetable:
    """The best timetable found within the time limit, with its proven bounds.

    Parameters
    ----------
    problem : Problem
    time_limit : float
        Seconds, > 0. A timetable that is proven and has no avoidable break ends the search earlier.
    seed : int
        The same seed gives the same timetable when the time suffices.
    progress : callable, optional
        Called for every new phase, and four times a second within one. It returns False to stop the run, which then
        returns the best timetable so far.

    Returns
    -------
    PlannedTimetable
        Valid, unless ``broken_rules`` lists rules that the fixed meetings already break.

    Raises
    ------
    ValueError
        When the time limit is not above 0.
    """
    if time_limit <= 0:
        raise ValueError(f"time_limit: got {time_limit}, expected above 0")
    broken = list_broken_rules(problem, problem.fixed)
    if broken:
        unmet = list_unplaced(problem, ())
        return PlannedTimetable(
            (), unmet, 0, 0, proven=True, broken_rules=broken, shortages=list_shortages(problem, ())
        )
    run = PlannerRun(problem, time_limit=time_limit, seed=seed, progress=progress)
    run.place_wishes()
    run.place_suggested()
    run.reduce_breaks()
    return run.finish()


class PlannerRun:
    """One run of the planner: the timetable, the time budget, and the results so far."""

    def __init__(
        self,
        problem: Problem,
        *,
        time_limit: float,
        seed: int,
        progress: Callable[[PlanProgress], bool] | None,
    ) -> None:
        self.problem = problem
        self.clock = TimeBudget(time_limit)
        self.rng = random.Random(seed)  # noqa: S311 - a search, not a secret
        self.progress = progress
        self.timetable = PartialTimetable(problem)
        for pair, slot in problem.fixed:
            self.timetable.place(pair, slot)
            self.timetable.locked.add(pair)
        self.kept: tuple[KeptGoal, ...] = ()
        self.stage: Stage | None = None
        self.musts_proven = self.suggested_proven = True
        self.suggested_bound = self.breaks_bound = 0
        self.bound = wished_value(problem, range(len(problem.pairs)))
        self.proven = False
        self.seconds_to_placed = 0.0
        self.reported_phase: Phase | None = None
        self.reported_at = 0.0

    def _run_stage(self, goal: Goal, share: float) -> Stage:
        """Raise one goal as far as possible, and hold its level from then on."""
        has_free_choices = len(self._list_placed()) > len(self.timetable.locked) and bool(self._list_missing())
        self.stage = Stage(
            self.timetable,
            goal,
            self.clock,
            self.rng,
            self._report,
            share=share,
            kept=self.kept,
            has_free_choices=has_free_choices,
        )
        self.stage.run()
        placed = self._list_placed()
        self.kept = (*self.kept, KeptGoal(goal, goal.floor_served(self.problem, placed), goal.total_value(placed)))
        return self.stage

    def _list_missing(self) -> tuple[int, ...]:
        """Musts that are not placed."""
        placed = set(self._list_placed())
        return tuple(index for index, pair in enumerate(self.problem.pairs) if pair.is_must and index not in placed)

    def _list_placed(self) -> list[int]:
        return [pair for pair, _ in self.timetable.list_meetings()]

    def _report(self, phase: Phase, breaks: int | None = None) -> None:
        if not self.progress or (phase is self.reported_phase and self.clock.seconds < self.reported_at + REPORT_EVERY):
            return
        self.reported_phase, self.reported_at = phase, self.clock.seconds
        placed = self._list_placed()
        value = wished_value(self.problem, placed)
        stage_bound = self.stage.value_bound if self.stage and phase in _WISH_PHASES else 0
        bound = min(self.bound, stage_bound or self.bound)
        current = PlanProgress(phase, value, max(value, bound), self.clock.seconds, len(placed), breaks)
        if not self.progress(current):
            self.clock.is_cancelled = True

    def place_wishes(self) -> None:
        """Place the first goals: the musts, then the floor and the value of the wishes."""
        self._report(Phase.CHOOSE)
        if any(pair.is_must for pair in self.problem.pairs):
            musts = self._run_stage(make_must_goal(self.problem), MUST_SHARE)
            self.musts_proven = musts.score >= musts.bound
        wishes = self._run_stage(make_goal(self.problem, PairOrigin.WISHED), WISHED_SHARE)
        value = wished_value(self.problem, self._list_placed())
        self.proven = self.musts_proven and wishes.score >= wishes.bound
        floor_score = wishes.score - value
        self.bound = min(wishes.bound - floor_score, wishes.value_bound)
        self.seconds_to_placed = self.clock.seconds

    def place_suggested(self) -> None:
        """Place suggested pairs in the remaining slots, for people below the floor first."""
        goal = make_goal(self.problem, PairOrigin.SUGGESTED)
        self.suggested_bound = sum(goal.values)
        if goal.candidates and not self.clock.is_cancelled:
            stage = self._run_stage(goal, FILLED_SHARE)
            self.suggested_proven = stage.score >= stage.bound
            floor_score = stage.score - goal.total_value(self._list_placed())
            self.suggested_bound = min(stage.bound - floor_score, stage.value_bound)
            self._report(Phase.FILL)

    def reduce_breaks(self) -> None:
        """Lower the breaks, with the same meetings."""
        if self.clock.is_cancelled:
            return
        self.breaks_bound = reduce_breaks(
            self.timetable,
            clock=self.clock,
            rng=self.rng,
            share=BREAKS_SHARE,
            report=lambda breaks: self._report(Phase.BREAKS, breaks),
        )

    def finish(self) -> PlannedTimetable:
        """Choose the tables and build the result."""
        meetings = self.timetable.list_meetings()
        placed = seat_meetings(self.problem, meetings)
        met = {pair for pair, _ in meetings}
        breaks = count_breaks_per_person(self.problem, meetings)
        suggested = sum(self.problem.pairs[pair].value for pair in met) - wished_value(self.problem, met)
        return PlannedTimetable(
            placed,
            list_unplaced(self.problem, met),
            value=wished_value(self.problem, met),
            bound=self.bound,
            proven=self.proven,
            missing_musts=self._list_missing(),
            musts_proven=self.musts_proven,
            suggested_value=suggested,
            suggested_bound=self.suggested_bound,
            suggested_proven=self.suggested_proven,
            breaks=sum(breaks),
            breaks_bound=max(self.breaks_bound, bound_breaks(self.timetable)),
            max_breaks=max(breaks, default=0),
            min_breaks=min(breaks, default=0),
            table_moves=count_table_moves(self.problem, placed),
            table_moves_bound=bound_table_moves(self.problem, meetings),
            shortages=list_shortages(self.problem, met),
            seconds=self.clock.seconds,
            seconds_to_placed=self.seconds_to_placed,
            is_cancelled=self.clock.is_cancelled,
        )
