from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from matchmaker.optimise.cnf import CnfFormula


def list_solutions(formula: CnfFormula, variables: list[int]) -> set[tuple[bool, ...]]:
    """Values of some variables that can be completed to a solution."""
    with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:
        return {
            values
            for values in product((False, True), repeat=len(variables))
            if solver.solve([v if value else -v for v, value in zip(variables, values, strict=True)])
        }


def make_formula(size: int) -> tuple[CnfFormula, list[int]]:
    formula = CnfFormula()
    return formula, [formula.new_variable() for _ in range(size)]


def test_add_makes_the_formula_contradictory_when_nothing_may_hold():
    formula, given_ = make_formula(1)
    formula.add_clause()
    assert list_solutions(formula, given_) == set()


def test_define_any_and_all_hold_exactly_when_they_should():
    formula, (a, b) = make_formula(2)
    some, both = formula.define_any([a, b]), formula.define_all([a, b])
    found = list_solutions(formula, [a, b, some])
    assert found == {(x, y, x or y) for x, y in product((False, True), repeat=2)}
    formula.add_clause(both)
    assert list_solutions(formula, [a, b]) == {(True, True)}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 9))
def test_at_most_one_allows_none_or_one(size: int):
    formula, given_ = make_formula(size)
    formula.at_most_one(given_)
    expected = {values for values in product((False, True), repeat=size) if sum(values) <= 1}
    assert list_solutions(formula, given_) == expected


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 7), st.integers(1, 8))
def test_count_gives_how_many_hold_up_to_the_most(size: int, most: int):
    formula, given_ = make_formula(size)
    count = formula.count(given_, max_count=most)
    assert len(count) == min(size, most)
    for values in product((False, True), repeat=size):
        fixed = [v if value else -v for v, value in zip(given_, values, strict=True)]
        with Solver(name="glucose4", bootstrap_with=[*formula.clauses, *([it] for it in fixed)]) as solver:
            assert solver.solve()
            held = {it for it in solver.get_model() or [] if it > 0}
            assert [it in held for it in count] == [sum(values) > k for k in range(len(count))]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 7), st.data())
def test_count_forbids_more_when_it_is_one_sided(size: int, data: st.DataObject):
    formula, given_ = make_formula(size)
    limit = data.draw(st.integers(0, size - 1))
    formula.add_clause(-formula.count(given_, max_count=limit + 1, is_exact=False)[limit])
    expected = {values for values in product((False, True), repeat=size) if sum(values) <= limit}
    assert list_solutions(formula, given_) == expected


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 7), st.integers(0, 8))
def test_ladder_holds_the_total_and_counts_every_prefix(size: int, total: int):
    formula, given_ = make_formula(size)
    steps = formula.require_exactly(given_, total)
    expected = {values for values in product((False, True), repeat=size) if sum(values) == total}
    assert list_solutions(formula, given_) == expected
    for i, j in product(range(size + 1), range(total + 2)):
        for is_held in (False, True):
            with Solver(name="glucose4", bootstrap_with=formula.clauses) as solver:
                possible = solver.solve([steps[i][j] if is_held else -steps[i][j]])
            assert possible == any((sum(values[:i]) >= j) == is_held for values in expected)
