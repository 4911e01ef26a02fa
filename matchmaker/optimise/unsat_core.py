"""A smallest set of assumptions that contradict a formula (a smallest unsatisfiable core).

An irreducible set is found first, by deletion (Marques-Silva, 2010). Then smaller ones are searched among hitting
sets. Every solution violates a set of assumptions, and every core contains an assumption of each such set. So a
smallest set that hits all known ones is a lower bound. It is the answer as soon as it contradicts the formula
(Ignatiev, Previti, Liffiton and Marques-Silva, 2015).
"""

from collections.abc import Sequence

from pysat.examples.hitman import Hitman
from pysat.solvers import Solver

from matchmaker.optimise.cnf import CnfFormula

# Budget of conflicts for one question to Glucose: some seconds at most.
CONFLICTS = 200_000

# Maximum number of hitting sets tried; after that the irreducible set is the answer.
ROUNDS = 400


def find_unsat_core(
    formula: CnfFormula, assumptions: Sequence[int], *, conflicts: int = CONFLICTS, rounds: int = ROUNDS
) -> list[int] | None:
    """As few assumptions as can be found that cannot all hold, but can hold if any one of them is left out.

    Parameters
    ----------
    formula : CnfFormula
        Can be satisfied without the assumptions.
    assumptions : sequence of int
        Literals; the first ones are removed first.
    conflicts : int
        Budget of each question to the solver. A question that exceeds it counts as satisfiable.
    rounds : int
        Maximum number of hitting sets tried for a smaller core; 0 returns the irreducible one.

    Returns
    -------
    list of int or None
        In the order given; None when all can hold, or when nothing was proven within the budget.
    """
    with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:
        solver.set_phases(assumptions)
        search = _CoreSearch(solver, conflicts)
        core = search.shrink(list(assumptions))
        for literal in tuple(core or ()):
            if core is not None and literal in core:
                core = search.shrink([it for it in core if it != literal]) or core
        return core and (search.find_smaller(list(assumptions), len(core), rounds) or core)


class _CoreSearch:
    """Questions to one solver, each within a budget."""

    def __init__(self, solver: Solver, conflicts: int) -> None:
        self.solver = solver
        self.conflicts = conflicts

    def shrink(self, chosen: list[int]) -> list[int] | None:
        """The assumptions that the solver needed for a contradiction; None without one."""
        self.solver.conf_budget(self.conflicts)
        if self.solver.solve_limited(assumptions=chosen) is not False:
            return None
        needed = set(self.solver.get_core() or [])
        return [it for it in chosen if it in needed]

    def find_smaller(self, assumptions: list[int], size: int, rounds: int) -> list[int] | None:
        """A smallest contradictory set of fewer than ``size``; None when there is none, or none was found in time."""
        with Hitman(solver="g4", htype="sorted") as hitting:
            for _ in range(rounds):
                chosen = hitting.get() or []
                if len(chosen) >= size:
                    return None
                self.solver.conf_budget(self.conflicts)
                answer = self.solver.solve_limited(assumptions=chosen)
                if answer is False:
                    core = set(chosen)
                    return [it for it in assumptions if it in core]
                if answer is None:
                    return None
                hitting.hit(self._list_violated(assumptions, chosen))
        return None

    def _list_violated(self, assumptions: list[int], chosen: list[int]) -> list[int]:
        """Assumptions that a solution with the chosen ones violates; a few more questions make them fewer."""
        held = set(self.solver.get_model() or []).intersection(assumptions) | set(chosen)
        for literal in assumptions:
            if literal not in held:
                self.solver.conf_budget(self.conflicts)
                if self.solver.solve_limited(assumptions=[*held, literal]):
                    held |= set(self.solver.get_model() or []).intersection(assumptions)
        return [it for it in assumptions if it not in held]
