"""The cheapest way to satisfy a formula: "is a cost of at most k possible?", asked of SAT solvers side by side.

Every solver runs in a child process of its own: CaDiCaL (Biere et al., 2020) holds the interpreter lock and takes no
word while it works, but a process can be ended. Answers are shared as bounds: whoever works on a question that a
bound has settled is ended and asked another one. The same question may be stated as different formulas: which of two
encodings is quick differs by orders of magnitude from case to case, and nobody knows beforehand.
"""

import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pysat.solvers import Solver

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.integer_program import SolverStatus
from matchmaker.optimise.sat_process import SatAnswer, SatProcess

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


# Costs from here on are not told apart.
MAX_COST = 64

# Seconds between two looks at the clock and at the caller.
_LISTEN_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class SatEncoding:
    """The question as one formula, with the literals that cost one each when they hold, and a solver of python-sat."""

    formula: CnfFormula
    costs: Sequence[int]
    solver: str = "cadical153"


@dataclass(frozen=True, slots=True)
class SatMinimum:
    """What is known of the cheapest solution.

    Attributes
    ----------
    status : Status
    bound : int
        No solution costs less.
    cost : int or None
        Of the best solution found.
    model : frozenset of int
        Variables that are true in it; here a model is a solution of a formula.
    stated : int
        Which of the formulas it is a model of.
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
    """A solution in which as few of some literals hold as possible.

    Parameters
    ----------
    stated : sequence of Stated
        The same question once for every core. All climb from ``low`` and share what they learn, the others than the
        first after finding any solution. With a single one the answer is the same in every run. Formulas get the
        counter of the costs added.
    time_limit : float
        Seconds, > 0.
    keep_on : callable
        Told bound and cost about ten times a second; False stops, the best so far is kept.
    low : int
        No solution costs less, >= 0.
    known : int, optional
        Cost of a solution that the caller has; only cheaper ones are looked for. When there is none, ``cost`` is
        ``known`` and ``model`` is empty.
    most : int
        Costs up to this number, or up to ``known``, are told apart; a cheapest solution that is dearer stays unproven.

    Returns
    -------
    Cheapest
    """
    if known is not None and low >= known:
        return SatMinimum(SolverStatus.OPTIMAL, known, known)
    if not all(it.formula.clauses for it in encodings):
        return SatMinimum(SolverStatus.OPTIMAL, 0, 0)
    search = _Search(encodings, most=known or max_cost, time_limit=time_limit, bound=low, cost=known)
    try:
        search.run(should_continue)
    finally:
        search.close()
    return search.sum_up()


@dataclass(slots=True)
class _Search:
    stated: Sequence[SatEncoding]
    most: int
    time_limit: float
    bound: int = 0
    cost: int | None = None
    model: frozenset[int] = frozenset()
    model_of: int = 0
    is_impossible: bool = False
    limits: list[list[int]] = field(default_factory=list)
    asked: list[SatProcess] = field(default_factory=list)

    def run(self, keep_on: Callable[[int, int | None], bool]) -> None:
        """Ask until the bounds meet, the time is over or the caller has had enough."""
        end = time.monotonic() + self.time_limit
        for it in self.stated:
            self.limits.append(it.formula.count(it.costs, max_count=self.most, is_exact=False))
            flat = array("i", (literal for clause in it.formula.clauses for literal in (*clause, 0))).tobytes()
            self.asked.append(SatProcess(it.solver, flat, seconds=self.time_limit))
        while not self.is_settled() and time.monotonic() < end and keep_on(self.bound, self.cost):
            for number, asked in enumerate(self.asked):
                if not asked.is_busy:
                    self._ask_next(number)
            for answer in SatProcess.wait(self.asked, seconds=min(_LISTEN_EVERY, max(0.0, end - time.monotonic()))):
                self._learn(*answer)
            self._stop_settled()

    def is_settled(self) -> bool:
        """Whether the cheapest cost is known, or that there is none, or as much as can be told apart."""
        return self.is_impossible or (self.cost is not None and self.bound >= min(self.cost, self.most))

    def _ask_next(self, number: int) -> None:
        """The lowest cost that is open, whoever else works on it; all but the first begin without a limit."""
        limits, others = self.limits[number], {it.question for it in self.asked if it.is_busy}
        is_beyond = self.bound >= len(limits)
        is_any_wanted = self.cost is None and None not in others and number > 0
        question = None if is_any_wanted or is_beyond else self.bound
        self.asked[number].ask(question, [] if question is None else [-limits[question]])

    def _learn(self, number: int, answer: SatAnswer) -> None:
        if answer.model is not None:
            true = frozenset(literal for literal in answer.model if literal > 0)
            cost = sum(
                (literal in true) if literal > 0 else (-literal not in true) for literal in self.stated[number].costs
            )
            if self.cost is None or cost < self.cost:
                self.cost, self.model, self.model_of = cost, true, number
        elif answer.question is None or not answer.needs_limit:
            self.is_impossible = True
        else:
            self.bound = max(self.bound, answer.question + 1)

    def _stop_settled(self) -> None:
        """End those whose question a bound has answered; without a limit one solution is enough."""
        for asked in self.asked:
            question = asked.question
            is_over = self.cost is not None if question is None else question < self.bound
            if asked.is_busy and (
                is_over or (self.cost is not None and question is not None and question >= self.cost)
            ):
                asked.restart()

    def sum_up(self) -> SatMinimum:
        """What is known now."""
        if self.is_impossible:
            return SatMinimum(SolverStatus.INFEASIBLE, self.bound)
        if self.cost is None:
            return SatMinimum(SolverStatus.UNKNOWN, self.bound)
        status = SolverStatus.OPTIMAL if self.bound >= self.cost else SolverStatus.FEASIBLE
        return SatMinimum(status, self.bound, self.cost, self.model, self.model_of)

    def close(self) -> None:
        """End all child processes."""
        for asked in self.asked:
            asked.close()
