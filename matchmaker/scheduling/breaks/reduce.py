"""Fewer breaks with the same meetings: simulated annealing, then a proof when the event is small."""

import random
from collections.abc import Callable
from functools import partial

from matchmaker.scheduling.breaks.break_proof import BreakProof
from matchmaker.scheduling.breaks.count import bound_breaks
from matchmaker.scheduling.breaks.kempe_chains import Annealer
from matchmaker.scheduling.breaks.kempe_parallel import ParallelAnnealer, supports_parallel
from matchmaker.scheduling.model.partial_timetable import PartialTimetable
from matchmaker.scheduling.model.time_budget import TimeBudget

# Annealing steps, and meetings moved in parallel passes, for each second of the time limit. One core does them easily.
# So the clock rarely ends a run early, and the same seed gives the same timetable.
STEPS_A_SECOND = 60_000
MOVES_A_SECOND = 10_000_000

# A pass over a small event takes as long as one over MIN_MOVES meetings. More than MAX_PASSES passes, or MAX_STEPS
# steps, for each meeting do not help. Before a proof fewer are enough, until the event turns out to be hard.
MIN_MOVES, MAX_PASSES, MAX_STEPS = 1_500, 100, 5_000
FIRST_PASSES, FIRST_STEPS = 10, 1_000

# Largest number of cells (meeting, open slot) for which a SAT solver proves the fewest breaks.
PROVEN_CELLS = 3_000


def reduce_breaks(
    timetable: PartialTimetable, *, clock: TimeBudget, rng: random.Random, share: float, report: Callable[[int], None]
) -> int:
    """Lower the breaks of a timetable in place; returns a lower bound for its meetings.

    Parameters
    ----------
    timetable : PartialTimetable
        All its meetings stay, the locked ones in their slots.
    clock : TimeBudget
    rng : random.Random
    share : float
        Part of the time limit after which the search ends.
    report : callable
        Called repeatedly with the breaks so far.

    Returns
    -------
    int
    """
    bound = bound_breaks(timetable)
    search = partial(
        _anneal_in_parallel if supports_parallel(timetable) else _anneal,
        timetable,
        clock=clock,
        share=share,
        report=report,
    )
    if not _is_small(timetable):
        search(bound, rng=rng, is_long=True)
        return bound
    search(bound, rng=rng, is_long=False)

    def should_continue(breaks: int) -> bool:
        report(breaks)
        return not clock.is_over(share)

    proof = BreakProof(
        timetable,
        bound,
        search=partial(search, rng=rng, is_long=True),
        should_continue=should_continue,
        time_limit=clock.seconds_left(share),
    )
    return proof.run()


def _anneal_in_parallel(
    timetable: PartialTimetable,
    bound: int,
    *,
    clock: TimeBudget,
    rng: random.Random,
    share: float,
    report: Callable[[int], None],
    is_long: bool,
) -> None:
    start, annealer = clock.seconds, ParallelAnnealer(timetable, seed=rng.getrandbits(63))
    left = clock.seconds_left(share)

    def get_elapsed() -> float:
        report(annealer.best)
        return 1.0 if clock.is_over(share) else (clock.seconds - start) / left

    meetings = len(annealer.pairs)
    passes = round(clock.time_limit * MOVES_A_SECOND / max(MIN_MOVES, meetings))
    most = MAX_PASSES if is_long else FIRST_PASSES
    annealer.run(min(passes, most * meetings), bound=bound, elapsed=get_elapsed)


def _anneal(
    timetable: PartialTimetable,
    bound: int,
    *,
    clock: TimeBudget,
    rng: random.Random,
    share: float,
    report: Callable[[int], None],
    is_long: bool,
) -> None:
    annealer = Annealer(timetable, rng=rng)

    def is_over() -> bool:
        report(annealer.best)
        return clock.is_over(share)

    most = MAX_STEPS if is_long else FIRST_STEPS
    steps = min(round(clock.time_limit * STEPS_A_SECOND), most * len(annealer.movable))
    annealer.run(steps, bound=bound, is_over=is_over)


def _is_small(timetable: PartialTimetable) -> bool:
    """Whether the event is small enough to prove the fewest breaks with a SAT solver."""
    return sum(timetable.open_slots[pair].bit_count() for pair, _ in timetable.list_meetings()) <= PROVEN_CELLS
