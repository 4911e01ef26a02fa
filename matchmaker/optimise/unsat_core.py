"""A smallest set of assumptions that contradict a formula.

First an irreducible one by deletion (Marques-Silva, 2010). Then smaller ones are looked for among hitting sets:
whatever contradicts the formula shares an assumption with every set that is given up by some solution, so a smallest
set that hits all known ones is a lower bound, and the answer as soon as it contradicts (Ignatiev, Previti, Liffiton
and Marques-Silva, 2015).
"""

from collections.abc import Sequence

from pysat.examples.hitman import Hitman
from pysat.solvers import Solver

from matchmaker.optimise.cnf import CnfFormula

# Conflicts that Glucose may meet in one question: some seconds at most.
CONFLICTS = 200_000

# Hitting sets tried; beyond, the irreducible set is the answer.
ROUNDS = 400


def find_unsat_core(
    formula: CnfFormula, assumptions: Sequence[int], *, conflicts: int = CONFLICTS, rounds: int = ROUNDS
) -> list[int] | None:
    """Assumptions that cannot all hold, such that without any one of them they can; as few as can be found.

    Parameters
    ----------
    formula : Formula
        Can be satisfied without the assumptions.
    assumptions : sequence of int
        Literals; those that come first are given up first.
    conflicts : int
        Budget of each question to the solver. A question that exceeds it counts as "they can".
    rounds : int
        Tries to find a smaller set than the irreducible one; 0 keeps that.

    Returns
    -------
    list of int or None
        In the order given; None when all can hold, or when nothing was proven within the budget.
    """
    with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:
        solver.set_phases(assumptions)
        search = _Search(solver, conflicts)
        core = search.shrink(list(assumptions))
        for literal in tuple(core or ()):
            if core is not None and literal in core:
                core = search.shrink([it for it in core if it != literal]) or core
        return core and (search.find_smaller(list(assumptions), len(core), rounds) or core)


class _Search:
    """Questions to one solver, each within a budget."""

    def __init__(self, solver: Solver, conflicts: int) -> None:
        self.solver = solver
        self.conflicts = conflicts

    def shrink(self, chosen: list[int]) -> list[int] | None:
        """Those that the solver needed for its contradiction, None without one."""
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
                    kept = set(chosen)
                    return [it for it in assumptions if it in kept]
                if answer is None:
                    return None
                hitting.hit(self._list_given_up(assumptions, chosen))
        return None

    def _list_given_up(self, assumptions: list[int], chosen: list[int]) -> list[int]:
        """Assumptions that a solution with the chosen ones leaves out, as few as a few more questions find."""
        held = set(self.solver.get_model() or []).intersection(assumptions) | set(chosen)
        for literal in assumptions:
            if literal not in held:
                self.solver.conf_budget(self.conflicts)
                if self.solver.solve_limited(assumptions=[*held, literal]):
                    held |= set(self.solver.get_model() or []).intersection(assumptions)
        return [it for it in assumptions if it not in held]
