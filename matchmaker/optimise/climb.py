"""The least cost of a formula, proven step by step in this process: for small formulas, and with one answer always."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pysat.solvers import Solver

from matchmaker.optimise.sat import CnfFormula

# Conflicts between two looks at the caller: a fraction of a second on the formulas this is for.
CONFLICTS = 1_000


@dataclass(frozen=True, slots=True)
class ProvenBound:
    """No solution costs less than ``bound``; ``model`` are the true variables of one that costs so much, if found."""

    bound: int
    model: frozenset[int] | None = None


def raise_lower_bound(
    formula: CnfFormula,
    costs: Sequence[int],
    *,
    low: int,
    high: int,
    should_continue: Callable[[int], bool] = lambda _bound: True,
) -> ProvenBound:
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

    Returns
    -------
    Climb
        With ``bound`` = ``high`` and no model when the known solution is the cheapest.
    """
    if low >= high:
        return ProvenBound(high)
    limits = formula.count(costs, max_count=high, is_exact=False)
    with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:
        while low < min(high, len(limits)):
            solver.conf_budget(CONFLICTS)
            answer = solver.solve_limited(assumptions=[-limits[low]])
            if answer:
                return ProvenBound(low, frozenset(literal for literal in solver.get_model() or () if literal > 0))
            low += answer is False
            if not should_continue(low):
                return ProvenBound(low)
    return ProvenBound(high)
