"""All pairs placed with the fewest breaks, proven: for events whose meetings are agreed."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from matchmaker.optimise.integer_program import SolverStatus
from matchmaker.optimise.minimise_with_sat import SatEncoding, SatMinimum, minimise_cost
from matchmaker.scheduling.breaks.break_formula import BreakFormula, Counting
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import ANY_SLOT, get_capacity, list_resource_uses


@dataclass(frozen=True, slots=True)
class BreakPlan:
    """A timetable that holds all pairs, and what is proven of its breaks.

    Attributes
    ----------
    status : Status
        ``INFEASIBLE``: no valid timetable holds all pairs; ``UNKNOWN``: none was found in the time.
    bound : int
        No such timetable has fewer breaks.
    breaks : int or None
        Of the timetable.
    meetings : tuple of (pair, slot)
        Empty without a timetable, and when the known one is kept.
    seconds : float
    """

    status: SolverStatus
    bound: int
    breaks: int | None = None
    meetings: tuple[tuple[int, int], ...] = ()
    seconds: float = 0.0


def plan_fewest_breaks(
    problem: Problem,
    pairs: Iterable[int] | None = None,
    *,
    time_limit: float,
    max_difference: int | None = None,
    should_continue: Callable[[int, int | None], bool] = lambda _bound, _breaks: True,
    encodings: Sequence[Counting] = tuple(Counting),
    low: int = 0,
    known: int | None = None,
) -> BreakPlan:
    """Timetable of all the pairs with the fewest breaks, by SAT in child processes.

    Parameters
    ----------
    problem : Problem
        Values and floors play no part, all rules do.
    pairs : iterable of int, optional
        Those that all meet, the fixed ones among them; all pairs when left out.
    time_limit : float
        Seconds, > 0, from the call on.
    spread : int, optional
        Fairness (Bofill et al., JAIR 74, 2022): breaks of any two people who meet differ by at most so many.
    keep_on : callable
        Told bound and breaks so far about ten times a second; False stops, the best so far is kept.
    countings : sequence of Counting
        Encodings that run side by side, each one a process; a single one gives the same answer in every run.
    low : int
        No timetable has fewer breaks.
    known : int, optional
        Breaks of a timetable that the caller has: it is kept when none has fewer.

    Returns
    -------
    BreakPlan

    Raises
    ------
    ValueError
        When a fixed pair is left out.
    """
    start = time.monotonic()
    chosen = sorted(range(len(problem.pairs)) if pairs is None else set(pairs))
    left_out = {pair for pair, _ in problem.fixed}.difference(chosen)
    if left_out:
        raise ValueError(f"pairs: got none of the fixed {sorted(left_out)}, expected all of them")
    if _exceeds_budget(problem, chosen):
        return BreakPlan(SolverStatus.INFEASIBLE, 0, seconds=time.monotonic() - start)
    formulas = [BreakFormula(problem, chosen, spread=max_difference, counting=it) for it in encodings]
    left = max(0.01, time_limit - (time.monotonic() - start))
    stated = [SatEncoding(it.formula, it.breaks) for it in formulas]
    found = minimise_cost(stated, time_limit=left, should_continue=should_continue, low=low, known=known)
    return _read(formulas[found.encoding], found, seconds=time.monotonic() - start)


def _exceeds_budget(problem: Problem, pairs: Iterable[int]) -> bool:
    """Whether the pairs cannot all meet whatever the slots."""
    used = Counter(use for pair in pairs for use in list_resource_uses(problem, pair, ANY_SLOT))
    return any(number > get_capacity(problem, use) for use, number in used.items())


def _read(formula: BreakFormula, found: SatMinimum, *, seconds: float) -> BreakPlan:
    meetings = tuple(cell for cell, literal in formula.cells.items() if literal in found.model)
    return BreakPlan(found.status, found.bound, found.cost, meetings, seconds)
