"""Fewer breaks with the same meetings: a search that cools down, then a proof where the event is small."""

import random
from collections.abc import Callable, Iterable
from functools import partial

from matchmaker.optimise.climb import climb
from matchmaker.scheduling.anneal import Annealer
from matchmaker.scheduling.break_formula import BreakFormula, Counting
from matchmaker.scheduling.break_plan import plan_fewest_breaks
from matchmaker.scheduling.breaks import bound_breaks, count_all_breaks
from matchmaker.scheduling.calendar import Calendar
from matchmaker.scheduling.clock import Clock
from matchmaker.scheduling.sweep import Sweep, can_sweep

# Annealing steps, and meetings swept, for a second of the time limit: what one core does easily, so that the clock
# seldom cuts a cooling short and the same seed gives the same timetable.
STEPS_A_SECOND = 60_000
SWEPT_A_SECOND = 10_000_000

# A pass over a small event takes no less time than one over so many meetings, and an event of so many meetings is
# as cold as it gets after so many passes, or steps, for each of them; fewer do where a short proof follows.
LEAST_SWEPT, MOST_PASSES, MOST_STEPS = 1_500, 100, 5_000
FIRST_PASSES, FIRST_STEPS = 10, 1_000

# Cells (meeting, open slot) up to which the fewest breaks are asked of a solver of clauses.
PROVEN_CELLS = 3_000

# Conflicts of the proof in this process: about a second. Most small events need fewer; a child process takes half a
# second to start, and proves more of the hard ones.
SHORT_PROOF = 20_000


def cut_breaks(
    calendar: Calendar, *, clock: Clock, rng: random.Random, share: float, report: Callable[[int], None]
) -> int:
    """Lower the breaks of a calendar in place; a lower bound of what its meetings can do with.

    Parameters
    ----------
    calendar : Calendar
        All its meetings stay, the locked ones where they are.
    clock : Clock
    rng : random.Random
    share : float
        Part of the time limit after which the search ends.
    report : callable
        Told the breaks so far, now and then.

    Returns
    -------
    int
    """
    bound = bound_breaks(calendar)
    search = partial(_sweep if can_sweep(calendar) else _anneal, calendar, clock=clock, share=share, report=report)
    if not _is_small(calendar):
        search(bound, rng=rng, is_long=True)
        return bound
    search(bound, rng=rng, is_long=False)
    bound = _prove(_prove_here, calendar, bound, clock=clock, share=share, report=report)
    if count_all_breaks(calendar.problem, calendar.list_meetings()) > bound:
        search(bound, rng=rng, is_long=True)
    return _prove(_prove_beside, calendar, bound, clock=clock, share=share, report=report)


def _sweep(
    calendar: Calendar,
    bound: int,
    *,
    clock: Clock,
    rng: random.Random,
    share: float,
    report: Callable[[int], None],
    is_long: bool,
) -> None:
    start, sweep = clock.seconds, Sweep(calendar, seed=rng.getrandbits(63))
    left = clock.left(share)

    def tell_elapsed() -> float:
        report(sweep.best)
        return 1.0 if clock.is_over(share) else (clock.seconds - start) / left

    meetings = len(sweep.pairs)
    passes = round(clock.time_limit * SWEPT_A_SECOND / max(LEAST_SWEPT, meetings))
    most = MOST_PASSES if is_long else FIRST_PASSES
    sweep.run(min(passes, most * meetings), bound=bound, elapsed=tell_elapsed)


def _anneal(
    calendar: Calendar,
    bound: int,
    *,
    clock: Clock,
    rng: random.Random,
    share: float,
    report: Callable[[int], None],
    is_long: bool,
) -> None:
    annealer = Annealer(calendar, rng=rng)

    def is_over() -> bool:
        report(annealer.best)
        return clock.is_over(share)

    most = MOST_STEPS if is_long else FIRST_STEPS
    steps = min(round(clock.time_limit * STEPS_A_SECOND), most * len(annealer.movable))
    annealer.run(steps, bound=bound, is_over=is_over)


def _is_small(calendar: Calendar) -> bool:
    """Whether the fewest breaks can be asked of a solver of clauses."""
    return sum(calendar.open[pair].bit_count() for pair, _ in calendar.list_meetings()) <= PROVEN_CELLS


def _prove(
    method: Callable[..., int],
    calendar: Calendar,
    bound: int,
    *,
    clock: Clock,
    share: float,
    report: Callable[[int], None],
) -> int:
    """A better bound, and in the calendar a timetable that has no more breaks."""
    best = count_all_breaks(calendar.problem, calendar.list_meetings())
    if best <= bound or clock.is_over(share):
        return bound
    keep_on = partial(_keep_on, report, best, clock, share)
    return method(calendar, bound, best, keep_on=keep_on, time_limit=clock.left(share))


def _keep_on(report: Callable[[int], None], breaks: int, clock: Clock, share: float, *_found: int | None) -> bool:
    report(breaks)
    return not clock.is_over(share)


def _prove_here(calendar: Calendar, bound: int, best: int, *, keep_on: Callable[..., bool], time_limit: float) -> int:
    """A short proof in this process."""
    del time_limit  # it is so short that the looks at the clock are enough
    pairs = [pair for pair, _ in calendar.list_meetings()]
    made = BreakFormula(calendar.problem, pairs, spread=None, counting=Counting.MEETINGS)
    found = climb(made.formula, made.breaks, low=bound, high=best, keep_on=keep_on, most_conflicts=SHORT_PROOF)
    _move(calendar, [cell for cell, literal in made.cells.items() if literal in (found.model or ())])
    return found.bound


def _prove_beside(calendar: Calendar, bound: int, best: int, *, keep_on: Callable[..., bool], time_limit: float) -> int:
    """A long proof in a child process; one that dies proves nothing."""
    try:
        plan = plan_fewest_breaks(
            calendar.problem,
            [pair for pair, _ in calendar.list_meetings()],
            time_limit=time_limit,
            keep_on=keep_on,
            countings=(Counting.PEOPLE,),
            low=bound,
            known=best,
        )
    except (EOFError, OSError):
        return bound
    _move(calendar, plan.meetings)
    return plan.bound


def _move(calendar: Calendar, meetings: Iterable[tuple[int, int]]) -> None:
    slot_of = list(calendar.slot_of)
    for pair, slot in meetings:
        slot_of[pair] = slot
    calendar.restore(slot_of)
