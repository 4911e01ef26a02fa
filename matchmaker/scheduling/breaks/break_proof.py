"""The fewest breaks of a small event, proven while it is planned: by one solver, and by two at once when it is hard."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from matchmaker.optimise.minimise_with_sat import raise_lower_bound
from matchmaker.scheduling.breaks.break_formula import BreakFormula, Counting
from matchmaker.scheduling.breaks.break_plan import BreakPlan, plan_fewest_breaks
from matchmaker.scheduling.breaks.count import count_all_breaks
from matchmaker.scheduling.model.partial_timetable import PartialTimetable

# Looks at the caller, a thousand conflicts each, after which an event is hard: about a second. Most small events need
# fewer, and no child process has to start for them.
LOOKS = 20


class BreakProof:
    """One proof; the calendar ends in the best timetable known.

    Parameters
    ----------
    calendar : Calendar
    bound : int
        No timetable of its meetings has fewer breaks.
    search : callable
        Called with the bound when the event is hard: it lowers the breaks of the calendar once more.
    keep_on : callable
        Told the breaks of the calendar now and then; False stops.
    time_limit : float
        Seconds, > 0; after these a child process ends by itself.
    """

    def __init__(
        self,
        calendar: PartialTimetable,
        bound: int,
        *,
        search: Callable[[int], None],
        keep_on: Callable[[int], bool],
        time_limit: float,
    ) -> None:
        self.calendar = calendar
        self.bound = bound
        self.search = search
        self.keep_on = keep_on
        self.time_limit = time_limit
        self.pairs = [pair for pair, _ in calendar.list_meetings()]
        self.best = self._count()
        self.looks = 0
        self.is_over = Event()
        self.pool = ThreadPoolExecutor(max_workers=1)  # its thread starts with the first task
        self.beside: Future[BreakPlan | None] | None = None

    def run(self) -> int:
        """A bound that is proven; it equals the breaks of the calendar when these are the fewest."""
        if self.bound >= self.best or not self.keep_on(self.best):
            return self.bound
        made = BreakFormula(self.calendar.problem, self.pairs, spread=None, counting=Counting.MEETINGS)
        try:
            found = raise_lower_bound(
                made.formula, made.breaks, low=self.bound, high=self.best, should_continue=self._listen
            )
        finally:
            self.is_over.set()
            self.pool.shutdown()
        plan = self.beside.result() if self.beside else None
        if found.model is not None:
            self._move({pair: slot for (pair, slot), literal in made.cells.items() if literal in found.model})
        elif plan is not None:
            self._move(dict(plan.meetings))
        return max(found.bound, plan.bound if plan else 0)

    def _listen(self, bound: int) -> bool:
        self.looks += 1
        if self.looks == LOOKS and bound < self.best:
            self.search(bound)
            self.best = self._count()
            self.beside = self.pool.submit(self._ask_child, bound, self.best)
        return self.keep_on(self.best) and bound < self.best and not self.is_over.is_set()

    def _ask_child(self, bound: int, best: int) -> BreakPlan | None:
        """What a single solver says, so that it says the same in every run; None when its process dies."""
        try:
            plan = plan_fewest_breaks(
                self.calendar.problem,
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
        return count_all_breaks(self.calendar.problem, self.calendar.list_meetings())

    def _move(self, slots: dict[int, int]) -> None:
        slot_of = list(self.calendar.slot_of)
        for pair, slot in slots.items():
            slot_of[pair] = slot
        self.calendar.restore(slot_of)
