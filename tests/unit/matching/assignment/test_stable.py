from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.assignment.problem import NO_GROUP, AssignmentProblem, Floats, Mask, SideLimits, build_problem
from matchmaker.matching.assignment.result import Assignment, InfeasibilityReason, Infeasible, list_blocking_pairs
from matchmaker.matching.assignment.stable import assign_stably
from tests.unit.matching.assignment.brute_force import is_legal, legal_masks, side, small_problems, to_mask


def test_stable_gives_each_asker_the_best_that_will_have_them():
    """Three and three (Gale and Shapley, 1962, example 1): all left people get their first choice."""
    left = np.array([[3.0, 2.0, 1.0], [1.0, 3.0, 2.0], [2.0, 1.0, 3.0]])
    right = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 2.0], [2.0, 3.0, 1.0]])
    answer = assign_stably(build_problem(left, side([1] * 3), side([1] * 3)), right_scores=right)
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 0), (1, 1), (2, 2))
    assert (answer.blocking, answer.is_proven) == ((), True)


def test_stable_keeps_the_best_pair_though_two_others_have_a_greater_total():
    answer = assign_stably(build_problem(np.array([[0.9, 0.8], [0.8, 0.1]]), side([1, 1]), side([1, 1])))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 0), (1, 1))


def test_stable_never_gives_up_an_agreed_pair():
    fixed = np.array([[False, True], [False, False]])
    answer = assign_stably(build_problem(np.array([[0.9, 0.1], [0.8, 0.7]]), side([1, 1]), side([1, 1]), fixed=fixed))
    assert isinstance(answer, Assignment)
    assert answer.pairs == ((0, 1), (1, 0))
    assert answer.blocking == ()


def test_stable_names_who_stays_below_the_least_in_every_stable_one():
    scores = np.array([[0.9, 0.1]])
    right_short = build_problem(scores, side([1]), side([1, 1], least=[0, 1]))
    left_short = build_problem(scores.T, side([1, 1], least=[0, 1]), side([1]))
    assert assign_stably(right_short) == Infeasible(
        InfeasibilityReason.STABLE_RIGHT_LEAST, people=(1,), demand=1, supply=0
    )
    assert assign_stably(left_short) == Infeasible(
        InfeasibilityReason.STABLE_LEFT_LEAST, people=(1,), demand=1, supply=0
    )


def test_stable_refuses_agreed_pairs_over_the_load():
    answer = assign_stably(build_problem(np.ones((1, 1)), side([0]), side([1]), fixed=np.array([[True]])))
    assert isinstance(answer, Infeasible)
    assert answer.reason is InfeasibilityReason.FIXED_LEFT_LOAD


def test_blocking_pair_within_a_group_must_beat_the_one_of_that_group():
    scores = np.array([[0.5, 0.4, 0.9]])
    problem = build_problem(scores, side([2]), side([1] * 3, groups=[5, 5, 5]))
    assert list_blocking_pairs(problem, np.array([[True, False, False]])) == ((0, 2),)


@dataclass(frozen=True)
class Preferences:
    """Preferences of one side over the other."""

    scores: Floats
    chosen: Mask
    fixed: Mask
    own: SideLimits
    other: SideLimits

    def wants(self, person: int, mate: int) -> bool:
        """Does the best legal set out of those held and the new one, agreed ones staying, contain the new one?"""
        pool = [*np.flatnonzero(self.chosen[person]).tolist(), mate]
        agreed = set(np.flatnonzero(self.fixed[person]).tolist())
        groups = self.other.groups
        legal = [
            taken
            for size in range(int(self.own.max_load[person]) + 1)
            for taken in combinations(pool, size)
            if agreed <= set(taken)
            and all(groups[a] != groups[b] or groups[a] == NO_GROUP for a, b in combinations(taken, 2))
        ]
        return mate in max(legal, key=lambda taken: sum(self.scores[person, it] + 10 for it in taken))


def objectors(problem: AssignmentProblem, right_scores: Floats, chosen: Mask) -> list[tuple[int, int]]:
    left = Preferences(problem.scores, chosen, problem.fixed, problem.left, problem.right)
    right = Preferences(right_scores.T, chosen.T, problem.fixed.T, problem.right, problem.left)
    apart = np.argwhere(problem.allowed & ~chosen).tolist()
    return [(i, j) for i, j in apart if left.wants(i, j) and right.wants(j, i)]


@settings(max_examples=150, deadline=None)
@given(small_problems(), st.randoms(use_true_random=False))
def test_stable_has_no_blocking_pair_and_obeys_every_rule(problem: AssignmentProblem, random):
    values = random.sample(range(1, 100), problem.scores.size)
    right_scores = np.array(values, float).reshape(problem.scores.shape) / 100
    answer = assign_stably(problem, right_scores=right_scores)
    if isinstance(answer, Infeasible):
        stable = [m for m in legal_masks(problem) if not objectors(problem, right_scores, m)]
        assert not stable
        return
    chosen = to_mask(problem, answer.pairs)
    assert is_legal(problem, chosen)
    assert answer.blocking == ()
    assert objectors(problem, right_scores, chosen) == []
    assert assign_stably(problem, right_scores=right_scores) == answer


@settings(max_examples=100, deadline=None)
@given(small_problems())
def test_blocking_pairs_are_those_that_brute_force_finds(problem: AssignmentProblem):
    for chosen in legal_masks(problem)[:20]:
        assert list(list_blocking_pairs(problem, chosen)) == objectors(problem, problem.scores, chosen)


def test_stable_is_the_best_stable_one_for_the_left():
    left = np.array([[2.0, 1.0], [1.0, 2.0]])
    right = np.array([[1.0, 2.0], [2.0, 1.0]])
    ours = assign_stably(build_problem(left, side([1, 1]), side([1, 1])), right_scores=right)
    theirs = assign_stably(build_problem(right.T, side([1, 1]), side([1, 1])), right_scores=left.T)
    assert isinstance(ours, Assignment)
    assert isinstance(theirs, Assignment)
    assert (ours.pairs, ours.total) == (((0, 0), (1, 1)), pytest.approx(4.0))
    assert theirs.pairs == ((0, 1), (1, 0))
