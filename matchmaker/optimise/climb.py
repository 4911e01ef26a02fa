"""The least cost of a formula, proven step by step in this process: for small formulas, and with one answer always."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pysat.solvers import Solver

from matchmaker.optimise.sat import Formula

# Conflicts between two looks at the caller: a fraction of a second on the formulas this is for.
CONFLICTS = 1_000


@dataclass(frozen=True, slots=True)
class Climb:
    """No solution costs less than ``bound``; ``model`` are the true variables of one that costs so much, if found."""

    bound: int
    model: frozenset[int] | None = None


def climb(
    formula: Formula,
    costs: Sequence[int],
    *,
    low: int,
    high: int,
    keep_on: Callable[[int], bool] = lambda _bound: True,
    most_conflicts: int | None = None,
) -> Climb:
    """Ask Glucose for a solution of cost ``low``, then of one more, up to below ``high``.

    Parameters
    ----------
    formula : Formula
        Gets the counter of the costs added.
    costs : sequence of int
        Literals that cost one each when they hold.
    low : int
        Known to be the least possible, >= 0.
    high : int
        Cost of a solution that is known.
    keep_on : callable
        Told the bound between questions and now and then within one; False stops.
    most_conflicts : int, optional
        Effort after which the search ends: the same on every machine.

    Returns
    -------
    Climb
        With ``bound`` = ``high`` and no model when the known solution is the cheapest.
    """
    if low >= high:
        return Climb(high)
    limits = formula.count(costs, most=high, is_exact=False)
    with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:
        while low < min(high, len(limits)):
            solver.conf_budget(CONFLICTS)
            answer = solver.solve_limited(assumptions=[-limits[low]])
            if answer:
                return Climb(low, frozenset(literal for literal in solver.get_model() or () if literal > 0))
            low += answer is False
            is_spent = most_conflicts is not None and solver.accum_stats()["conflicts"] >= most_conflicts
            if is_spent or not keep_on(low):
                return Climb(low)
    return Climb(high)
