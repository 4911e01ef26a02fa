import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.matching.assignment.max_total import assign_best_total
from matchmaker.matching.assignment.problem import AssignmentProblem, build_limits, build_problem
from matchmaker.matching.assignment.result import Assignment, InfeasibilityReason, Infeasible, UnmetReason
from tests.unit.matching.assignment.brute_force import is_legal, legal_masks, side, small_problems, to_mask

TWO_BY_TWO = np.array([[0.9, 0.8], [0.8, 0.1]])


def test_total_gives_up_the_best_pair_when_two_others_have_a_greater_total():
    answer = assign_best_total(build_problem(TWO_BY_TWO, side([1, 1]), side([1, 1])))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 1), (1, 0))
    assert answer.total == pytest.approx(1.6)
    assert answer.minimum == pytest.approx(0.8)
    assert answer.blocking == ((0, 0),)
    assert [(it.left, it.right, it.reason) for it in answer.unmet] == [
        (0, 0, UnmetReason.BOTH_FULL),
        (1, 1, UnmetReason.BOTH_FULL),
    ]


def test_total_never_pairs_anybody_with_two_of_one_fund():
    scores = np.array([[0.9, 0.8, 0.1]])
    answer = assign_best_total(build_problem(scores, side([2]), side([1, 1, 1], groups=[7, 7, -1])))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 0), (0, 2))
    assert [it.reason for it in answer.unmet] == [UnmetReason.GROUP]


def test_total_takes_a_negative_pair_only_when_a_least_load_needs_it():
    scores = np.array([[-0.5, 0.3]])
    free = assign_best_total(build_problem(scores, side([2]), side([1, 1])))
    bound = assign_best_total(build_problem(scores, side([2]), side([1, 1], least=[1, 0])))
    assert isinstance(free, Assignment)
    assert isinstance(bound, Assignment)
    assert free.pairs == ((0, 1),)
    assert [it.reason for it in free.unmet] == [UnmetReason.NO_GAIN]
    assert bound.pairs == ((0, 0), (0, 1))


def test_total_keeps_agreed_pairs_and_forbidden_ones_apart():
    allowed, fixed = np.array([[True, True], [True, False]]), np.array([[True, False], [False, False]])
    answer = assign_best_total(build_problem(TWO_BY_TWO, side([1, 1]), side([1, 1]), allowed=allowed, fixed=fixed))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 0),)
    assert [(it.left, it.right, it.reason) for it in answer.unmet] == [
        (0, 1, UnmetReason.LEFT_FULL),
        (1, 0, UnmetReason.RIGHT_FULL),
    ]


def test_total_names_who_asks_for_more_than_there_is():
    allowed = np.array([[True, False], [True, False], [False, True]])
    problem = build_problem(np.ones((3, 2)), side([1] * 3, least=[1] * 3), side([1, 2]), allowed=allowed)
    assert assign_best_total(problem) == Infeasible(InfeasibilityReason.LEFT_DEMAND, people=(0, 1), demand=2, supply=1)
    turned = build_problem(np.ones((2, 3)), side([1, 2]), side([1] * 3, least=[1] * 3), allowed=allowed.T)
    assert assign_best_total(turned) == Infeasible(InfeasibilityReason.RIGHT_DEMAND, people=(0, 1), demand=2, supply=1)


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [
        ([[0, 0, 1], [0, 0, 0]], Infeasible(InfeasibilityReason.FIXED_FORBIDDEN, pairs=((0, 2),))),
        ([[1, 1, 0], [0, 0, 0]], Infeasible(InfeasibilityReason.FIXED_GROUP, pairs=((0, 0), (0, 1)))),
        ([[0, 0, 0], [1, 0, 0]], Infeasible(InfeasibilityReason.FIXED_LEFT_LOAD, (1,), ((1, 0),), demand=1, supply=0)),
    ],
)
def test_total_names_agreed_pairs_that_cannot_be(fixed: list[list[int]], expected: Infeasible):
    allowed = np.array([[True, True, False], [True, True, True]])
    problem = build_problem(
        np.ones((2, 3)),
        side([2, 0]),
        side([1, 1, 1], groups=[3, 3, -1]),
        allowed=allowed,
        fixed=np.array(fixed, bool),
    )
    assert assign_best_total(problem) == expected


def test_total_names_a_right_person_with_too_many_agreed_pairs():
    fixed = np.array([[True], [True]])
    answer = assign_best_total(build_problem(np.ones((2, 1)), side([1, 1]), side([1]), fixed=fixed))
    assert answer == Infeasible(InfeasibilityReason.FIXED_RIGHT_LOAD, (0,), ((0, 0), (1, 0)), demand=2, supply=1)


@pytest.mark.parametrize("size", [0.5, 1e12])
def test_total_is_exact_whatever_the_size_of_scores(size: float):
    answer = assign_best_total(build_problem(TWO_BY_TWO * size, side([1, 1]), side([1, 1])))
    assert isinstance(answer, Assignment)
    assert answer.total == pytest.approx(1.6 * size)
    assert answer.total <= answer.total_bound <= answer.total * (1 + 1e-6)


def test_total_is_empty_when_there_is_nobody():
    answer = assign_best_total(build_problem(np.zeros((0, 2)), side([]), side([1, 1])))
    assert isinstance(answer, Assignment)
    assert (answer.pairs, answer.total, answer.minimum) == ((), 0.0, None)


def test_problem_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="scores: got shape"):
        build_problem(np.ones((2, 1)), side([1]), side([1]))
    with pytest.raises(ValueError, match="not finite"):
        build_problem(np.array([[np.nan]]), side([1]), side([1]))
    with pytest.raises(ValueError, match="least"):
        build_limits(np.array([1]), least=np.array([2]))
    with pytest.raises(ValueError, match="one shape"):
        build_limits(np.array([1]), least=np.array([0, 0]))


@settings(max_examples=150, deadline=None)
@given(small_problems())
def test_total_equals_brute_force_and_obeys_every_rule(problem: AssignmentProblem):
    answer = assign_best_total(problem)
    legal = legal_masks(problem)
    if isinstance(answer, Infeasible):
        assert not legal
        return
    assert is_legal(problem, to_mask(problem, answer.pairs))
    assert answer.total == pytest.approx(max(problem.scores[mask].sum() for mask in legal))
    assert answer.total <= answer.total_bound <= answer.total + 1e-6
    assert {(it.left, it.right) for it in answer.unmet} == set(
        map(tuple, np.argwhere(problem.allowed & ~to_mask(problem, answer.pairs)).tolist())
    )
    assert all(it.reason is not UnmetReason.NOT_TRIED for it in answer.unmet)
    assert assign_best_total(problem) == answer


@settings(max_examples=150, deadline=None)
@given(small_problems(can_fix=False))
def test_shortage_is_a_certificate_that_counting_confirms(problem: AssignmentProblem):
    answer = assign_best_total(problem)
    if not isinstance(answer, Infeasible):
        return
    is_left = answer.reason is InfeasibilityReason.LEFT_DEMAND
    asking = problem.left if is_left else problem.right
    people = list(answer.people)
    axis = 1 if is_left else 0
    most = max(int(mask.sum(axis=axis)[people].sum()) for mask in legal_masks(problem, minds_least=False))
    assert answer.demand == asking.min_load[people].sum()
    assert answer.supply == most < answer.demand
