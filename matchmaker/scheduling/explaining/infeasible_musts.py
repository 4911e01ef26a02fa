"""Why musts cannot all be kept: rules that contradict each other, none of them to spare."""

from collections.abc import Iterable, Mapping, Sequence

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.unsat_core import find_unsat_core
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import (
    AVAILABILITY_RULES,
    ResourceUse,
    RuleLabel,
    Violation,
    get_capacity,
    list_open_slots,
    list_resource_uses,
)
from matchmaker.scheduling.model.validation import to_violation

# Up to so many rules the solver of clauses names a contradiction by itself, every closed rule included.
MAX_SAT_RULES = 8


def find_infeasible_musts(problem: Problem, musts: Iterable[int]) -> tuple[Violation, ...]:
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
    None of the rules is to spare, and no smaller set contradicts, unless the search for one took too long. Somebody
    with many more musts than slots is found by counting, which a solver of clauses cannot do (Haken, 1985); then the
    closed rules that shut the other slots are left out.
    """
    demanded = sorted(set(musts) | {pair for pair, _ in problem.fixed})
    overbooked = find_overbooked(problem, demanded)
    if len(overbooked) > MAX_SAT_RULES:
        return overbooked
    rules = _RuleFormula(problem, demanded)
    core = find_unsat_core(rules.formula, list(rules.names))
    return tuple(rules.names[literal] for literal in core or ())


def find_overbooked(problem: Problem, musts: Sequence[int]) -> tuple[Violation, ...]:
    """Musts of one person that share too few open slots, and that person's one seat at a time; empty without any.

    Pairs and slots are matched along augmenting paths; where one ends, the pairs it reached are one too many for their
    slots (Hall, 1935), and without any one of them they are not.
    """
    fixed = dict(problem.fixed)
    mine: dict[int, list[int]] = {}
    for pair in musts:
        for person in (problem.pairs[pair].a, problem.pairs[pair].b):
            mine.setdefault(person, []).append(pair)
    for person, pairs in mine.items():
        reach = {pair: [t for t in list_open_slots(problem, pair) if t == fixed.get(pair, t)] for pair in pairs}
        holder: dict[int, int] = {}
        for pair in pairs:
            reached = {pair: None}
            if reach[pair] and not _augment(pair, reach, holder, reached):
                names = [_name_demand(problem, it) for it in sorted(reached)]
                return (*names, Violation(RuleLabel.ONE_AT_A_TIME, (person,)))
    return ()


def _augment(pair: int, reach: Mapping[int, Sequence[int]], holder: dict[int, int], reached: dict[int, None]) -> bool:
    """Find a slot for a pair, moving others; whether there is one. ``reached`` grows by the pairs asked."""
    for slot in reach[pair]:
        other = holder.get(slot)
        if other is None:
            holder[slot] = pair
            return True
        if other not in reached:
            reached[other] = None
            if _augment(other, reach, holder, reached):
                holder[slot] = pair
                return True
    return False


def _name_demand(problem: Problem, pair: int) -> Violation:
    slot = dict(problem.fixed).get(pair)
    label = RuleLabel.MUST if slot is None else RuleLabel.FIXED
    return Violation(label, (problem.pairs[pair].a, problem.pairs[pair].b), slot)


class _RuleFormula:
    """Every rule as clauses that hold when its literal does; ``names`` says what each literal stands for."""

    def __init__(self, problem: Problem, pairs: list[int]) -> None:
        self.problem = problem
        self.formula = CnfFormula()
        self.names: dict[int, Violation] = {}
        self.cells = {(pair, t): self.formula.new_variable() for pair in pairs for t in range(problem.slots)}
        self._limit()
        for pair in pairs:
            self._close(pair)
        for pair in pairs:
            self._demand(pair)

    def _name(self, violation: Violation) -> int:
        literal = self.formula.new_variable()
        self.names[literal] = violation
        return literal

    def _limit(self) -> None:
        """At most so many of the cells that take up the same."""
        rows: dict[ResourceUse, list[int]] = {}
        for (pair, slot), cell in self.cells.items():
            for use in list_resource_uses(self.problem, pair, slot):
                rows.setdefault(use, []).append(cell)
        literals: dict[Violation, int] = {}
        for use, cells in rows.items():
            limit = get_capacity(self.problem, use)
            if limit < len(cells):
                violation = to_violation(self.problem, use)
                if violation not in literals:
                    literals[violation] = self._name(violation)
                over = self.formula.count(cells, max_count=limit + 1, is_exact=False)[limit]
                self.formula.add_clause(-literals[violation], -over)

    def _close(self, pair: int) -> None:
        it = self.problem.pairs[pair]
        for rule in AVAILABILITY_RULES:
            open_bits = rule.slots(self.problem, it)
            shut = [self.cells[pair, t] for t in range(self.problem.slots) if not open_bits >> t & 1]
            literal = self._name(Violation(rule.label, (it.a, it.b))) if shut else 0
            for cell in shut:
                self.formula.add_clause(-literal, -cell)

    def _demand(self, pair: int) -> None:
        demand = _name_demand(self.problem, pair)
        slot, literal = demand.slot, self._name(demand)
        there = [self.cells[pair, t] for t in range(self.problem.slots) if slot in (None, t)]
        self.formula.add_clause(-literal, *there)
