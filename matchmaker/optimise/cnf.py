"""Formulas in conjunctive normal form, and the counting circuits that timetables need.

Literals are non-zero integers as in the DIMACS format: -x is the negation of x.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

# Up to this many literals the pairwise encoding of "at most one" is smaller than the ladder.
_PAIRWISE = 5


@dataclass(slots=True)
class CnfFormula:
    """Clauses over the variables 1..variables. A clause is a list of literals, of which at least one must hold."""

    variables: int = 0
    clauses: list[list[int]] = field(default_factory=list)

    def new_variable(self) -> int:
        """A new variable."""
        self.variables += 1
        return self.variables

    def add_clause(self, *literals: int) -> None:
        """At least one of the literals must hold; without literals the formula becomes unsatisfiable."""
        if literals:
            self.clauses.append(list(literals))
        else:
            never = self.new_variable()
            self.clauses += [[never], [-never]]

    def define_any(self, literals: Iterable[int]) -> int:
        """A new variable that holds if and only if at least one of the literals holds."""
        some, given = self.new_variable(), list(literals)
        self.add_clause(-some, *given)
        for literal in given:
            self.add_clause(-literal, some)
        return some

    def define_all(self, literals: Iterable[int]) -> int:
        """A new variable that holds if and only if all literals hold."""
        return -self.define_any(-literal for literal in literals)

    def at_most_one(self, literals: Sequence[int]) -> None:
        """At most one of the literals holds (ladder encoding, Gent and Nightingale, 2004)."""
        if len(literals) <= _PAIRWISE:
            for a, b in combinations(literals, 2):
                self.add_clause(-a, -b)
            return
        seen = literals[0]
        for literal in literals[1:-1]:
            self.add_clause(-seen, -literal)
            wider = self.new_variable()
            self.add_clause(-seen, wider)
            self.add_clause(-literal, wider)
            seen = wider
        self.add_clause(-seen, -literals[-1])

    def count(self, literals: Sequence[int], *, max_count: int, is_exact: bool = True) -> list[int]:
        """The number of literals that hold, in unary: a totalizer (Bailleux and Boufkhad, 2003).

        Parameters
        ----------
        literals : sequence of int
        max_count : int
            Largest count, > 0; larger numbers are counted as ``max_count``.
        is_exact : bool
            True: an output holds if and only if that many literals hold. False: only the "if" direction is encoded.
            This suffices for upper limits and halves the size.

        Returns
        -------
        list of int
            Literal k holds when at least k + 1 of the literals hold; min(len(literals), max_count) outputs.
        """
        if len(literals) <= 1:
            return list(literals)
        half = len(literals) // 2
        left = self.count(literals[:half], max_count=max_count, is_exact=is_exact)
        right = self.count(literals[half:], max_count=max_count, is_exact=is_exact)
        total = [self.new_variable() for _ in range(min(len(literals), max_count))]
        for i, j in product(range(len(left) + 1), range(len(right) + 1)):
            if i + j:
                both = [-left[i - 1]] * (i > 0) + [-right[j - 1]] * (j > 0)
                self.add_clause(*both, total[min(i + j, len(total)) - 1])
            if is_exact and i + j < len(total):
                self.add_clause(*left[i : i + 1], *right[j : j + 1], -total[i + j])
        for fewer, more in pairwise(total):
            self.add_clause(fewer, -more)
        return total

    def require_exactly(self, literals: Sequence[int], total: int) -> list[list[int]]:
        """Exactly ``total`` of the literals hold (sequential counter, Sinz, 2005).

        Returns
        -------
        list of list of int
            Entry [i][j]: at least j of the first i literals hold; 0 <= i <= len(literals), 0 <= j <= total + 1.
        """
        n, yes = len(literals), self.new_variable()
        self.add_clause(yes)
        if total > n:
            self.add_clause()

        def make_literal(i: int, j: int) -> int:
            if j == 0 or (i >= j and j <= total - (n - i)):
                return yes
            return -yes if j > min(i, total) else self.new_variable()

        steps = [[make_literal(i, j) for j in range(total + 2)] for i in range(n + 1)]
        for i, literal in enumerate(literals):
            for j in range(1, total + 2):
                now, before, below = steps[i + 1][j], steps[i][j], steps[i][j - 1]
                self.add_clause(-before, now)
                self.add_clause(-below, -literal, now)
                self.add_clause(-now, before, literal)
                self.add_clause(-now, before, below)
        return steps
