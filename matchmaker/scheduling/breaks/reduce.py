"""Fewer breaks with the same meetings: a search that cools down, then a proof where the event is small."""

import random
from collections.abc import Callable
from functools import partial

from matchmaker.scheduling.breaks.break_proof import BreakProof
from matchmaker.scheduling.breaks.count import bound_breaks
from matchmaker.scheduling.breaks.kempe_chains import Annealer
from matchmaker.scheduling.breaks.kempe_parallel import ParallelAnnealer, supports_parallel
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.time_budget import TimeBudget

# Annealing steps, and meetings swept, for a second of the time limit: what one core does easily, so that the clock
# seldom cuts a cooling short and the same seed gives the same timetable.
STEPS_A_SECOND = 60_000
MOVES_A_SECOND = 10_000_000

# A pass over a small event takes no less time than one over so many meetings, and an event of so many meetings is
# as cold as it gets after so many passes, or steps, for each of them; fewer do where a proof follows, until it is hard.
MIN_MOVES, MAX_PASSES, MAX_STEPS = 1_500, 100, 5_000
FIRST_PASSES, FIRST_STEPS = 10, 1_000

# Cells (meeting, open slot) up to which the fewest breaks are asked of a solver of clauses.
PROVEN_CELLS = 3_000


def reduce_breaks(
    calendar: PartialTimetable, *, clock: TimeBudget, rng: random.Random, share: float, report: Callable[[int], None]
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
    search = partial(
        _anneal_in_parallel if supports_parallel(calendar) else _anneal,
        calendar,
        clock=clock,
        share=share,
        report=report,
    )
    if not _is_small(calendar):
        search(bound, rng=rng, is_long=True)
        return bound
    search(bound, rng=rng, is_long=False)

    def keep_on(breaks: int) -> bool:
        report(breaks)
        return not clock.is_over(share)

    proof = BreakProof(
        calendar,
        bound,
        search=partial(search, rng=rng, is_long=True),
        keep_on=keep_on,
        time_limit=clock.seconds_left(share),
    )
    return proof.run()


def _anneal_in_parallel(
    calendar: PartialTimetable,
    bound: int,
    *,
    clock: TimeBudget,
    rng: random.Random,
    share: float,
    report: Callable[[int], None],
    is_long: bool,
) -> None:
    start, sweep = clock.seconds, ParallelAnnealer(calendar, seed=rng.getrandbits(63))
    left = clock.seconds_left(share)

    def tell_elapsed() -> float:
        report(sweep.best)
        return 1.0 if clock.is_over(share) else (clock.seconds - start) / left

    meetings = len(sweep.pairs)
    passes = round(clock.time_limit * MOVES_A_SECOND / max(MIN_MOVES, meetings))
    most = MAX_PASSES if is_long else FIRST_PASSES
    sweep.run(min(passes, most * meetings), bound=bound, elapsed=tell_elapsed)


def _anneal(
    calendar: PartialTimetable,
    bound: int,
    *,
    clock: TimeBudget,
    rng: random.Random,
    share: float,
    report: Callable[[int], None],
    is_long: bool,
) -> None:
    annealer = Annealer(calendar, rng=rng)

    def is_over() -> bool:
        report(annealer.best)
        return clock.is_over(share)

    most = MAX_STEPS if is_long else FIRST_STEPS
    steps = min(round(clock.time_limit * STEPS_A_SECOND), most * len(annealer.movable))
    annealer.run(steps, bound=bound, is_over=is_over)


def _is_small(calendar: PartialTimetable) -> bool:
    """Whether the fewest breaks can be asked of a solver of clauses."""
    return sum(calendar.open_slots[pair].bit_count() for pair, _ in calendar.list_meetings()) <= PROVEN_CELLS
