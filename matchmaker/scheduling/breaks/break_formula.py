"""The statement "all pairs are placed" as a formula: the rules, implied constraints, and one literal for every break.

Variables x (pair, slot) and breaks follow Bofill et al. (JAIR 74, 2022, section 5). So do the implied constraints that
mattered most there: a person sits in exactly as many slots as the person has meetings. The number of people in a
slot is even and at most twice the tables. Two more constraints are added here: how many of a person's meetings must be
before a slot, and how many meetings a slot must hold because the other slots cannot.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.scheduling.breaks.count import list_day_masks
from matchmaker.scheduling.model.problem import Problem
from matchmaker.scheduling.model.rules import (
    ANY_SLOT,
    ONE_AT_A_TIME,
    TABLES,
    ResourceUse,
    get_capacity,
    list_open_slots,
    list_resource_uses,
)


def list_domains(problem: Problem, pairs: Iterable[int]) -> dict[int, list[int]]:
    """Slots that each pair may have when all pairs meet: open slots or the fixed one, as far as precedences allow."""
    fixed = dict(problem.fixed)
    domains = {pair: [t for t in list_open_slots(problem, pair) if t == fixed.get(pair, t)] for pair in pairs}
    changed = True
    while changed:
        changed = False
        for earlier, later in problem.precedences:
            first, last = domains.get(earlier), domains.get(later)
            if first and last and (last[0] <= first[0] or first[-1] >= last[-1]):
                domains[later] = [t for t in last if t > first[0]]
                domains[earlier] = [t for t in first if t < last[-1]]
                changed = True
    return domains


class Counting(StrEnum):
    """What is counted against the tables of a slot.

    Counting meetings gives a smaller formula. Counting people propagates more, as their number is even. On published
    instances either can be a hundred times faster.
    """

    MEETINGS = "meetings"
    PEOPLE = "people"


class BreakFormula:
    """The formula of "every pair meets", and its literals.

    Attributes
    ----------
    formula : CnfFormula
    cells : dict of (pair, slot) -> literal
    breaks : list of int
        One literal for each possible break. It holds if and only if the break ends in its slot.
    """

    def __init__(
        self, problem: Problem, pairs: Sequence[int], *, spread: int | None, counting: Counting = Counting.PEOPLE
    ) -> None:
        self.problem = problem
        self.formula = CnfFormula()
        self.domains = list_domains(problem, pairs)
        self.cells = {(pair, t): self.formula.new_variable() for pair in pairs for t in self.domains[pair]}
        self.breaks: list[int] = []
        self.meetings: dict[int, list[int]] = {}
        for pair in pairs:
            for person in (problem.pairs[pair].a, problem.pairs[pair].b):
                self.meetings.setdefault(person, []).append(pair)
        self._require_one_slot()
        self._add_rules()
        self.sits = {person: self._define_busy_slots(pairs) for person, pairs in self.meetings.items()}
        breaks_of = [self._define_breaks(person) for person in self.meetings]
        for slot in range(problem.slots):
            if counting is Counting.PEOPLE:
                self._count_people(slot)
            else:
                self._count_meetings(slot)
        if spread is not None:
            self._limit_spread(breaks_of, spread)

    def _require_one_slot(self) -> None:
        for pair, slots in self.domains.items():
            literals = [self.cells[pair, t] for t in slots]
            self.formula.add_clause(*literals)
            self.formula.at_most_one(literals)

    def _add_rules(self) -> None:
        """Add the rules about slots, except those about one meeting at a time and tables, which are added elsewhere."""
        rows: dict[ResourceUse, list[int]] = {}
        for (pair, slot), literal in self.cells.items():
            for use in list_resource_uses(self.problem, pair, slot):
                if use.slot != ANY_SLOT and use.rule not in (ONE_AT_A_TIME, TABLES):
                    rows.setdefault(use, []).append(literal)
        for use, literals in rows.items():
            limit = get_capacity(self.problem, use)
            if limit == 1:
                self.formula.at_most_one(literals)
            elif limit < len(literals):
                self.formula.add_clause(-self.formula.count(literals, max_count=limit + 1, is_exact=False)[limit])

    def _define_busy_slots(self, pairs: Sequence[int]) -> dict[int, int]:
        """Slot -> literal "the person has a meeting"; at most one of the person's pairs meets in a slot."""
        by_slot: dict[int, list[int]] = {}
        for pair in pairs:
            for t in self.domains[pair]:
                by_slot.setdefault(t, []).append(self.cells[pair, t])
        for literals in by_slot.values():
            self.formula.at_most_one(literals)
        return {t: self.formula.define_any(by_slot[t]) for t in sorted(by_slot)}

    def _define_breaks(self, person: int) -> list[int]:
        """Literals of the person's breaks; adds the count of the person's meetings, too."""
        sits, pairs = self.sits[person], self.meetings[person]
        self._count_busy_slots(sits, pairs)
        breaks: list[int] = []
        for day in list_day_masks(self.problem) if len(pairs) > 1 else ():
            slots = [t for t in sits if day >> t & 1]
            begun = self.formula.define_any(())
            for before, t in zip([None, *slots], slots, strict=False):
                if before is not None:
                    begun = self.formula.define_any((begun, sits[before]))
                    idle = [-sits[t - 1]] if before == t - 1 else []
                    breaks.append(self.formula.define_all((begun, sits[t], *idle)))
        self.breaks += breaks
        return breaks

    def _count_busy_slots(self, sits: dict[int, int], pairs: Sequence[int]) -> None:
        """A person sits in exactly as many slots as there are meetings.

        Up to each slot, at least the meetings that cannot be later have happened, and at most those that can be so
        early.
        """
        steps = self.formula.require_exactly(list(sits.values()), len(pairs))
        for i, t in enumerate(sits, 1):
            before = sum(self.domains[pair][-1] <= t for pair in pairs if self.domains[pair])
            after = sum(self.domains[pair][0] > t for pair in pairs if self.domains[pair])
            self.formula.add_clause(steps[i][before])
            self.formula.add_clause(-steps[i][len(pairs) - after + 1])

    def _find_least(self, slot: int) -> int:
        """Number of meetings that a slot must hold because the tables of all other slots do not suffice."""
        others = sum(TABLES.limit(self.problem, (), t) for t in range(self.problem.slots) if t != slot)
        return max(0, len(self.domains) - others)

    def _count_people(self, slot: int) -> None:
        """Make the number of people in a slot even, and at most two for each table."""
        most, least = 2 * TABLES.limit(self.problem, (), slot), 2 * self._find_least(slot)
        people = [sits[slot] for sits in self.sits.values() if slot in sits]
        count = self.formula.count(people, max_count=most + 1)
        for i in range(0, len(count), 2):
            self.formula.add_clause(-count[i], *count[i + 1 : i + 2])
        if least:
            self.formula.add_clause(*count[least - 1 : least])

    def _count_meetings(self, slot: int) -> None:
        """Limit the meetings in a slot to one for each table."""
        most, least = TABLES.limit(self.problem, (), slot), self._find_least(slot)
        here = [literal for (_, t), literal in self.cells.items() if t == slot]
        count = self.formula.count(here, max_count=most + 1, is_exact=least > 0)
        if len(count) > most:
            self.formula.add_clause(-count[most])
        if least:
            self.formula.add_clause(*count[least - 1 : least])

    def _limit_spread(self, breaks_of: Sequence[Sequence[int]], spread: int) -> None:
        """If somebody has k + spread breaks, everybody has at least k. So no two people differ by more."""
        top = min((len(breaks) for breaks in breaks_of), default=0) + spread + 1
        counts = [self.formula.count(breaks, max_count=top) for breaks in breaks_of]
        for k in range(1, top - spread + 1):
            level = self.formula.new_variable()
            for count in counts:
                self.formula.add_clause(-level, *count[k - 1 : k])
                if len(count) >= k + spread:
                    self.formula.add_clause(-count[k + spread - 1], level)
