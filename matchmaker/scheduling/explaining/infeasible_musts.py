"""Why the musts cannot all meet: a smallest set of rules that contradict each other."""

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

# Largest overbooking, in rules, that is left to the SAT solver, which names availability rules too.
MAX_SAT_RULES = 8


def find_infeasible_musts(problem: Problem, musts: Iterable[int]) -> tuple[Violation, ...]:
    """Rules that together prevent some pairs from all meeting. Without any one of them all could meet.

    Parameters
    ----------
    problem : Problem
        Its fixed meetings count as musts that also have a slot.
    musts : iterable of int
        Pairs that have to meet.

    Returns
    -------
    tuple of Violation
        ``MUST`` names two people who have to meet, ``FIXED`` two people and their slot. An availability rule names the
        two people that it limits. Every other label names the same as in ``validate``. Empty when all can meet, or
        when no contradiction was found in reasonable time.

    Notes
    -----
    The set is minimal: all of its rules are needed. No smaller set contradicts itself, unless the search for one took
    too long. A person with many more musts than slots is found by counting, which is too hard for a SAT solver (Haken,
    1985). Then the availability rules that close the other slots are left out.
    """
    demanded = sorted(set(musts) | {pair for pair, _ in problem.fixed})
    overbooked = find_overbooked(problem, demanded)
    if len(overbooked) > MAX_SAT_RULES:
        return overbooked
    rules = _RuleFormula(problem, demanded)
    core = find_unsat_core(rules.formula, list(rules.names))
    return tuple(rules.names[literal] for literal in core or ())


def find_overbooked(problem: Problem, musts: Sequence[int]) -> tuple[Violation, ...]:
    """Musts of one person that share too few open slots, and the rule that the person meets one pair at a time.

    Pairs and slots are matched along augmenting paths. When no path is found, the pairs reached are one more than their
    slots (Hall, 1935). Without any one of them the others fit. Empty when nobody is overbooked.
    """
    fixed = dict(problem.fixed)
    musts_of: dict[int, list[int]] = {}
    for pair in musts:
        for person in (problem.pairs[pair].a, problem.pairs[pair].b):
            musts_of.setdefault(person, []).append(pair)
    for person, pairs in musts_of.items():
        reach = {pair: [t for t in list_open_slots(problem, pair) if t == fixed.get(pair, t)] for pair in pairs}
        holder: dict[int, int] = {}
        for pair in pairs:
            reached = {pair: None}
            if reach[pair] and not _augment(pair, reach, holder, reached):
                names = [_to_violation(problem, it) for it in sorted(reached)]
                return (*names, Violation(RuleLabel.ONE_AT_A_TIME, (person,)))
    return ()


def _augment(pair: int, reach: Mapping[int, Sequence[int]], holder: dict[int, int], reached: dict[int, None]) -> bool:
    """Find a slot for a pair, moving other pairs if needed; returns whether there is one.

    The pairs visited on the way are added to ``reached``.
    """
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


def _to_violation(problem: Problem, pair: int) -> Violation:
    slot = dict(problem.fixed).get(pair)
    label = RuleLabel.MUST if slot is None else RuleLabel.FIXED
    return Violation(label, (problem.pairs[pair].a, problem.pairs[pair].b), slot)


class _RuleFormula:
    """Every rule as clauses that apply when its literal holds; ``names`` maps each literal to its rule."""

    def __init__(self, problem: Problem, pairs: list[int]) -> None:
        self.problem = problem
        self.formula = CnfFormula()
        self.names: dict[int, Violation] = {}
        self.cells = {(pair, t): self.formula.new_variable() for pair in pairs for t in range(problem.slots)}
        self._add_capacities()
        for pair in pairs:
            self._add_availability(pair)
        for pair in pairs:
            self._add_demand(pair)

    def _name(self, violation: Violation) -> int:
        literal = self.formula.new_variable()
        self.names[literal] = violation
        return literal

    def _add_capacities(self) -> None:
        """Limit the cells that use the same resource."""
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

    def _add_availability(self, index: int) -> None:
        pair = self.problem.pairs[index]
        for rule in AVAILABILITY_RULES:
            open_bits = rule.slots(self.problem, pair)
            closed = [self.cells[index, t] for t in range(self.problem.slots) if not open_bits >> t & 1]
            literal = self._name(Violation(rule.label, (pair.a, pair.b))) if closed else 0
            for cell in closed:
                self.formula.add_clause(-literal, -cell)

    def _add_demand(self, pair: int) -> None:
        demand = _to_violation(self.problem, pair)
        slot, literal = demand.slot, self._name(demand)
        cells = [self.cells[pair, t] for t in range(self.problem.slots) if slot in (None, t)]
        self.formula.add_clause(-literal, *cells)
