"""An irreducible set of assumptions that contradict a formula, by deletion (Marques-Silva, 2010)."""

from collections.abc import Sequence

from pysat.solvers import Solver

from matchmaker.optimise.sat import Formula

# Conflicts that Glucose may meet in one question: some seconds at most.
CONFLICTS = 200_000


def find_core(formula: Formula, assumptions: Sequence[int], *, conflicts: int = CONFLICTS) -> list[int] | None:
    """Assumptions that cannot all hold, such that without any one of them they can.

    Parameters
    ----------
    formula : Formula
        Can be satisfied without the assumptions.
    assumptions : sequence of int
        Literals; those that come first are given up first.
    conflicts : int
        Budget of each question to the solver. A question that exceeds it counts as "they can".

    Returns
    -------
    list of int or None
        In the order given; None when all can hold, or when nothing was proven within the budget.
    """
    with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:

        def shrink(chosen: list[int]) -> list[int] | None:
            """Those that the solver needed for its contradiction, None without one."""
            solver.conf_budget(conflicts)
            if solver.solve_limited(assumptions=chosen) is not False:
                return None
            needed = set(solver.get_core() or [])
            return [it for it in chosen if it in needed]

        core = shrink(list(assumptions))
        for literal in tuple(core or ()):
            if core is not None and literal in core:
                core = shrink([it for it in core if it != literal]) or core
        return core
