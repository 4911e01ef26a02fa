import numpy as np
import pytest
from hypothesis import given, settings

from benchmarks.methods.fair_assignment.fairest import assign_fairest
from matchmaker.matching.assignment.problem import AssignmentProblem, build_problem
from matchmaker.matching.assignment.result import Assignment, InfeasibilityReason, Infeasible, find_minimum
from tests.unit.matching.assignment.brute_force import is_legal, legal_masks, side, small_problems, to_mask


def test_fairest_lifts_the_worst_off_before_it_counts_the_total():
    scores = np.array([[1.0, 0.5], [0.9, 0.1]])
    answer = assign_fairest(build_problem(scores, side([1, 1]), side([1, 1])))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 1), (1, 0))
    assert (answer.minimum, answer.total) == (0.5, 1.4)
    assert answer.is_proven
    assert answer.minimum_bound == pytest.approx(0.5, abs=1e-6)


def test_fairest_takes_the_greater_total_among_equal_minima():
    scores = np.array([[0.2, 0.2], [0.4, 0.9]])
    answer = assign_fairest(build_problem(scores, side([1, 1]), side([1, 1])))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 0), (1, 1))


def test_fairest_shares_three_parts_as_evenly_as_they_go():
    """Of the parts 3, 3, 2, 2, 2 the even halves are 6 and 6, which no greedy order of single parts finds."""
    parts = np.array([3.0, 3.0, 2.0, 2.0, 2.0])
    answer = assign_fairest(build_problem(np.vstack([parts, parts]), side([5, 5]), side([1] * 5)))
    assert isinstance(answer, Assignment)
    assert answer.minimum == 6.0
    assert answer.is_proven


def test_fairest_names_who_asks_for_too_much_like_the_total():
    problem = build_problem(np.ones((2, 1)), side([1, 1], least=[1, 1]), side([1]))
    assert assign_fairest(problem) == Infeasible(InfeasibilityReason.LEFT_DEMAND, people=(0, 1), demand=2, supply=1)


def test_fairest_refuses_an_agreed_pair_that_is_forbidden():
    no, yes = np.array([[False]]), np.array([[True]])
    answer = assign_fairest(build_problem(np.ones((1, 1)), side([1]), side([1]), allowed=no, fixed=yes))
    assert answer == Infeasible(InfeasibilityReason.FIXED_FORBIDDEN, pairs=((0, 0),))


def test_fairest_is_the_total_when_nobody_can_have_a_pair():
    answer = assign_fairest(build_problem(np.ones((1, 1)), side([0]), side([1])))
    assert isinstance(answer, Assignment)
    assert answer.minimum is None


@settings(max_examples=150, deadline=None)
@given(small_problems())
def test_fairest_equals_brute_force(problem: AssignmentProblem):
    answer = assign_fairest(problem)
    legal = legal_masks(problem)
    if isinstance(answer, Infeasible):
        assert not legal
        return
    assert is_legal(problem, to_mask(problem, answer.pairs))
    best = max((find_minimum(problem, mask) or 0.0, problem.scores[mask].sum().round(6)) for mask in legal)
    assert (answer.minimum or 0.0, round(answer.total, 6)) == pytest.approx(best)
    assert answer.is_proven
    assert answer.minimum_bound >= (answer.minimum or 0.0)
