from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.minimise_with_sat import raise_lower_bound

CLAUSES = st.lists(
    st.lists(st.integers(1, 4).flatmap(lambda v: st.sampled_from((v, -v))), min_size=1, max_size=3), max_size=9
)


def make_formula(clauses: list[list[int]]) -> CnfFormula:
    formula = CnfFormula(4)
    for clause in clauses:
        formula.add_clause(*clause)
    return formula


def least_cost(clauses: list[list[int]]) -> int | None:
    """Fewest true variables of four, by brute force."""
    every = product((False, True), repeat=4)
    costs = [sum(it) for it in every if all(any(it[abs(x) - 1] == (x > 0) for x in clause) for clause in clauses)]
    return min(costs, default=None)


@settings(max_examples=100, deadline=None)
@given(CLAUSES)
def test_raise_lower_bound_finds_the_least_cost_that_brute_force_finds(clauses: list[list[int]]):
    least = least_cost(clauses)
    if least is None:
        return
    found = raise_lower_bound(make_formula(clauses), [1, 2, 3, 4], low=0, high=4)
    assert found.bound == least
    if found.model is not None:
        assert len(found.model & {1, 2, 3, 4}) == least


def test_raise_lower_bound_proves_the_known_solution_when_nothing_is_cheaper():
    found = raise_lower_bound(make_formula([[1, 2], [3]]), [1, 2, 3, 4], low=0, high=2)
    assert (found.bound, found.model) == (2, None)


def test_raise_lower_bound_stops_when_the_caller_has_had_enough():
    reported: list[int] = []

    def stop(bound: int) -> bool:
        reported.append(bound)
        return False

    found = raise_lower_bound(make_formula([[1], [2], [3]]), [1, 2, 3, 4], low=0, high=3, should_continue=stop)
    assert (found.bound, found.model, reported) == (1, None, [1])
