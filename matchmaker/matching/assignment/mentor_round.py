"""A matching round: open applications of startups to mentors, decided together within the mentors' places.

A startup gets at most one new mentor. The score of a request is share / choice + (1 - share) · fit, rounded to four
digits. Longer waiting decides between equal scores only: all waiting times together weigh less than the last digit.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matchmaker.domain.rounds import CHOICE_SHARE, Emphasis, LineOutcome, RoundGoal
from matchmaker.matching.assignment.max_total import assign_best_total
from matchmaker.matching.assignment.problem import AssignmentProblem, Floats, Mask, build_limits, build_problem
from matchmaker.matching.assignment.result import Assignment, Infeasible, UnmetReason, list_blocking_pairs, list_unmet
from matchmaker.matching.assignment.stable import assign_stably

DIGITS = 4
"""Decimals of a score: the fourth is smaller than any visible difference."""

OUTCOMES: Mapping[UnmetReason, LineOutcome] = {
    UnmetReason.BOTH_FULL: LineOutcome.STARTUP_PLACED,
    UnmetReason.LEFT_FULL: LineOutcome.STARTUP_PLACED,
    UnmetReason.RIGHT_FULL: LineOutcome.MENTOR_TAKEN,
}
"""Outcomes by reason. Every score is above 0 and nobody has a group, so other reasons do not occur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRequest:
    """One application in the round.

    Attributes
    ----------
    startup, mentor : int
        Numbers of the two. A mentor with several profiles has one number, and each pair occurs only once.
    choice : int
        1 is the startup's first choice.
    fit : float
        In [0, 1].
    waiting_days : float
        Days since the application, >= 0.
    is_locked : bool
        The pair must be in the result.
    """

    startup: int
    mentor: int
    choice: int
    fit: float
    waiting_days: float = 0.0
    is_locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """The outcome of each request, in the order of the input.

    `minimum` is the lowest score of a placed request, None without one. `blocking_requests` are the blocking pairs:
    both sides would prefer each other to a partner they have, by the startup's choices and by fit.
    `conflicting_locks` are locked requests that cannot all be placed; then nothing is placed.
    """

    outcomes: tuple[LineOutcome, ...] = ()
    scores: tuple[float, ...] = ()
    total: float = 0.0
    minimum: float | None = None
    is_proven: bool = False
    blocking_requests: tuple[int, ...] = ()
    conflicting_locks: tuple[int, ...] = ()


def score_request(request: RoundRequest, emphasis: Emphasis) -> float:
    """Score of a request in (0, 1], higher is better."""
    share = CHOICE_SHARE[emphasis]
    return round(share / request.choice + (1 - share) * request.fit, DIGITS)


def compute_round(
    requests: Sequence[RoundRequest], places: Mapping[int, int], *, goal: RoundGoal, emphasis: Emphasis
) -> RoundResult:
    """Compute the assignment of a round.

    Parameters
    ----------
    requests : sequence of RoundRequest
    places : mapping of int to int
        Number of new mentees that each mentor can take, >= 0.
    goal : RoundGoal
        `STABLE` uses only the startups' order and the mentors' fit, and ignores `emphasis`.
    emphasis : Emphasis

    Returns
    -------
    RoundResult

    Raises
    ------
    ValueError
        When a pair occurs twice.
    """
    table = _build_table(requests, places, emphasis)
    found = _assign(table, goal)
    if isinstance(found, Infeasible):
        return RoundResult(conflicting_locks=tuple(sorted(table.at[pair] for pair in found.pairs)))
    return _build_result(table, found)


def list_first_come(requests: Sequence[RoundRequest], places: Mapping[int, int]) -> tuple[int, ...]:
    """Indices of the requests that would be placed without a round, in the order of waiting.

    Returns
    -------
    tuple of int
        The startup with the longest waiting comes first. Each gets its highest choice that still has a place.
    """
    left, placed = dict(places), dict[int, int]()
    longest: dict[int, float] = {}
    for request in requests:
        longest[request.startup] = max(request.waiting_days, longest.get(request.startup, 0.0))
    order = sorted(
        range(len(requests)), key=lambda k: (-longest[requests[k].startup], requests[k].startup, requests[k].choice)
    )
    for k in order:
        request = requests[k]
        if request.startup not in placed and left.get(request.mentor, 0) > 0:
            left[request.mentor] -= 1
            placed[request.startup] = k
    return tuple(sorted(placed.values()))


@dataclass(frozen=True, slots=True)
class _Table:
    """The requests as an assignment problem; ``ranks`` and ``fits`` are the scores that each side gives the other."""

    problem: AssignmentProblem
    base: Floats
    ranks: Floats
    fits: Floats
    waits: Floats
    at: Mapping[tuple[int, int], int]


def _build_table(requests: Sequence[RoundRequest], places: Mapping[int, int], emphasis: Emphasis) -> _Table:
    startups = {key: row for row, key in enumerate(sorted({it.startup for it in requests}))}
    mentors = {key: column for column, key in enumerate(sorted({it.mentor for it in requests}))}
    at = {(startups[it.startup], mentors[it.mentor]): k for k, it in enumerate(requests)}
    if len(at) != len(requests):
        raise ValueError(f"requests: got {len(requests) - len(at)} pairs twice, expected each once")
    base, ranks, fits, waits = np.zeros((4, len(startups), len(mentors)))
    allowed, fixed = np.zeros((2, len(startups), len(mentors)), np.bool_)
    unit = 10.0**-DIGITS / (1 + len(startups)) / (1 + max((it.waiting_days for it in requests), default=0.0))
    for pair, k in at.items():
        request = requests[k]
        base[pair], ranks[pair] = score_request(request, emphasis), 1 / request.choice
        fits[pair], waits[pair] = round(request.fit, DIGITS), request.waiting_days * unit
        allowed[pair], fixed[pair] = True, request.is_locked
    left = build_limits(np.ones(len(startups), np.int64))
    right = build_limits(np.array([places.get(key, 0) for key in mentors], np.int64))
    problem = build_problem(base + waits, left, right, allowed=allowed, fixed=fixed)
    return _Table(problem, base, ranks, fits, waits, at)


def _assign(table: _Table, goal: RoundGoal) -> Assignment | Infeasible:
    if not table.at:
        return Assignment((), 0.0, None, (), (), 0.0, 0.0, is_proven=True, blocking=(), unmet=())
    if goal is RoundGoal.STABLE:
        return assign_stably(replace(table.problem, scores=table.ranks), right_scores=table.fits + table.waits)
    if goal is RoundGoal.FLOOR:
        return _assign_floor(table)
    return assign_best_total(table.problem)


def _assign_floor(table: _Table) -> Assignment | Infeasible:
    """As many startups as possible, then the greatest minimum score among them, then the greatest total.

    A lower floor never allows fewer pairs. So the highest floor with the maximum number is found by bisection.
    """
    problem = table.problem
    widest = _assign_many(problem, problem.allowed)
    if isinstance(widest, Infeasible):
        return widest
    floors = np.unique(table.base[problem.allowed & ~problem.fixed]).tolist()

    def narrows(floor: float) -> bool:
        found = _assign_many(problem, problem.fixed | (problem.allowed & (table.base >= floor)))
        return isinstance(found, Infeasible) or len(found.pairs) < len(widest.pairs)

    highest = bisect_right(floors, 0, key=lambda floor: int(narrows(floor)))
    if highest == 0:
        return widest
    return _assign_many(problem, problem.fixed | (problem.allowed & (table.base >= floors[highest - 1])))


def _assign_many(problem: AssignmentProblem, allowed: Mask) -> Assignment | Infeasible:
    """The maximum number of pairs, then the greatest total: one more pair outweighs all scores together."""
    return assign_best_total(replace(problem, scores=problem.scores + len(problem.scores) + 1, allowed=allowed))


def _build_result(table: _Table, found: Assignment) -> RoundResult:
    chosen = np.zeros(table.base.shape, np.bool_)
    for pair in found.pairs:
        chosen[pair] = True
    outcomes = {table.at[pair]: LineOutcome.PLACED for pair in found.pairs}
    for unmet in list_unmet(table.problem, chosen):
        outcomes[table.at[unmet.left, unmet.right]] = OUTCOMES[unmet.reason]
    scores = {k: float(table.base[pair]) for pair, k in table.at.items()}
    placed = [scores[table.at[pair]] for pair in found.pairs]
    blocking = list_blocking_pairs(replace(table.problem, scores=table.ranks), chosen, right_scores=table.fits)
    return RoundResult(
        outcomes=tuple(outcomes[k] for k in range(len(table.at))),
        scores=tuple(scores[k] for k in range(len(table.at))),
        total=round(sum(placed), DIGITS),
        minimum=min(placed, default=None),
        is_proven=found.is_proven,
        blocking_requests=tuple(sorted(table.at[pair] for pair in blocking)),
    )
