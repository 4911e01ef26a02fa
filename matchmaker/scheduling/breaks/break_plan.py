"""A timetable of all pairs with a proven fewest number of breaks, for events whose meetings are agreed."""

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
    """A timetable that holds all pairs, and a proven lower bound of its breaks.

    Attributes
    ----------
    status : SolverStatus
        ``INFEASIBLE``: no valid timetable holds all pairs; ``UNKNOWN``: none was found within the time limit.
    bound : int
        No such timetable has fewer breaks.
    breaks : int or None
        Breaks of the timetable.
    meetings : tuple of (pair, slot)
        Empty without a timetable, and when the known one is not improved.
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
    """A timetable of all the pairs with the fewest breaks, found by SAT solvers in child processes.

    Parameters
    ----------
    problem : Problem
        Values and floors are ignored, all rules apply.
    pairs : iterable of int, optional
        The pairs that all meet, the fixed ones included; all pairs when left out.
    time_limit : float
        Seconds from the call on, > 0.
    max_difference : int, optional
        Fairness (Bofill et al., JAIR 74, 2022): largest difference between the breaks of any two people who meet.
    should_continue : callable
        Called with bound and breaks about ten times a second. It returns False to stop with the best result so far.
    encodings : sequence of Counting
        Encodings that run in parallel, each in its own process. A single one gives the same result in every run.
    low : int
        No timetable has fewer breaks.
    known : int, optional
        Breaks of a timetable that the caller has. ``meetings`` is empty when no timetable has fewer.

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
    sat_encodings = [SatEncoding(it.formula, it.breaks) for it in formulas]
    found = minimise_cost(sat_encodings, time_limit=left, should_continue=should_continue, low=low, known=known)
    return _to_plan(formulas[found.encoding], found, seconds=time.monotonic() - start)


def _exceeds_budget(problem: Problem, pairs: Iterable[int]) -> bool:
    """Whether the pairs need more meetings than a budget allows, whatever the slots."""
    used = Counter(use for pair in pairs for use in list_resource_uses(problem, pair, ANY_SLOT))
    return any(number > get_capacity(problem, use) for use, number in used.items())


def _to_plan(formula: BreakFormula, found: SatMinimum, *, seconds: float) -> BreakPlan:
    meetings = tuple(cell for cell, literal in formula.cells.items() if literal in found.model)
    return BreakPlan(found.status, found.bound, found.cost, meetings, seconds)
