"""Why musts cannot all be kept: rules that contradict each other, none of them to spare."""

from collections.abc import Iterable

from matchmaker.optimise.core import find_core
from matchmaker.optimise.sat import Formula
from matchmaker.scheduling.constraints import CLOSED_RULES, RuleLabel, Use, Violation, get_limit, list_uses
from matchmaker.scheduling.problem import Problem
from matchmaker.scheduling.validate import name_violation


def find_conflict(problem: Problem, musts: Iterable[int]) -> tuple[Violation, ...]:
    """Rules that keep some pairs from all meeting; leave out any one of them, and they can.

    Parameters
    ----------
    problem : Problem
        Its fixed meetings count as musts that also have a slot.
    musts : iterable of int
        Pairs that have to meet.

    Returns
    -------
    tuple of Violation
        ``MUST`` names two who have to meet, ``FIXED`` two and their slot, a closed rule the two whom it keeps apart,
        every other label what it names in ``validate``. Empty when all can meet, or when no contradiction was found
        in reasonable time.

    Notes
    -----
    The set is irreducible; a smaller one of other rules may exist. Musts are given up last, so that as few people as
    possible appear.
    """
    rules = _Rules(problem, sorted(set(musts) | {pair for pair, _ in problem.fixed}))
    core = find_core(rules.formula, list(rules.names))
    return tuple(rules.names[literal] for literal in core or ())


class _Rules:
    """Every rule as clauses that hold when its literal does; ``names`` says what each literal stands for."""

    def __init__(self, problem: Problem, pairs: list[int]) -> None:
        self.problem = problem
        self.formula = Formula()
        self.names: dict[int, Violation] = {}
        self.cells = {(pair, t): self.formula.new() for pair in pairs for t in range(problem.slots)}
        self._limit()
        for pair in pairs:
            self._close(pair)
        for pair in pairs:
            self._demand(pair)

    def _name(self, violation: Violation) -> int:
        literal = self.formula.new()
        self.names[literal] = violation
        return literal

    def _limit(self) -> None:
        """At most so many of the cells that take up the same."""
        rows: dict[Use, list[int]] = {}
        for (pair, slot), cell in self.cells.items():
            for use in list_uses(self.problem, pair, slot):
                rows.setdefault(use, []).append(cell)
        literals: dict[Violation, int] = {}
        for use, cells in rows.items():
            limit = get_limit(self.problem, use)
            if limit < len(cells):
                violation = name_violation(self.problem, use)
                if violation not in literals:
                    literals[violation] = self._name(violation)
                over = self.formula.count(cells, most=limit + 1, is_exact=False)[limit]
                self.formula.add(-literals[violation], -over)

    def _close(self, pair: int) -> None:
        it = self.problem.pairs[pair]
        for rule in CLOSED_RULES:
            open_bits = rule.slots(self.problem, it)
            shut = [self.cells[pair, t] for t in range(self.problem.slots) if not open_bits >> t & 1]
            literal = self._name(Violation(rule.label, (it.a, it.b))) if shut else 0
            for cell in shut:
                self.formula.add(-literal, -cell)

    def _demand(self, pair: int) -> None:
        it, slot = self.problem.pairs[pair], dict(self.problem.fixed).get(pair)
        label = RuleLabel.MUST if slot is None else RuleLabel.FIXED
        literal = self._name(Violation(label, (it.a, it.b), slot))
        there = [self.cells[pair, t] for t in range(self.problem.slots) if slot in (None, t)]
        self.formula.add(-literal, *there)
