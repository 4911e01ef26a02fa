"""Results do not depend on the order of the people."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.methods.fair_assignment.fairest import assign_fairest
from matchmaker.matching.assignment.max_total import assign_best_total
from matchmaker.matching.assignment.problem import AssignmentProblem, Ints, SideLimits, build_problem
from matchmaker.matching.assignment.result import Assignment, Infeasible
from matchmaker.matching.assignment.stable import assign_stably
from tests.unit.matching.assignment.brute_force import small_problems

Solve = Callable[[AssignmentProblem], Assignment | Infeasible]
SOLVERS = pytest.mark.parametrize("solve", [assign_best_total, assign_fairest, assign_stably])


def reorder(problem: AssignmentProblem, left: Ints, right: Ints) -> AssignmentProblem:
    def pick(side: SideLimits, order: Ints) -> SideLimits:
        return SideLimits(side.min_load[order], side.max_load[order], side.groups[order])

    scores, allowed, fixed = (it[np.ix_(left, right)] for it in (problem.scores, problem.allowed, problem.fixed))
    return build_problem(scores, pick(problem.left, left), pick(problem.right, right), allowed=allowed, fixed=fixed)


@SOLVERS
@settings(max_examples=60, deadline=None)
@given(problem=small_problems(), random=st.randoms(use_true_random=False))
def test_value_of_a_result_does_not_change_when_people_are_reordered(solve: Solve, problem: AssignmentProblem, random):
    left, right = (np.array(random.sample(range(n), n)) for n in problem.scores.shape)
    plain, moved = solve(problem), solve(reorder(problem, left, right))
    assert type(plain) is type(moved)
    if isinstance(plain, Assignment) and isinstance(moved, Assignment):
        assert moved.total == pytest.approx(plain.total, abs=1e-6)
        assert moved.minimum == (None if plain.minimum is None else pytest.approx(plain.minimum, abs=1e-6))


@SOLVERS
@settings(max_examples=40, deadline=None)
@given(problem=small_problems())
def test_answer_is_the_same_when_asked_twice(solve: Solve, problem: AssignmentProblem):
    assert solve(problem) == solve(problem)


@settings(max_examples=60, deadline=None)
@given(problem=small_problems())
def test_best_total_lies_between_the_other_answers_and_its_bound(problem: AssignmentProblem):
    """No solution has a greater total than the best total, and no greater minimum than the best minimum."""
    best, fairest, stable = (solve(problem) for solve in (assign_best_total, assign_fairest, assign_stably))
    if isinstance(best, Assignment) and isinstance(fairest, Assignment):
        assert fairest.total <= best.total + 1e-6
        if fairest.minimum is not None and best.minimum is not None:
            assert best.minimum <= fairest.minimum + 1e-6
    if isinstance(best, Assignment) and isinstance(stable, Assignment):
        assert stable.total <= best.total + 1e-6
