"""The proof of the fewest breaks of a small event: by one solver, and by two in parallel when the event is hard."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from matchmaker.optimise.minimise_with_sat import raise_lower_bound
from matchmaker.scheduling.breaks.break_formula import BreakFormula, Counting
from matchmaker.scheduling.breaks.break_plan import BreakPlan, plan_fewest_breaks
from matchmaker.scheduling.breaks.count import count_all_breaks
from matchmaker.scheduling.model.partial_timetable import PartialTimetable

# Checks with the caller, one for each thousand conflicts, after which an event counts as hard: about a second. Most
# small events need fewer, and no child process has to start for them.
CHECKS_UNTIL_HARD = 20


class BreakProof:
    """One proof. At its end the timetable holds the best timetable known.

    Parameters
    ----------
    timetable : PartialTimetable
    bound : int
        No timetable of its meetings has fewer breaks.
    search : callable
        Called with the bound when the event is hard. It lowers the breaks of the timetable further.
    should_continue : callable
        Called repeatedly with the breaks of the timetable. It returns False to stop.
    time_limit : float
        Seconds, > 0; the child process ends by itself after this time.
    """

    def __init__(
        self,
        timetable: PartialTimetable,
        bound: int,
        *,
        search: Callable[[int], None],
        should_continue: Callable[[int], bool],
        time_limit: float,
    ) -> None:
        self.timetable = timetable
        self.bound = bound
        self.search = search
        self.should_continue = should_continue
        self.time_limit = time_limit
        self.pairs = [pair for pair, _ in timetable.list_meetings()]
        self.best = self._count()
        self.checks = 0
        self.is_over = Event()
        self.pool = ThreadPoolExecutor(max_workers=1)  # its thread starts with the first task
        self.child_plan: Future[BreakPlan | None] | None = None

    def run(self) -> int:
        """Prove a lower bound; it equals the breaks of the timetable when these are the fewest."""
        if self.bound >= self.best or not self.should_continue(self.best):
            return self.bound
        encoded = BreakFormula(self.timetable.problem, self.pairs, spread=None, counting=Counting.MEETINGS)
        try:
            found = raise_lower_bound(
                encoded.formula, encoded.breaks, low=self.bound, high=self.best, should_continue=self._on_check
            )
        finally:
            self.is_over.set()
            self.pool.shutdown()
        plan = self.child_plan.result() if self.child_plan else None
        if found.model is not None:
            self._move({pair: slot for (pair, slot), literal in encoded.cells.items() if literal in found.model})
        elif plan is not None:
            self._move(dict(plan.meetings))
        return max(found.bound, plan.bound if plan else 0)

    def _on_check(self, bound: int) -> bool:
        """Called for each thousand conflicts: starts the child process when the event is hard; False stops."""
        self.checks += 1
        if self.checks == CHECKS_UNTIL_HARD and bound < self.best:
            self.search(bound)
            self.best = self._count()
            self.child_plan = self.pool.submit(self._plan_in_child, bound, self.best)
        return self.should_continue(self.best) and bound < self.best and not self.is_over.is_set()

    def _plan_in_child(self, bound: int, best: int) -> BreakPlan | None:
        """The plan of a child process, None when the process dies. One encoding only, so every run gives the same."""
        try:
            plan = plan_fewest_breaks(
                self.timetable.problem,
                self.pairs,
                time_limit=self.time_limit,
                should_continue=lambda _bound, _breaks: not self.is_over.is_set(),
                encodings=(Counting.PEOPLE,),
                low=bound,
                known=best,
            )
        except (EOFError, OSError):
            return None
        if plan.bound == plan.breaks:
            self.is_over.set()
        return plan

    def _count(self) -> int:
        return count_all_breaks(self.timetable.problem, self.timetable.list_meetings())

    def _move(self, slots: dict[int, int]) -> None:
        slot_of = list(self.timetable.slot_of)
        for pair, slot in slots.items():
            slot_of[pair] = slot
        self.timetable.restore(slot_of)
