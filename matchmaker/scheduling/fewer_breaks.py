"""Fewer breaks with the same meetings: a search that cools down, then a proof where the event is small."""

import random
from collections.abc import Callable

from matchmaker.optimise.climb import climb
from matchmaker.scheduling.anneal import Annealer
from matchmaker.scheduling.break_formula import BreakFormula, Counting
from matchmaker.scheduling.breaks import bound_breaks, count_all_breaks
from matchmaker.scheduling.calendar import Calendar
from matchmaker.scheduling.clock import Clock
from matchmaker.scheduling.sweep import Sweep, can_sweep

# Annealing steps, and meetings swept, for a second of the time limit: what one core does easily, so that the clock
# seldom cuts a cooling short and the same seed gives the same timetable.
STEPS_A_SECOND = 60_000
SWEPT_A_SECOND = 10_000_000

# A pass over a small event takes no less time than one over so many meetings, and an event of so many meetings is
# as cold as it gets after so many passes, or steps, for each of them; fewer do where a proof follows.
LEAST_SWEPT, MOST_PASSES, MOST_STEPS = 1_500, 100, 5_000
FIRST_PASSES, FIRST_STEPS = 10, 1_000

# Cells (meeting, open slot) up to which the fewest breaks are asked of a solver of clauses.
PROVEN_CELLS = 3_000


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
    if can_sweep(calendar):
        _sweep(calendar, bound, clock=clock, rng=rng, share=share, report=report)
    else:
        _anneal(calendar, bound, clock=clock, rng=rng, share=share, report=report)
    return _prove(calendar, bound, clock=clock, share=share, report=report)


def _sweep(
    calendar: Calendar, bound: int, *, clock: Clock, rng: random.Random, share: float, report: Callable[[int], None]
) -> None:
    start, sweep = clock.seconds, Sweep(calendar, seed=rng.getrandbits(63))
    left = clock.seconds_left(share)

    def tell_elapsed() -> float:
        report(sweep.best)
        return 1.0 if clock.is_over(share) else (clock.seconds - start) / left

    meetings = len(sweep.pairs)
    passes = round(clock.time_limit * SWEPT_A_SECOND / max(LEAST_SWEPT, meetings))
    most = FIRST_PASSES if _is_small(calendar) else MOST_PASSES
    sweep.run(min(passes, most * meetings), bound=bound, elapsed=tell_elapsed)


def _anneal(
    calendar: Calendar, bound: int, *, clock: Clock, rng: random.Random, share: float, report: Callable[[int], None]
) -> None:
    annealer = Annealer(calendar, rng=rng)

    def is_over() -> bool:
        report(annealer.best)
        return clock.is_over(share)

    most = FIRST_STEPS if _is_small(calendar) else MOST_STEPS
    steps = min(round(clock.time_limit * STEPS_A_SECOND), most * len(annealer.movable))
    annealer.run(steps, bound=bound, is_over=is_over)


def _is_small(calendar: Calendar) -> bool:
    """Whether the fewest breaks can be asked of a solver of clauses."""
    return sum(calendar.open_slots[pair].bit_count() for pair, _ in calendar.list_meetings()) <= PROVEN_CELLS


def _prove(calendar: Calendar, bound: int, *, clock: Clock, share: float, report: Callable[[int], None]) -> int:
    """A better bound, and in the calendar a timetable that has no more breaks, when the event is small."""
    meetings = calendar.list_meetings()
    best = count_all_breaks(calendar.problem, meetings)
    if best <= bound or not _is_small(calendar) or clock.is_over(share):
        return bound
    pairs = [pair for pair, _ in meetings]
    made = BreakFormula(calendar.problem, pairs, spread=None, counting=Counting.MEETINGS)

    def keep_on(_bound: int) -> bool:
        report(best)
        return not clock.is_over(share)

    found = climb(made.formula, made.breaks, low=bound, high=best, should_continue=keep_on)
    if found.model is not None:
        slot_of = list(calendar.slot_of)
        for (pair, slot), literal in made.cells.items():
            slot_of[pair] = slot if literal in found.model else slot_of[pair]
        calendar.restore(slot_of)
    return found.bound
