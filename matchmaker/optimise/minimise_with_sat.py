"""The cheapest solution of a formula. SAT solvers answer in parallel: "is a cost of at most k possible?"

Every solver runs in its own child process. CaDiCaL (Biere et al., 2020) holds the interpreter lock and cannot be
interrupted while it works, but a process can be ended. The solvers share bounds. A solver whose question is settled
by a new bound is stopped and gets another question. The same problem may be given as several formulas: which encoding
is faster differs by orders of magnitude between instances, and is not known in advance.
"""

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pysat.solvers import Solver

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.integer_program import SolverStatus
from matchmaker.optimise.sat_process import SatAnswer, SatProcess

# Conflicts between two calls of the caller's function: a fraction of a second on the formulas of this project.
CONFLICTS = 1_000


@dataclass(frozen=True, slots=True)
class ProvenBound:
    """No solution costs less than ``bound``. ``model`` has the true variables of a solution of that cost, if found."""

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
    """Ask Glucose for a solution of cost ``low``, then of each higher cost below ``high``.

    Parameters
    ----------
    formula : CnfFormula
        The counter of the costs is added to it.
    costs : sequence of int
        Literals that cost one each when they hold.
    low : int
        Known lower bound of the cost, >= 0.
    high : int
        Cost of a known solution.
    should_continue : callable
        Called with the bound after every ``CONFLICTS`` conflicts at most; return False to stop.

    Returns
    -------
    ProvenBound
        ``bound`` = ``high`` and no model when the known solution is the cheapest.
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


# Larger costs are not distinguished.
MAX_COST = 64

# Seconds between two checks of the time and of the caller's function.
_POLL_INTERVAL = 0.1


@dataclass(frozen=True, slots=True)
class SatEncoding:
    """The problem as one formula, with the literals that cost one each when they hold, and a solver of python-sat."""

    formula: CnfFormula
    costs: Sequence[int]
    solver: str = "cadical153"


@dataclass(frozen=True, slots=True)
class SatMinimum:
    """What is known about the cheapest solution.

    Attributes
    ----------
    status : SolverStatus
    bound : int
        No solution costs less.
    cost : int or None
        Cost of the best solution found.
    model : frozenset of int
        The variables that are true in this solution.
    encoding : int
        Index of the encoding whose formula the model satisfies.
    """

    status: SolverStatus
    bound: int
    cost: int | None = None
    model: frozenset[int] = frozenset()
    encoding: int = 0


def minimise_cost(
    encodings: Sequence[SatEncoding],
    *,
    time_limit: float,
    should_continue: Callable[[int, int | None], bool] = lambda _bound, _cost: True,
    low: int = 0,
    known: int | None = None,
    max_cost: int = MAX_COST,
) -> SatMinimum:
    """A solution in which as few of the cost literals hold as possible.

    Parameters
    ----------
    encodings : sequence of SatEncoding
        The same problem, one encoding for each processor core. All solvers raise the bound from ``low`` and share
        bounds; all but the first look for any solution before that. With a single encoding the result is the same in
        every run. The counter of the costs is added to each formula.
    time_limit : float
        Seconds, > 0.
    should_continue : callable
        Called with bound and cost about ten times a second; return False to stop with the best solution so far.
    low : int
        No solution costs less, >= 0.
    known : int, optional
        Cost of a solution that the caller has; only cheaper ones are searched. When there is none, ``cost`` is
        ``known`` and ``model`` is empty.
    max_cost : int
        Costs up to this number, or up to ``known``, are distinguished. A cheapest solution above it stays unproven.

    Returns
    -------
    SatMinimum
    """
    if known is not None and low >= known:
        return SatMinimum(SolverStatus.OPTIMAL, known, known)
    if not all(it.formula.clauses for it in encodings):
        return SatMinimum(SolverStatus.OPTIMAL, 0, 0)
    search = _Search(encodings, max_cost=known or max_cost, time_limit=time_limit, bound=low, cost=known)
    try:
        search.run(should_continue)
    finally:
        search.close()
    return search.sum_up()


@dataclass(slots=True)
class _Search:
    encodings: Sequence[SatEncoding]
    max_cost: int
    time_limit: float
    bound: int = 0
    cost: int | None = None
    model: frozenset[int] = frozenset()
    model_encoding: int = 0
    is_impossible: bool = False
    limits: list[list[int]] = field(default_factory=list)
    solvers: list[SatProcess] = field(default_factory=list)

    def run(self, should_continue: Callable[[int, int | None], bool]) -> None:
        """Ask questions until the bounds meet, the time is over, or the caller stops."""
        end = time.monotonic() + self.time_limit
        for encoding in self.encodings:
            self.limits.append(encoding.formula.count(encoding.costs, max_count=self.max_cost, is_exact=False))
            flat = array("i", (literal for clause in encoding.formula.clauses for literal in (*clause, 0))).tobytes()
            self.solvers.append(SatProcess(encoding.solver, flat, seconds=self.time_limit))
        while not self.is_settled() and time.monotonic() < end and should_continue(self.bound, self.cost):
            for number, solver in enumerate(self.solvers):
                if not solver.is_busy:
                    self._ask_next(number)
            seconds = min(_POLL_INTERVAL, max(0.0, end - time.monotonic()))
            for number, answer in SatProcess.wait(self.solvers, seconds=seconds):
                self._learn(number, answer)
            self._stop_settled()

    def is_settled(self) -> bool:
        """Whether the lowest cost is known up to ``max_cost``, or the problem has no solution."""
        return self.is_impossible or (self.cost is not None and self.bound >= min(self.cost, self.max_cost))

    def _ask_next(self, number: int) -> None:
        """Ask for the lowest open cost, even if others do so; all but the first solver begin without a limit."""
        limits, others = self.limits[number], {it.question for it in self.solvers if it.is_busy}
        is_beyond = self.bound >= len(limits)
        is_any_wanted = self.cost is None and None not in others and number > 0
        question = None if is_any_wanted or is_beyond else self.bound
        self.solvers[number].ask(question, [] if question is None else [-limits[question]])

    def _learn(self, number: int, answer: SatAnswer) -> None:
        if answer.model is not None:
            true = frozenset(literal for literal in answer.model if literal > 0)
            costs = self.encodings[number].costs
            cost = sum((literal in true) if literal > 0 else (-literal not in true) for literal in costs)
            if self.cost is None or cost < self.cost:
                self.cost, self.model, self.model_encoding = cost, true, number
        elif answer.question is None or not answer.needs_limit:
            self.is_impossible = True
        else:
            self.bound = max(self.bound, answer.question + 1)

    def _stop_settled(self) -> None:
        """Stop solvers whose question a bound has answered; a question without a limit needs one solution only."""
        for solver in self.solvers:
            question = solver.question
            is_over = self.cost is not None if question is None else question < self.bound
            if solver.is_busy and (
                is_over or (self.cost is not None and question is not None and question >= self.cost)
            ):
                solver.restart()

    def sum_up(self) -> SatMinimum:
        """The result so far."""
        if self.is_impossible:
            return SatMinimum(SolverStatus.INFEASIBLE, self.bound)
        if self.cost is None:
            return SatMinimum(SolverStatus.UNKNOWN, self.bound)
        status = SolverStatus.OPTIMAL if self.bound >= self.cost else SolverStatus.FEASIBLE
        return SatMinimum(status, self.bound, self.cost, self.model, self.model_encoding)

    def close(self) -> None:
        """End all child processes."""
        for solver in self.solvers:
            solver.close()
