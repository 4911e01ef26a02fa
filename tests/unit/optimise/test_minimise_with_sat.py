from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.integer_program import SolverStatus
from matchmaker.optimise.minimise_with_sat import SatEncoding, minimise_cost

SMALL = st.integers(1, 5)
CLAUSES = st.lists(st.lists(SMALL.flatmap(lambda v: st.sampled_from((v, -v))), min_size=1, max_size=3), max_size=12)


def make_formula(clauses: list[list[int]]) -> CnfFormula:
    formula = CnfFormula()
    for _ in range(5):
        formula.new_variable()
    for clause in clauses:
        formula.add_clause(*clause)
    return formula


def least_cost(clauses: list[list[int]]) -> int | None:
    """Fewest true variables of five, by brute force."""
    costs = (
        sum(values)
        for values in product((False, True), repeat=5)
        if all(any(values[abs(it) - 1] == (it > 0) for it in clause) for clause in clauses)
    )
    return min(costs, default=None)


@settings(max_examples=6, deadline=None)
@given(CLAUSES)
def test_minimise_cost_is_what_brute_force_finds(clauses: list[list[int]]):
    found = minimise_cost([SatEncoding(make_formula(clauses), [1, 2, 3, 4, 5]) for _ in range(2)], time_limit=30)
    best = least_cost(clauses)
    if best is None:
        assert found.status is SolverStatus.INFEASIBLE
    else:
        assert (found.status, found.cost, found.bound) == (SolverStatus.OPTIMAL, best, best)
        assert all(any((it > 0) == (abs(it) in found.model) for it in clause) for clause in clauses)


@pytest.mark.parametrize("solvers", [("cadical153",), ("cadical153", "glucose4")])
def test_minimise_cost_counts_negative_literals_when_they_cost(solvers: tuple[str, ...]):
    clauses = [[-1, -2], [-2, -3], [4, 5]]
    stated = [SatEncoding(make_formula(clauses), [-1, -2, -3, 4], solver) for solver in solvers]
    found = minimise_cost(stated, time_limit=30)
    assert (found.status, found.cost, found.bound) == (SolverStatus.OPTIMAL, 1, 1)


def test_minimise_cost_leaves_open_what_is_above_the_greatest_cost():
    formula = make_formula([[1], [2], [3]])
    found = minimise_cost([SatEncoding(formula, [1, 2, 3])], time_limit=30, max_cost=2)
    assert (found.status, found.cost, found.bound) == (SolverStatus.FEASIBLE, 3, 2)


def test_minimise_cost_stops_when_the_caller_has_had_enough():
    reported: list[tuple[int, int | None]] = []

    def stop(bound: int, cost: int | None) -> bool:
        reported.append((bound, cost))
        return False

    found = minimise_cost([SatEncoding(make_formula([[1]]), [1])], time_limit=30, should_continue=stop)
    assert (found.status, reported) == (SolverStatus.UNKNOWN, [(0, None)])


def test_minimise_cost_keeps_the_known_solution_when_nothing_is_cheaper():
    formula = make_formula([[1, 2], [3]])
    found = minimise_cost([SatEncoding(formula, [1, 2, 3, 4])], time_limit=30, low=1, known=2)
    assert (found.status, found.bound, found.cost, found.model) == (SolverStatus.OPTIMAL, 2, 2, frozenset())


def test_minimise_cost_finds_what_is_cheaper_than_the_known_solution():
    found = minimise_cost([SatEncoding(make_formula([[1, 2], [3]]), [1, 2, 3, 4])], time_limit=30, low=1, known=4)
    assert (found.status, found.bound, found.cost) == (SolverStatus.OPTIMAL, 2, 2)
    assert len(found.model & {1, 2, 3, 4}) == 2


def test_minimise_cost_asks_nobody_when_the_known_solution_meets_the_bound():
    found = minimise_cost([SatEncoding(make_formula([[1]]), [1])], time_limit=30, low=1, known=1)
    assert (found.status, found.bound, found.cost) == (SolverStatus.OPTIMAL, 1, 1)
