from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.optimise.cnf import CnfFormula
from matchmaker.optimise.unsat_core import find_unsat_core

CLAUSES = st.lists(
    st.lists(st.integers(1, 3).flatmap(lambda v: st.sampled_from((v, -v))), min_size=1, max_size=2), max_size=8
)


def can_hold(clauses: list[list[int]]) -> bool:
    return any(
        all(any(values[abs(it) - 1] == (it > 0) for it in clause) for clause in clauses)
        for values in product((False, True), repeat=3)
    )


@settings(max_examples=100, deadline=None)
@given(CLAUSES)
def test_find_core_is_a_contradiction_of_as_few_as_can_be(clauses: list[list[int]]):
    formula = CnfFormula(3)
    chosen = {formula.new_variable(): clause for clause in clauses}
    for literal, clause in chosen.items():
        formula.add_clause(-literal, *clause)
    core = find_unsat_core(formula, list(chosen))
    if core is None:
        assert can_hold(clauses)
        return
    assert not can_hold([chosen[it] for it in core])
    assert all(can_hold([chosen[it] for it in core if it != out]) for out in core)
    assert all(can_hold([chosen[it] for it in fewer]) for fewer in combinations(chosen, len(core) - 1))


def test_find_core_finds_two_when_three_contradict_each_other_as_well():
    formula = CnfFormula(2)
    ring = [formula.new_variable() for _ in range(3)]
    both = [formula.new_variable() for _ in range(2)]
    for literal, clause in zip(ring, ([1], [-1, 2], [-2]), strict=True):
        formula.add_clause(-literal, *clause)
    extra = formula.new_variable()
    formula.add_clause(-both[0], extra)
    formula.add_clause(-both[1], -extra)
    assert find_unsat_core(formula, [*both, *ring]) == both
    assert find_unsat_core(formula, ring) == ring
    assert find_unsat_core(formula, [*ring, *both]) == both
